// The desk as a whole: not set up, locked, or open; and the two doors between. Every way of locking passes through
// `lock`, which first sees to it that no word is only on the screen.
import { flushAll, forgetAll, takeUpDrafts } from "../autosave/index.svelte";
import { BackendError, call, listen } from "../backend";
import type { Did, Resume, StartView, UnlockedView } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { toasts } from "../toasts.svelte";
import { applyLook, view } from "../view.svelte";
import { router } from "./router.svelte";

type DeskState = "starting" | "failed" | "none" | "locked" | "open";

/** Where the person is, as the program remembers it: the address without its hash sign. */
export const here = (): string => location.hash.replace(/^#\/?/, "");

class Desk {
  state = $state<DeskState>("starting");
  info = $state.raw<StartView | null>(null);
  error = $state.raw<BackendError | null>(null);
  /** The field to put the cursor back into, once its screen is drawn. */
  resume = $state.raw<Resume | null>(null);
  /** Some words could not even be kept as a draft: the person decides whether to lock. */
  lockHeld = $state(false);
  /** Why the door is locked, when it was not the person who locked it. */
  news = $state.raw<{ restored: true } | { failed: BackendError } | null>(null);

  async start(): Promise<void> {
    this.state = "starting";
    try {
      await this.look();
      this.state = this.info?.vault ?? "none";
    } catch (thrown) {
      this.error = BackendError.from(thrown);
      this.state = "failed";
    }
  }

  /** The vault has just been opened: save what was caught in mid-sentence, then go back to where the person was. */
  async opened(unlocked: Pick<UnlockedView, "resume">): Promise<void> {
    await takeUpDrafts().catch(() => undefined);
    await this.look().catch(() => undefined);
    this.news = null;
    this.resume = unlocked.resume;
    if (unlocked.resume?.route) router.return(unlocked.resume.route);
    this.state = "open";
  }

  async lock(options: { evenIfLost?: boolean } = {}): Promise<void> {
    if (this.state !== "open") return;
    const place = this.place();
    const flushed = await flushAll();
    if (!flushed.safe && !options.evenIfLost) {
      this.lockHeld = true;
      return;
    }
    await call("remember_place", place).catch(() => undefined);
    await call("lock", {}).catch(() => undefined);
    this.locked();
  }

  /**
   * Go back to a backup. The program locks to put it in place, and may say so before it answers: the door says what
   * became of it. False when some words could not be saved first, and nothing was done.
   */
  async restore(name: string): Promise<boolean> {
    if (!(await flushAll()).saved) return false;
    try {
      await call("restore_backup", { name });
      this.news = { restored: true };
      this.locked();
    } catch (thrown) {
      const failed = BackendError.from(thrown);
      await this.look().catch(() => undefined);
      if (this.state === "open" && this.info?.vault === "open") throw failed;
      this.news = { failed };
      this.locked();
    }
    return true;
  }

  /** The program has locked: nothing of anyone may stay on the screen. */
  locked(): void {
    if (this.state !== "open") return;
    forgetAll();
    toasts.clear();
    view.together = false;
    this.lockHeld = false;
    this.state = "locked";
  }

  undo = (): Promise<void> => this.turn("undo");
  redo = (): Promise<void> => this.turn("redo");

  /** Hear the program: it asks before it locks by itself, and says when it has. */
  listen(): () => void {
    const stops = [
      listen("locking", () => void this.lock({ evenIfLost: true })),
      listen("locked", () => this.locked()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  private async look(): Promise<void> {
    this.info = await call("start_state", {});
    applyLook(this.info.settings);
  }

  private place(): Resume {
    const at = document.activeElement;
    const field = at instanceof HTMLElement ? at.dataset["writing"] : undefined;
    const cursor = at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement ? at.selectionEnd : 0;
    return { route: here(), field: field ?? "", cursor: cursor ?? 0 };
  }

  private async turn(which: "undo" | "redo"): Promise<void> {
    if (this.state !== "open") return;
    // What is being typed is an action too, and it is the last one.
    await flushAll();
    const words = (done: Did) => t.doings.did(done.verb, done.kind);
    try {
      const { done } = await call(which, {});
      if (!done) toasts.say(which === "undo" ? t.shell.nothingToUndo : t.shell.nothingToRedo);
      else if (which === "undo") toasts.say(t.shell.undone(words(done)));
      else toasts.say(t.shell.redone(words(done)));
    } catch (thrown) {
      const { code } = BackendError.from(thrown);
      if (code === "nothing_to_undo") {
        toasts.say(which === "undo" ? t.shell.nothingToUndo : t.shell.nothingToRedo);
      } else toasts.say(t.errors[code]?.title ?? t.errors.internal.title, { tone: "bad" });
    }
  }
}

export const desk = new Desk();
