// What differs between two texts, word by word: the longest row of words they share stays plain, the rest is marked.
// Long notes are compared in reasonable time: what begins and ends alike is set aside first, and if too much is left,
// lines are compared instead of words, and at last the whole middle is marked.

export interface Piece {
  text: string;
  same: boolean;
}

/** Words to compare with words: the square of it is how much work that is. */
const MOST = 4_000_000;

const words = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}’'-]+|[^\s\p{L}\p{N}]/gu) ?? [];
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Both texts in pieces; those that are the same in both are said to be so. */
export function compare(one: string, other: string): { one: Piece[]; other: Piece[] } {
  const a = words(one);
  const b = words(other);
  const { from, rest } = alike(a, b);
  const middle = { a: a.slice(from, a.length - rest), b: b.slice(from, b.length - rest) };
  let kept = shared(middle.a, middle.b);
  let parts = middle;
  if (kept === null) {
    parts = { a: lines(middle.a.join("")), b: lines(middle.b.join("")) };
    kept = shared(parts.a, parts.b) ?? { a: new Set<number>(), b: new Set<number>() };
  }
  const head = a.slice(0, from).join("");
  const tail = rest > 0 ? a.slice(-rest).join("") : "";
  const pieces = (all: string[], same: ReadonlySet<number>): Piece[] =>
    joined([
      { text: head, same: true },
      ...all.map((text, at) => ({ text, same: same.has(at) })),
      { text: tail, same: true },
    ]);
  return { one: pieces(parts.a, kept.a), other: pieces(parts.b, kept.b) };
}

/** How many words the two begin with alike, and how many they end with alike. */
function alike(a: readonly string[], b: readonly string[]): { from: number; rest: number } {
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a[from] === b[from]) from += 1;
  let rest = 0;
  while (rest < most - from && a[a.length - 1 - rest] === b[b.length - 1 - rest]) rest += 1;
  return { from, rest };
}

/** The places of the longest row that both share, in each; null when they are too long to tell. */
function shared(a: readonly string[], b: readonly string[]): { a: Set<number>; b: Set<number> } | null {
  const width = b.length + 1;
  if (a.length * b.length > MOST) return null;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept = { a: new Set<number>(), b: new Set<number>() };
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      kept.a.add(i++);
      kept.b.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
}

/** Neighbours of one sort become one piece; white space between two marks is marked with them, so that a phrase is one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const filled = pieces.filter((piece) => piece.text !== "");
  const calm = filled.map((piece, at) => {
    const between = piece.same && /^\s+$/.test(piece.text);
    return between && filled[at - 1]?.same === false && filled[at + 1]?.same === false
      ? { ...piece, same: false }
      : piece;
  });
  const all: Piece[] = [];
  for (const piece of calm) {
    const last = all.at(-1);
    if (last && last.same === piece.same) last.text += piece.text;
    else all.push({ ...piece });
  }
  return all;
}

/** How much of what is the same is shown around a mark. */
const AROUND = 140;

export interface Shown extends Piece {
  /** So many letters that are the same in both stand here, and are left out. */
  leftOut?: number;
}

/** Of a long text only what differs, with a few words around it. */
export function abridged(pieces: readonly Piece[]): Shown[] {
  return pieces.flatMap((piece, at): Shown[] => {
    if (!piece.same || piece.text.length <= 3 * AROUND) return [piece];
    const first = at === 0;
    const last = at === pieces.length - 1;
    const head = first ? "" : toWord(piece.text.slice(0, AROUND), "end");
    const tail = last ? "" : toWord(piece.text.slice(-AROUND), "start");
    const out = piece.text.length - head.length - tail.length;
    return [
      ...(head ? [{ text: head, same: true }] : []),
      { text: "", same: true, leftOut: out },
      ...(tail ? [{ text: tail, same: true }] : []),
    ];
  });
}

/** Cut at a space, not in a word. */
function toWord(text: string, side: "start" | "end"): string {
  const cut = side === "end" ? text.replace(/\S*$/, "") : text.replace(/^\S*/, "");
  return cut.trim() === "" ? text : cut;
}
