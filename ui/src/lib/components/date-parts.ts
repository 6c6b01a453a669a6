// What three boxes say about a day: forgiving in what it reads (3, 03, mar, March; 48 for 1948), strict in what it gives.

export interface DateParts {
  day: string;
  month: string;
  year: string;
}

export type ReadDate =
  | { kind: "empty" }
  | { kind: "whole"; iso: string }
  /** Some boxes are still empty: fine, the rest can wait. */
  | { kind: "partial" }
  | { kind: "wrong"; why: "impossible" | "year" };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function readMonth(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const start = text.toLowerCase().slice(0, 3);
  const at = start.length === 3 ? MONTHS.indexOf(start) : -1;
  return at < 0 ? null : at + 1;
}

/** Two figures mean the latest such year that is not after this one: in 2026, "48" is 1948 and "25" is 2025. */
function readYear(text: string, today: Date): number | null {
  if (/^\d{4}$/.test(text)) return Number(text);
  if (!/^\d{2}$/.test(text)) return null;
  const century = Math.floor(today.getFullYear() / 100) * 100;
  const year = century + Number(text);
  return year > today.getFullYear() ? year - 100 : year;
}

export function readDate(parts: DateParts, today: Date): ReadDate {
  const day = parts.day.trim();
  const month = parts.month.trim();
  const year = parts.year.trim();
  if (!day && !month && !year) return { kind: "empty" };
  if (!day || !month || !year) return { kind: "partial" };
  const y = readYear(year, today);
  if (y === null || y < 1850 || y > 2200) return { kind: "wrong", why: "year" };
  const m = readMonth(month);
  const d = /^\d{1,2}$/.test(day) ? Number(day) : null;
  if (m === null || d === null) return { kind: "wrong", why: "impossible" };
  const made = new Date(y, m - 1, d);
  if (made.getFullYear() !== y || made.getMonth() !== m - 1 || made.getDate() !== d) {
    return { kind: "wrong", why: "impossible" };
  }
  const two = (n: number) => String(n).padStart(2, "0");
  return { kind: "whole", iso: `${y}-${two(m)}-${two(d)}` };
}

export function partsOf(iso: string | null): DateParts {
  const found = iso ? /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) : null;
  if (!found) return { day: "", month: "", year: "" };
  return { day: String(Number(found[3])), month: String(Number(found[2])), year: found[1] ?? "" };
}
