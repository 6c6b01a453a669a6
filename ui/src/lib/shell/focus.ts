// Where the focus goes on arriving somewhere: into the sentence that was being written, else to the page's heading.
import { tick } from "svelte";
import type { Resume } from "../generated/commands";

/** How long a screen may take to draw the field before its heading has to do. */
const PATIENCE = 4_000;

/**
 * Focus what there is to focus as soon as it is drawn. `quiet`: on the very first screen the focus stays where the
 * window put it.
 */
export function arrive(page: HTMLElement, how: { resume: Resume | null; quiet: boolean }): () => void {
  const { resume, quiet } = how;
  if (quiet) return () => undefined;
  const focusOn = (field: string | undefined): boolean => {
    if (resume && field) {
      const control = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(
        `[data-writing="${CSS.escape(field)}"]`,
      );
      if (!control) return false;
      control.focus();
      control.setSelectionRange(resume.cursor, resume.cursor);
      return true;
    }
    const heading = page.querySelector<HTMLElement>("h1");
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus();
    return true;
  };
  return whenDrawn(
    page,
    () => focusOn(resume?.field),
    PATIENCE,
    // The sentence is in a part that is not open: its page is near enough, unless the person is somewhere already.
    () => {
      if (document.activeElement === document.body) focusOn(undefined);
    },
  );
}

/** Focuses a field as soon as it is drawn. Whoever waits longer than a second has gone on to something else. */
export function focusField(field: string): void {
  void tick().then(() =>
    whenDrawn(
      document.body,
      () => {
        const box = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
        const control = box?.matches("input, button")
          ? box
          : box?.querySelector<HTMLElement>("input, textarea, select, button");
        control?.focus();
        control?.scrollIntoView({ block: "center" });
        return control != null;
      },
      1_200,
    ),
  );
}

/** Tries at once and whenever more is drawn, until it is done, it has taken too long, or the function given back is called. */
function whenDrawn(page: Node, done: () => boolean, patience: number, otherwise?: () => void): () => void {
  if (done()) return () => undefined;
  const watch = new MutationObserver(() => {
    if (done()) stop();
  });
  watch.observe(page, { childList: true, subtree: true });
  const timer = setTimeout(() => {
    stop();
    otherwise?.();
  }, patience);
  function stop() {
    watch.disconnect();
    clearTimeout(timer);
  }
  return stop;
}
