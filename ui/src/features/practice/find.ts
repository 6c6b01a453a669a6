// Finding something in one's own lists. It is done here, on what the list holds already: Ctrl+K finds nothing of it, because a search
// is often made with somebody looking on.

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("en-GB");
const wordsOf = (text: string) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether every word typed begins a word of these texts. Nothing typed fits everything. */
export function holds(typed: string, texts: readonly string[]): boolean {
  const words = texts.flatMap(wordsOf);
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** A list of so few is seen at a glance, and has no box to find something in. */
export const FEW = 4;
