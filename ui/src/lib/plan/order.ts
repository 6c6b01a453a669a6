// The order of goals, steps and needs. Places are whole numbers with room between them, so that moving one record is one
// change of that record alone, and one undo.

interface Placed {
  id: string;
  position: number | null;
}

const ROOM = 1024;

/** The place after all of these. */
export function placeAfter(records: readonly Placed[]): number {
  return Math.max(0, ...records.map((record) => record.position ?? 0)) + ROOM;
}

/**
 * The changes that move the record at `at` one up (-1) or down (1); none at the ends. Only where there is no room between
 * its new neighbours does everyone first get a new place in the order as it is. The move itself comes last.
 */
export function move(records: readonly Placed[], at: number, by: -1 | 1): { id: string; position: number }[] {
  const moved = records[at];
  if (!moved || !records[at + by]) return [];
  const between = (places: readonly (number | null)[]): number | null => {
    const [before, after] = by < 0 ? [places[at - 2], places[at - 1]] : [places[at + 1], places[at + 2]];
    if (before === null || after === null) return null;
    if (before === undefined) return after === undefined ? null : after - ROOM;
    if (after === undefined) return before + ROOM;
    const middle = Math.floor((before + after) / 2);
    return middle > before && middle < after ? middle : null;
  };
  const here = between(records.map((record) => record.position));
  if (here !== null) return [{ id: moved.id, position: here }];
  const spread = records.map((record, n) => ({ id: record.id, position: (n + 1) * ROOM }));
  const there = between(spread.map((record) => record.position));
  const before = spread.filter((record, n) => record.position !== records[n]?.position);
  return there === null
    ? []
    : [...before.filter((record) => record.id !== moved.id), { id: moved.id, position: there }];
}
