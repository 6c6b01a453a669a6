// From key presses to commands. Text fields keep their own undo until they have nothing left to undo, and a reload key
// does nothing: the page is the desk, not a website.
import { matches, registry } from "./registry.svelte";

const SWALLOWED = ["F5", "Ctrl+R", "Ctrl+Shift+R", "Ctrl+F5"];

export function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !["radio", "checkbox", "button", "submit", "range", "file"].includes(target.type)
  );
}

/**
 * Let the field undo first. If it had something to undo, an input event follows in the same turn; if none comes, the
 * field has nothing left and the desk's own undo runs.
 */
function afterTheField(field: HTMLElement, run: () => void): void {
  let undone = false;
  const heard = () => {
    undone = true;
  };
  field.addEventListener("input", heard, { once: true });
  setTimeout(() => {
    field.removeEventListener("input", heard);
    if (!undone) run();
  });
}

export function listenToKeys(target: Window = window): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (SWALLOWED.some((keys) => matches(event, keys))) {
      event.preventDefault();
      return;
    }
    const command = registry.find(event);
    if (!command || event.defaultPrevented) return;
    const run = () => void command.run();
    const undoes = command.id === "undo" || command.id === "redo";
    if (undoes && isTextField(event.target)) {
      afterTheField(event.target, run);
      return;
    }
    event.preventDefault();
    run();
  };
  target.addEventListener("keydown", pressed);
  return () => target.removeEventListener("keydown", pressed);
}
