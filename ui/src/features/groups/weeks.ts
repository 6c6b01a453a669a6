// Which meetings stand side by side: the last ones, the oldest of them first, as a page is read.
import type { GroupView } from "$lib/generated/commands";

/** A quarter of a year of weeks fits on a small screen without a second look. */
export const WEEKS = 12;

export function shownMeetings(meetings: GroupView["meetings"]): GroupView["meetings"] {
  return meetings.slice(0, WEEKS).reverse();
}

/** The financial year of a day: from the first of April. */
export function yearOf(day: string): { from: string; until: string } {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < "04-01" ? 1 : 0);
  return { from: `${year}-04-01`, until: `${year + 1}-03-31` };
}
