// How things stand between this laptop and the others: asked once, then told. Nothing here ever blocks or asks; without
// an answer the desk says what is true in any case, that everything is saved here.
import { BackendError, call, listen } from "../backend";
import type { SyncView } from "../generated/commands";

class SyncNow {
  view = $state.raw<SyncView | null>(null);
  /** Somebody asked to look for changes now, and the answer is not here yet. */
  asking = $state(false);
  error = $state.raw<BackendError | null>(null);
  private told = 0;

  get alone(): boolean {
    return this.view === null || this.view.standing === "alone";
  }

  /** Keep it true while the desk is open. */
  follow(): () => void {
    const before = ++this.told;
    call("sync_state", {})
      .then((view) => {
        // What was told meanwhile is newer than what was asked.
        if (this.told === before) this.view = view;
      })
      .catch(() => undefined);
    const stop = listen("sync", (view) => this.take(view));
    return () => {
      stop();
      this.told += 1;
      this.view = null;
      this.error = null;
      this.asking = false;
    };
  }

  take(view: SyncView): void {
    this.told += 1;
    this.view = view;
  }

  /** Look for changes now. */
  look = async (): Promise<void> => this.ask("sync_now");
  /** Give a restored server back what it lost. */
  sendAgain = async (): Promise<void> => this.ask("send_again");

  private async ask(what: "sync_now" | "send_again"): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.error = null;
    try {
      this.take(await call(what, {}));
    } catch (thrown) {
      const error = BackendError.from(thrown);
      if (error.code !== "locked") this.error = error;
    }
    this.asking = false;
  }
}

export const syncNow = new SyncNow();
