// Dates, times, numbers and distances as people here write them: day before month, 24-hour clock, miles.
// "Now" is always passed in, so that what a screen says can be tested.

const LOCALE = "en-GB";

/** A calendar date ("2026-11-22"), or a moment: milliseconds since 1970, or "2026-11-22T14:02:00Z". */
export type When = string | number;

/** A calendar date becomes local midnight; a moment stays itself. */
export function toDate(iso: When): Date {
  if (typeof iso === "number") return new Date(iso);
  const calendar = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (calendar) return new Date(Number(calendar[1]), Number(calendar[2]) - 1, Number(calendar[3]));
  return new Date(iso);
}

export function toIsoDate(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const long = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" });
const short = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });
const dayAndMonth = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long" });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const whole = new Intl.NumberFormat(LOCALE);
const oneDecimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

/** "22 November 2026" */
export const date = (iso: When): string => long.format(toDate(iso));
/** "22 Nov 2026" */
export const dateShort = (iso: When): string => short.format(toDate(iso));
/** "Sunday 22 November" */
export const weekday = (iso: When): string => dayAndMonth.format(toDate(iso)).replace(",", "");
/** "14:02" */
export const time = (iso: When): string => clock.format(toDate(iso));
/** "12,345" */
export const number = (n: number): string => whole.format(n);

/** Whole calendar days from one day to another, whatever the clock says and whichever way it was changed. */
export function daysBetween(from: Date, to: Date): number {
  const day = (d: Date) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate()) / 86_400_000;
  return day(to) - day(from);
}

/** Years a person has lived, by calendar. */
export function age(born: string, today: Date): number {
  const birth = toDate(born);
  const hadBirthday =
    today.getMonth() > birth.getMonth() ||
    (today.getMonth() === birth.getMonth() && today.getDate() >= birth.getDate());
  return today.getFullYear() - birth.getFullYear() - (hadBirthday ? 0 : 1);
}

/** What a distance in time is called; the words belong to the language. */
export interface RelativeWords {
  now: string;
  today: string;
  yesterday: string;
  tomorrow: string;
  minutesAgo(n: number): string;
  hoursAgo(n: number): string;
  daysAgo(n: number): string;
  weeksAgo(n: number): string;
  monthsAgo(n: number): string;
  yearsAgo(n: number): string;
  inDays(n: number): string;
  inWeeks(n: number): string;
  inMonths(n: number): string;
  inYears(n: number): string;
}

/** "just now", "3 days ago", "in 2 weeks". A calendar date never says hours. */
export function relative(iso: When, now: Date, words: RelativeWords): string {
  const then = toDate(iso);
  const days = daysBetween(then, now);
  const isMoment = typeof iso === "number" || iso.includes("T");
  if (days === 0 && isMoment) {
    const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
    if (minutes < 0) return words.today;
    if (minutes < 1) return words.now;
    return minutes < 60 ? words.minutesAgo(minutes) : words.hoursAgo(Math.floor(minutes / 60));
  }
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  if (days === -1) return words.tomorrow;
  const span = Math.abs(days);
  const past = days > 0;
  if (span < 14) return past ? words.daysAgo(span) : words.inDays(span);
  if (span < 61) return past ? words.weeksAgo(Math.floor(span / 7)) : words.inWeeks(Math.floor(span / 7));
  if (span < 730) {
    const months = Math.floor(span / 30.44);
    return past ? words.monthsAgo(months) : words.inMonths(months);
  }
  const years = Math.floor(span / 365.25);
  return past ? words.yearsAgo(years) : words.inYears(years);
}

const YARDS_IN_A_MILE = 1760;

/** "0.4 miles", "12 miles"; very near ones in yards, as signposts do. */
export function distance(
  miles: number,
  words: { yards(n: string): string; miles(n: number, shown: string): string },
): string {
  if (miles < 0.1)
    return words.yards(whole.format(Math.max(10, Math.round((miles * YARDS_IN_A_MILE) / 10) * 10)));
  const shown = miles < 10 ? oneDecimal.format(miles) : whole.format(Math.round(miles));
  return words.miles(Number(shown.replace(/,/g, "")), shown);
}
