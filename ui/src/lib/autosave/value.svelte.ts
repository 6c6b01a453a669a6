// Something written that is not one text: a list of opening times, of people to ask for. It is saved whole, soon after
// the fingers rest and before any lock. When it cannot be saved it is kept as a draft, like a text; saving it later
// clears that draft.
import { BackendError, call } from "../backend";
import { keyOf, type Place, type WritingState } from "./writing.svelte";

export const VALUE_AFTER = 700;
const RETRY = 4_000;

/** Begins the draft of a value, so that it is never taken for words: no keyboard types this sign. */
const MARK = "\u0002value:";

export const draftOf = (value: unknown): string => MARK + JSON.stringify(value);

/** The value in a draft; null when the draft is words. */
export function readDraft(text: string): { value: unknown } | null {
  if (!text.startsWith(MARK)) return null;
  try {
    return { value: JSON.parse(text.slice(MARK.length)) };
  } catch {
    return null;
  }
}

export interface ValueOptions<Value> {
  route?: () => string;
  onchange?: (writing: ValueWriting<Value>) => void;
}

export class ValueWriting<Value> {
  readonly place: Place;
  readonly key: string;
  value = $state.raw() as Value;
  state = $state<WritingState>("saved");
  savedAt = $state<number | null>(null);
  error = $state.raw<BackendError | null>(null);

  private saved: string;
  private drafted: string | null = null;
  /** A draft was sent since the last save: also when the change was taken back, a save has to clear it. */
  private draftLeft = false;
  private drafting: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<boolean> | null = null;
  private forgotten = false;
  private readonly options: ValueOptions<Value>;

  constructor(place: Place, value: Value, options: ValueOptions<Value> = {}) {
    this.place = place;
    this.key = keyOf(place);
    this.value = value;
    this.saved = JSON.stringify(value);
    this.options = options;
  }

  get unsaved(): boolean {
    if (this.forgotten) return false;
    return this.draftLeft || this.sending !== null || JSON.stringify(this.value) !== this.saved;
  }

  /** A change; `now` when nothing more of it is coming, as after a choice. */
  write(value: Value, now = false): void {
    this.value = value;
    this.become("writing");
    this.saveIn(now ? 0 : VALUE_AFTER);
  }

  /** A draft that a lock or a crash left behind: it is newer than the record. */
  takeUp(value: Value): void {
    this.value = value;
    this.drafted = JSON.stringify(value);
    this.draftLeft = true;
    this.become("writing");
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
    if (this.state !== "saved" && !this.forgotten) this.become("saved");
    return true;
  }

  /** Before a lock: what could not be saved is at least in an encrypted draft on disk. True once it is. */
  async keepDraft(): Promise<boolean> {
    while (this.drafting) await this.drafting;
    const text = JSON.stringify(this.value);
    if (this.forgotten || text === this.saved || text === this.drafted) return true;
    this.draftLeft = true;
    const route = this.options.route?.() ?? "";
    this.drafting = call("save_draft", { key: this.key, text: draftOf(this.value), cursor: 0, route })
      .then(() => {
        this.drafted = text;
        return JSON.stringify(this.value) === text;
      })
      .catch(() => false)
      .finally(() => {
        this.drafting = null;
      });
    return this.drafting;
  }

  /** Locked: nothing of it stays in the page, and nothing is tried again. */
  forget(): void {
    clearTimeout(this.timer);
    this.forgotten = true;
  }

  private become(state: WritingState): void {
    this.state = state;
    this.options.onchange?.(this);
  }

  private saveIn(wait: number): void {
    clearTimeout(this.timer);
    if (!this.forgotten) this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async send(): Promise<boolean> {
    // The save comes after the draft sent before it, so that it is the save that clears it.
    await this.drafting;
    const value = this.value;
    const text = JSON.stringify(value);
    this.become("saving");
    try {
      const { saved_at } = await call("edit_field", { ...this.place, value });
      this.saved = text;
      this.drafted = null;
      this.draftLeft = false;
      this.savedAt = saved_at;
      this.error = null;
      return true;
    } catch (thrown) {
      if (this.forgotten) return false;
      this.error = BackendError.from(thrown);
      this.become("failed");
      this.saveIn(RETRY);
      void this.keepDraft();
      return false;
    }
  }
}
