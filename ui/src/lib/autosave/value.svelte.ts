// Something written that is not one text: a list of opening times, of people to ask for. It is saved whole, soon after
// the fingers rest and before any lock. There is no draft of it, so the wait is short.
import { BackendError, call } from "../backend";
import type { Place, WritingState } from "./writing.svelte";

export const VALUE_AFTER = 700;
const RETRY = 4_000;

export class ValueWriting<Value> {
  readonly place: Place;
  value = $state.raw() as Value;
  state = $state<WritingState>("saved");
  savedAt = $state<number | null>(null);
  error = $state.raw<BackendError | null>(null);

  private saved: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<boolean> | null = null;
  private readonly onchange: (writing: ValueWriting<Value>) => void;

  constructor(
    place: Place,
    value: Value,
    onchange: (writing: ValueWriting<Value>) => void = () => undefined,
  ) {
    this.place = place;
    this.value = value;
    this.saved = JSON.stringify(value);
    this.onchange = onchange;
  }

  get unsaved(): boolean {
    return JSON.stringify(this.value) !== this.saved || this.sending !== null;
  }

  /** A change; `now` when nothing more of it is coming, as after a choice. */
  write(value: Value, now = false): void {
    this.value = value;
    this.become("writing");
    this.saveIn(now ? 0 : VALUE_AFTER);
  }

  /** The record was read again. What is being written wins over it. */
  accept(value: Value): void {
    if (this.unsaved) return;
    const text = JSON.stringify(value);
    if (text === this.saved) return;
    this.saved = text;
    this.value = value;
  }

  /** Save now; true once the program has all of it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.unsaved) {
      this.sending ??= this.send().finally(() => {
        this.sending = null;
      });
      if (!(await this.sending)) return false;
    }
    if (this.state !== "saved") this.become("saved");
    return true;
  }

  /** Let go of it on purpose, saved or not: after a lock nothing may be tried again. */
  abandon(): void {
    clearTimeout(this.timer);
    this.saved = JSON.stringify(this.value);
  }

  private become(state: WritingState): void {
    this.state = state;
    this.onchange(this);
  }

  private saveIn(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async send(): Promise<boolean> {
    const text = JSON.stringify(this.value);
    this.become("saving");
    try {
      const { saved_at } = await call("edit_field", { ...this.place, value: this.value });
      this.saved = text;
      this.savedAt = saved_at;
      this.error = null;
      return true;
    } catch (thrown) {
      this.error = BackendError.from(thrown);
      this.become("failed");
      this.saveIn(RETRY);
      return false;
    }
  }
}
