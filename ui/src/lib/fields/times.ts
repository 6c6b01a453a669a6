// Opening times in words. They are kept as calendars write them (RFC 5545: WEEKLY, "TU,TH"; MONTHLY, "1FR").
import type { Opening } from "$lib/generated/commands";
import { date } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

export const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

export interface ByDay {
  /** "1", "-1"; empty in a week. */
  ordinal: string;
  days: string[];
}

/** "1FR" is the first Friday; "TU,TH" are days of a week. */
export function readByDay(byday: string): ByDay {
  const parts = byday
    .split(",")
    .map((part) => /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part.trim().toUpperCase()));
  const known = parts.filter((part) => part !== null);
  return {
    ordinal: (known.find((part) => part[1])?.[1] ?? "").replace("+", ""),
    days: DAYS.filter((day) => known.some((part) => part[2] === day)),
  };
}

export const writeByDay = (by: ByDay): string => by.days.map((day) => `${by.ordinal}${day}`).join(",");

/** "Tuesday and Thursday", "Monday to Friday". */
export function daysInWords(days: readonly string[]): string {
  const at = days.map((day) => DAYS.indexOf(day as (typeof DAYS)[number])).sort((a, b) => a - b);
  if (at.length === 7) return t.directory.everyDay;
  const [first, last] = [at[0], at.at(-1)];
  if (first !== undefined && last !== undefined && at.length > 2 && last - first === at.length - 1) {
    return `${t.directory.dayName(DAYS[first] ?? "")} – ${t.directory.dayName(DAYS[last] ?? "")}`;
  }
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(
    at.map((index) => t.directory.dayName(DAYS[index] ?? "")),
  );
}

/** One line: which days, what time, since when. */
export function openingInWords(opening: Opening): string {
  const by = readByDay(opening.byday);
  const days = daysInWords(by.days);
  const parts: string[] = [];
  if (opening.freq === "MONTHLY" && by.days.length > 0) {
    const ordinal = t.directory.ordinals[by.ordinal];
    parts.push(ordinal ? t.directory.onlyIn(ordinal, days) : days);
  } else if (opening.bymonthday) {
    parts.push(t.directory.ofMonth(opening.bymonthday));
  } else if (by.days.length > 0) {
    parts.push(days);
  }
  if (opening.freq === "WEEKLY" && opening.interval > 1)
    parts.push(
      (opening.interval === 2
        ? t.directory.fortnightly
        : t.directory.everyWeeks(opening.interval)
      ).toLowerCase(),
    );
  if (opening.opens_at && opening.closes_at)
    parts.push(t.directory.times(opening.opens_at, opening.closes_at));
  else if (opening.opens_at) parts.push(t.directory.fromTime(opening.opens_at));
  if (opening.valid_from) parts.push(t.directory.validFrom(date(opening.valid_from)));
  if (opening.valid_to) parts.push(t.directory.validTo(date(opening.valid_to)));
  return parts.join(", ");
}

/** "9", "930", "9.30", "9:30" and "14:00" become "09:00", "09:30", "14:00"; null if it is no time. */
export function readTime(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/i.exec(text);
  if (!found) return null;
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? "0");
  const half = found[3]?.toLowerCase();
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
