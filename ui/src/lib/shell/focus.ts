// Where the focus goes on arriving somewhere: into the sentence that was being written, else to the page's heading.
import type { Resume } from "../generated/commands";

/** How long a screen may take to draw itself before the focus is left where it is. */
const PATIENCE = 4_000;

/**
 * Focus what there is to focus as soon as it is drawn. `quiet`: on the very first screen the focus stays where the
 * window put it.
 */
export function arrive(page: HTMLElement, how: { resume: Resume | null; quiet: boolean }): () => void {
  const { resume, quiet } = how;
  if (quiet) return () => undefined;
  const focusOn = (): boolean => {
    if (resume?.field) {
      const field = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(
        `[data-writing="${CSS.escape(resume.field)}"]`,
      );
      if (!field) return false;
      field.focus();
      field.setSelectionRange(resume.cursor, resume.cursor);
      return true;
    }
    const heading = page.querySelector<HTMLElement>("h1");
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus();
    return true;
  };
  if (focusOn()) return () => undefined;
  const watch = new MutationObserver(() => {
    if (focusOn()) stop();
  });
  watch.observe(page, { childList: true, subtree: true });
  const timer = setTimeout(() => stop(), PATIENCE);
  function stop() {
    watch.disconnect();
    clearTimeout(timer);
  }
  return stop;
}
