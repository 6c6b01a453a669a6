// Which rows of a long list are in sight, with a few to spare on either side.

export interface Sight {
  /** First row to draw. */
  from: number;
  /** One past the last. */
  to: number;
}

export function rowsInSight(list: {
  scrolled: number;
  height: number;
  rowHeight: number;
  rows: number;
  spare: number;
}): Sight {
  const first = Math.floor(Math.max(0, list.scrolled) / list.rowHeight);
  const count = Math.ceil(list.height / list.rowHeight);
  // A list that grew shorter while scrolled far down still shows its last rows.
  const from = Math.max(0, Math.min(first, list.rows - count) - list.spare);
  return { from, to: Math.min(list.rows, from + count + 2 * list.spare) };
}
