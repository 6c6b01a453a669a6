// How the desk is being looked at just now: who may be beside the worker, and how large and how light.
// Nothing here is personal, and nothing here survives a lock except what the settings say.
import type { Settings } from "./generated/commands";

class View {
  /** Every name but that of the person on the desk is hidden. */
  discreet = $state(false);
  /** Only this person's plan, large, to be read together. */
  together = $state(false);
  /** Words that may be misspelt are underlined in running text. */
  spellCheck = $state(true);
}

export const view = new View();

/** Apply the look from the settings. The root font size carries the text size: every length is in rem. */
export function applyLook(settings: Pick<Settings, "theme" | "text_size" | "spell_check">): void {
  view.spellCheck = settings.spell_check;
  const root = document.documentElement;
  if (settings.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = settings.theme;
  const size = Math.min(200, Math.max(100, Math.round(settings.text_size)));
  root.style.fontSize = size === 100 ? "" : `${size}%`;
}
