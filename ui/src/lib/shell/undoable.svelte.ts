// What undo would undo next, so that the palette and the top bar can name it before it happens.
import { call, listen } from "../backend";
import type { Did } from "../generated/commands";

class Undoable {
  undo = $state.raw<Did | null>(null);
  redo = $state.raw<Did | null>(null);
  private asked = 0;

  async ask(): Promise<void> {
    const mine = ++this.asked;
    try {
      const { undo, redo } = await call("undo_state", {});
      if (mine !== this.asked) return;
      this.undo = undo;
      this.redo = redo;
    } catch {
      // Without an answer undo goes by its plain name.
    }
  }

  /** Keep it true while the desk is open. */
  follow(): () => void {
    void this.ask();
    const stop = listen("changed", () => void this.ask());
    return () => {
      stop();
      this.asked += 1;
      this.undo = null;
      this.redo = null;
    };
  }
}

export const undoable = new Undoable();
