// What a screen shows, kept true: asked once, asked again when the program says that something of it changed. The view
// stays on the screen while it is asked again, so scroll, focus and cursor stay where they are.
import { BackendError, type CommandName, call, listen, type RequestOf, type ViewOf } from "./backend";
import type { Kind } from "./generated/commands";

/** Several changes of one moment are one reason to ask. */
const SETTLE = 40;

export class Live<Name extends CommandName> {
  view = $state.raw<ViewOf<Name> | null>(null);
  error = $state.raw<BackendError | null>(null);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly name: Name;
  private readonly request: () => RequestOf<Name>;

  constructor(name: Name, request: () => RequestOf<Name>) {
    this.name = name;
    this.request = request;
  }

  /** Ask; an answer that was overtaken by a later question is dropped. */
  async ask(): Promise<void> {
    const mine = ++this.asked;
    try {
      const view = await call(this.name, this.request());
      if (mine !== this.asked) return;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      const error = BackendError.from(thrown);
      // Locked in the middle: the shell shows the door.
      if (mine !== this.asked || error.code === "locked") return;
      this.error = error;
      // Erased elsewhere while it was looked at: what is no more is not shown any longer.
      if (error.code === "not_found") this.view = null;
    }
  }

  /** Ask now and after every change of these kinds (of any, if none are named), until the returned function is called. */
  follow(kinds?: readonly Kind[]): () => void {
    void this.ask();
    const stop = listen("changed", (changed) => {
      if (kinds && !changed.kinds.some((kind) => kinds.includes(kind))) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ask(), SETTLE);
    });
    return () => {
      stop();
      clearTimeout(this.timer);
      this.asked += 1;
    };
  }
}
