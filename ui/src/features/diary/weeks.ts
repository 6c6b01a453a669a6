// Which days are shown, what comes again as a rule, and what was typed into a box for a time or a number.
import type { DiaryLine } from "$lib/generated/commands";
import { toDate, toIsoDate } from "$lib/i18n/format";

export type Span = "day" | "week" | "list";
export type Again = "once" | "weekly" | "fortnightly" | "monthly";

export function addDays(iso: string, days: number): string {
  const day = toDate(iso);
  day.setDate(day.getDate() + days);
  return toIsoDate(day);
}

const LONG: Record<Span, number> = { day: 1, week: 7, list: 28 };

/** The days shown around one: a week begins on Monday. */
export function daysOf(span: Span, around: string): string[] {
  const first = span === "day" ? around : addDays(around, -((toDate(around).getDay() + 6) % 7));
  return Array.from({ length: LONG[span] }, (_, at) => addDays(first, at));
}

export const step = (span: Span, around: string, by: 1 | -1): string => addDays(around, by * LONG[span]);

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** As calendars write it (RFC 5545). The fifth such weekday of a month is taken as its last. */
export function ruleOf(again: Again, on: string, times: number): string {
  if (again === "once") return "";
  if (again === "weekly") return `FREQ=WEEKLY;COUNT=${times}`;
  if (again === "fortnightly") return `FREQ=WEEKLY;INTERVAL=2;COUNT=${times}`;
  const day = toDate(on);
  const nth = Math.ceil(day.getDate() / 7);
  return `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}${DAYS[day.getDay()]};COUNT=${times}`;
}

/** "9.30", "930", "9:30" are "09:30"; "" is no time; undefined is none of it. */
export function timeIn(text: string): string | null | undefined {
  const typed = text.trim();
  if (!typed) return null;
  const parts = /^(\d{1,2})[:.]?(\d{2})$/.exec(typed);
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!parts || hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${parts[2]}`;
}

/** A whole number up to so many; "" is nothing; undefined is none. */
export function numberIn(text: string, most: number, least = 0): number | null | undefined {
  const typed = text.trim();
  if (!typed) return null;
  const n = Number(typed);
  return Number.isInteger(n) && n >= least && n <= most ? n : undefined;
}

/** Miles, with a point. */
export function milesIn(text: string): number | null | undefined {
  const typed = text.trim().replace(",", ".");
  if (!typed) return null;
  const n = Number(typed);
  return Number.isFinite(n) && n >= 0 && n <= 2000 ? n : undefined;
}

/** When it ends: "15:30". */
export function endOf(line: DiaryLine): string {
  const minutes = line.visit?.contact.minutes ?? line.appointment?.minutes ?? null;
  if (!line.at || !minutes) return "";
  const [hour = 0, minute = 0] = line.at.split(":").map(Number);
  const end = hour * 60 + minute + minutes;
  if (end >= 24 * 60) return "";
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}
