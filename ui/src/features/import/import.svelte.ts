// One import from the choice of a file to "take it all out again". It lives beside the screen: looking at something else
// while services come in loses nothing.
import { flushAll } from "$lib/autosave/index.svelte";
import { BackendError, call, listen } from "$lib/backend";
import type { ImportDoneView, ImportPreviewView, ProgressEvent } from "$lib/generated/commands";
import { toBin } from "$lib/records";

export type Step = "choose" | "looking" | "preview" | "running" | "done";

/** "newer": something else was done since, which undo would take first. "out": it has been taken out already. */
export type TakeOut = "unknown" | "can" | "newer" | "out";

export class Import {
  step = $state<Step>("choose");
  path = $state("");
  preview = $state.raw<ImportPreviewView | null>(null);
  /** Columns as chosen by hand; null while the guess stands. */
  mapping = $state.raw<Record<string, string> | null>(null);
  source = $state("");
  progress = $state.raw<ProgressEvent | null>(null);
  stopping = $state(false);
  stopped = $state(false);
  result = $state.raw<ImportDoneView | null>(null);
  error = $state.raw<BackendError | null>(null);
  /** Whether undo would still take out this list, and nothing else. */
  takeOut = $state<TakeOut>("unknown");
  /** Another look is under way after a column was changed. */
  refreshing = $state(false);

  private asked = 0;
  private lookedAtUndo = 0;

  async choose(folder: boolean): Promise<void> {
    this.error = null;
    this.stopped = false;
    try {
      const { path } = await call("choose_import", { folder });
      if (!path) return;
      this.path = path;
      this.mapping = null;
      this.preview = null;
      this.result = null;
      this.step = "looking";
      await this.inspect();
      if (this.preview) this.source = (this.preview as ImportPreviewView).source;
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** A column was given to a target, or taken away. The preview follows; an older answer is dropped. */
  async map(target: string, column: string | null): Promise<void> {
    const mapping = { ...(this.mapping ?? this.preview?.mapping ?? {}) };
    if (column) mapping[target] = column;
    else delete mapping[target];
    this.mapping = mapping;
    await this.inspect();
  }

  /** What was chosen for such a table before is forgotten, and the columns are guessed. */
  async forgetColumns(): Promise<void> {
    const id = this.preview?.remembered?.id;
    if (!id || !(await toBin("column_choice", id))) return;
    this.mapping = null;
    await this.inspect();
  }

  async run(): Promise<void> {
    this.step = "running";
    this.progress = null;
    this.stopping = false;
    this.stopped = false;
    this.error = null;
    const stop = listen("import_progress", (progress) => {
      this.progress = progress;
    });
    try {
      this.result = await call("run_import", {
        path: this.path,
        mapping: this.mapping ?? (this.isTable ? (this.preview?.mapping ?? null) : null),
        source: this.source.trim() || this.preview?.source || "",
      });
      this.takeOut = "unknown";
      this.step = "done";
    } catch (thrown) {
      const error = BackendError.from(thrown);
      this.step = "preview";
      if (error.code === "cancelled") this.stopped = true;
      else this.error = error;
    } finally {
      stop();
      this.stopping = false;
    }
  }

  /** Ask it to stop; it answers by ending as cancelled. */
  async cancel(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    await call("cancel_import", {}).catch(() => undefined);
  }

  /** Ask what undo would do now. Once taken out, or when it changed nothing, there is nothing of it to take out. */
  async lookAtUndo(): Promise<void> {
    const { result } = this;
    if (!result || this.takeOut === "out") return;
    if (result.added + result.updated === 0) {
      this.takeOut = "out";
      return;
    }
    const mine = ++this.lookedAtUndo;
    const state = await call("undo_state", {}).catch(() => null);
    if (mine !== this.lookedAtUndo || result !== this.result) return;
    if (!state) this.takeOut = "unknown";
    else if (state.redo?.verb === "imported") this.takeOut = "out";
    else this.takeOut = state.undo?.verb === "imported" ? "can" : "newer";
  }

  /** Take the whole list out again; true when it was. Asked anew first, so that nothing else is ever undone for it. */
  async takeItOut(): Promise<boolean> {
    // What is being typed is a change too, and a newer one.
    await flushAll();
    await this.lookAtUndo();
    if (this.takeOut !== "can") return false;
    await call("undo", {});
    this.again();
    return true;
  }

  get isTable(): boolean {
    return (this.preview?.columns.length ?? 0) > 0;
  }

  again(): void {
    this.asked += 1;
    this.step = "choose";
    this.path = "";
    this.preview = null;
    this.mapping = null;
    this.result = null;
    this.takeOut = "unknown";
    this.progress = null;
    this.error = null;
    this.stopped = false;
  }

  private async inspect(): Promise<void> {
    const mine = ++this.asked;
    this.refreshing = true;
    try {
      const preview = await call("inspect_import", { path: this.path, mapping: this.mapping });
      if (mine !== this.asked) return;
      this.preview = preview;
      this.error = null;
      this.step = "preview";
    } catch (thrown) {
      if (mine !== this.asked) return;
      this.fail(thrown);
    } finally {
      if (mine === this.asked) this.refreshing = false;
    }
  }

  private fail(thrown: unknown): void {
    this.error = BackendError.from(thrown);
    if (this.step === "looking") this.step = "choose";
  }
}

export const importing = new Import();
