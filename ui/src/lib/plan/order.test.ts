import { expect, test } from "vitest";
import { move, placeAfter } from "./order";

const list = (...positions: (number | null)[]) =>
  positions.map((position, n) => ({ id: "abcdef"[n] ?? "", position }));

/** The list as it reads after the changes: by place, those without one first. */
function after(records: { id: string; position: number | null }[], by: -1 | 1, at: number): string {
  const changed = new Map(move(records, at, by).map((change) => [change.id, change.position]));
  return records
    .map((record) => ({ id: record.id, position: changed.get(record.id) ?? record.position ?? 0 }))
    .sort((a, b) => a.position - b.position)
    .map(({ id }) => id)
    .join("");
}

test("with room between, moving one is one change", () => {
  const goals = list(1024, 2048, 3072);
  expect(move(goals, 2, -1)).toEqual([{ id: "c", position: 1536 }]);
  expect(move(goals, 1, -1)).toEqual([{ id: "b", position: 0 }]);
  expect(move(goals, 0, 1)).toEqual([{ id: "a", position: 2560 }]);
  expect(move(goals, 1, 1)).toEqual([{ id: "b", position: 4096 }]);
});

test("the first cannot go up nor the last down", () => {
  expect(move(list(1, 2), 0, -1)).toEqual([]);
  expect(move(list(1, 2), 1, 1)).toEqual([]);
});

test("without room, or without places, all get one first and the move comes last", () => {
  for (const records of [
    list(1, 2, 3, 4),
    list(null, null, null, null),
    list(null, 1, 1, 2),
    list(5, 5, 5, 5),
  ]) {
    expect(after(records, -1, 2)).toBe("acbd");
    expect(after(records, -1, 1)).toBe("bacd");
    expect(after(records, 1, 0)).toBe("bacd");
    expect(after(records, 1, 2)).toBe("abdc");
    const changes = move(records, 2, -1);
    expect(changes.at(-1)?.id).toBe("c");
  }
});

test("what is added comes after all others", () => {
  expect(placeAfter([])).toBe(1024);
  expect(placeAfter(list(null, 3, 2))).toBe(1027);
});
