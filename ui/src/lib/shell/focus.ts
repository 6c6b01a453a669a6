// Where the focus goes on arriving somewhere: into the sentence that was being written, else to the page's heading.
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
  if (focusOn(resume?.field)) return () => undefined;
  const watch = new MutationObserver(() => {
    if (focusOn(resume?.field)) stop();
  });
  watch.observe(page, { childList: true, subtree: true });
  const timer = setTimeout(() => {
    stop();
    // The sentence is in a part that is not open: its page is near enough, unless the person is somewhere already.
    if (document.activeElement === document.body) focusOn(undefined);
  }, PATIENCE);
  function stop() {
    watch.disconnect();
    clearTimeout(timer);
  }
  return stop;
}

/** Waits for a field to be drawn, then focuses it. */
export function focusField(field: string, patience = 20): void {
  setTimeout(() => {
    const box = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
    const control = box?.matches("input, button")
      ? box
      : box?.querySelector<HTMLElement>("input, textarea, select, button");
    if (control) {
      control.focus();
      control.scrollIntoView({ block: "center" });
    } else if (patience > 0) focusField(field, patience - 1);
  }, 60);
}
