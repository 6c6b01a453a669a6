// Typed ";thanks" and a space: the ready words come in its place, with one undo.
import { isTextField } from "../keys/listen";
import { abbreviation, filled, insert } from "./insert";
import { phrases } from "./phrases.svelte";

/** Listens in every text that runs over lines, until the returned function is called. */
export function expandPhrases(target: Window = window): () => void {
  const typed = (event: KeyboardEvent) => {
    const field = event.target;
    if (event.key !== " " || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(field instanceof HTMLTextAreaElement) || !isTextField(field)) return;
    const cursor = field.selectionStart;
    if (cursor !== field.selectionEnd) return;
    const found = abbreviation(field.value, cursor);
    const phrase = found && phrases.find(found.name);
    if (!found || !phrase?.words) return;
    event.preventDefault();
    const put = (called: string | null) =>
      insert(field, `${filled(phrase.words, called)} `, found.from, cursor);
    if (!phrase.words.includes("{name}")) return put(null);
    const before = field.value;
    // Nothing was typed meanwhile, or the words would come in the wrong place.
    void phrases.called().then((called) => {
      if (field.value === before) put(called);
    });
  };
  target.addEventListener("keydown", typed);
  return () => target.removeEventListener("keydown", typed);
}
