// Something that is under way with somebody elsewhere, of which there is at most one: asked about again and again while the other side
// may still do something with it, and never overtaken by an answer that is older than what was pressed here.
import { BackendError } from "../backend";
import { askAgain } from "./polling";

export abstract class UnderWay<View> {
  view = $state.raw<View | null>(null);
  busy = $state(false);
  error = $state.raw<BackendError | null>(null);
  private turns = 0;

  /** Whether somebody elsewhere may still do something with it. */
  abstract get open(): boolean;

  /** How it stands, from the program. */
  protected abstract look(): Promise<View | null>;

  follow(): () => void {
    void this.ask();
    return askAgain(
      () => this.ask(),
      () => this.open,
    );
  }

  private async ask(): Promise<void> {
    const turn = this.turns;
    try {
      const view = await this.look();
      // Something was pressed meanwhile: its answer counts.
      if (turn === this.turns) this.view = view;
    } catch {
      // Asked again soon; what is on the screen still holds.
    }
  }

  /** Does what was pressed, one thing at a time. */
  protected async run(what: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.turns += 1;
    this.error = null;
    try {
      await what();
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
    this.turns += 1;
    this.busy = false;
  }
}
