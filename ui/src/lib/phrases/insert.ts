// Puts words where the cursor is, as if they had been typed: the field's own undo takes them out again, and what keeps the typing sees it.

export type Field = HTMLTextAreaElement | HTMLInputElement;

/** Puts `words` in the place of the letters from `from` to `to`. */
export function insert(field: Field, words: string, from: number, to: number): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Old, and the one way that is in the field's own undo in every engine. Where there is none, the words still come.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (typeof document.execCommand === "function" && document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: words }));
}

/** The abbreviation that ends at the cursor: a semicolon and what follows it, at the beginning of a word. */
export function abbreviation(text: string, cursor: number): { name: string; from: number } | null {
  const found = /(?:^|\s)(;[^\s;]{1,24})$/u.exec(text.slice(0, cursor));
  return found?.[1] ? { name: found[1].slice(1), from: cursor - found[1].length } : null;
}

/** What the person is called stands where `{name}` does; where nobody is known, a line to write on. */
export const filled = (words: string, called: string | null): string =>
  words.replaceAll("{name}", called || "____");
