// The differences there are to look at, for the page that settles them and for the small marks beside fields.
import { BackendError, call, listen } from "../backend";
import type { DifferenceView, Kind } from "../generated/commands";

/** Several pieces of news of one moment are one reason to ask. */
const SETTLE = 40;

class Differences {
  list = $state.raw<readonly DifferenceView[]>([]);
  error = $state.raw<BackendError | null>(null);
  /** Whether the program has answered yet. */
  asked = $state(false);
  private questions = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly fields = $derived(
    new Map(this.list.map((one) => [place(one.kind, one.record, one.field), one])),
  );

  async ask(): Promise<void> {
    const mine = ++this.questions;
    try {
      const list = await call("differences", {});
      if (mine !== this.questions) return;
      this.list = list;
      this.error = null;
      this.asked = true;
    } catch (thrown) {
      const error = BackendError.from(thrown);
      if (mine === this.questions && error.code !== "locked") this.error = error;
    }
  }

  /** Keep them true while the desk is open. `count` is how many there are said to be. */
  follow(count: () => number): () => void {
    const soon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ask(), SETTLE);
    };
    // News from the others, and of changes here: a settled one that was undone is there again.
    const stops = [
      listen("sync", ({ differences }) => {
        if (differences > 0 || this.list.length > 0) soon();
      }),
      listen("changed", () => {
        if (count() > 0 || this.list.length > 0) soon();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.timer);
      this.questions += 1;
      this.list = [];
      this.asked = false;
      this.error = null;
    };
  }

  /** The difference in one field of one record, if there is one. */
  at(kind: Kind, record: string, field: string): DifferenceView | undefined {
    return this.fields.get(place(kind, record, field));
  }

  of(person: string): readonly DifferenceView[] {
    return this.list.filter((one) => one.person === person);
  }
}

const place = (kind: Kind, record: string, field: string): string => `${kind}/${record}/${field}`;

export const differences = new Differences();
