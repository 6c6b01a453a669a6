import { expect, test } from "vitest";
import { abridged, compare, type Piece } from "./marks";

const marked = (pieces: readonly Piece[]) => pieces.filter((piece) => !piece.same).map((piece) => piece.text);
const whole = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join("");

test("one word that differs is marked on both sides, and nothing else", () => {
  const { one, other } = compare("He likes the garden on Sundays.", "He likes the choir on Sundays.");
  expect(marked(one)).toEqual(["garden"]);
  expect(marked(other)).toEqual(["choir"]);
});

test("a phrase is one mark, spaces and all; what was added is marked on its side only", () => {
  const { one, other } = compare("My sister.", "My sister, and my brother in Leeds.");
  expect(marked(one)).toEqual([]);
  expect(marked(other)).toEqual([", and my brother in Leeds"]);
});

test("whatever is compared, both texts stay whole", () => {
  const texts = ["", " ", "a", "a b", "b a", "مرحبا يا صديقي", "👩‍🌾 ok", "one\n\ntwo\n", "x".repeat(50)];
  for (const a of texts) {
    for (const b of texts) {
      const { one, other } = compare(a, b);
      expect(whole(one)).toBe(a);
      expect(whole(other)).toBe(b);
      if (a === b) expect(marked(one)).toEqual([]);
    }
  }
});

test("two very long notes with nothing alike are told apart quickly, and stay whole", () => {
  const long = (word: string) => Array.from({ length: 9_000 }, (_, at) => `${word}${at}`).join(" ");
  const begun = performance.now();
  const { one, other } = compare(long("rain"), long("sun"));
  expect(performance.now() - begun).toBeLessThan(1_500);
  expect(whole(one)).toBe(long("rain"));
  expect(whole(other)).toBe(long("sun"));
});

test("of a long note only what differs is shown, with a few words around it", () => {
  const before = "He spoke about the allotment. ".repeat(60);
  const after = "We looked at the bus times. ".repeat(60);
  const { one } = compare(`${before}Tuesday. ${after}`, `${before}Thursday. ${after}`);
  const short = abridged(one);
  expect(short.map((piece) => piece.text).join("").length).toBeLessThan(600);
  expect(short.filter((piece) => !piece.same).map((piece) => piece.text)).toEqual(["Tuesday"]);
  const out = short.reduce((sum, piece) => sum + (piece.leftOut ?? 0), 0);
  expect(out + short.map((piece) => piece.text).join("").length).toBe(whole(one).length);
});
