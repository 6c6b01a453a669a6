// What is typed in a hurry: "mon, lon" are needs of the short list; minutes are a number; services have commas between them.
import type { NeedItem } from "$lib/generated/commands";

const parts = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** Needs whose name, or a word that people say for them, begins as typed; and what is none of them. */
export function needsIn(text: string, list: readonly NeedItem[]): { codes: string[]; unknown: string[] } {
  const codes: string[] = [];
  const unknown: string[] = [];
  for (const part of parts(text)) {
    const typed = part.toLocaleLowerCase();
    const begins = (words: string) =>
      words
        .toLocaleLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .some((word) => word.startsWith(typed));
    const whole = (words: string) => words.toLocaleLowerCase().startsWith(typed);
    const need =
      list.find(({ code, name }) => code === typed || whole(name)) ??
      list.find(({ name }) => begins(name)) ??
      list.find(({ words }) => words.some((word) => whole(word)));
    if (!need) unknown.push(part);
    else if (!codes.includes(need.code)) codes.push(need.code);
  }
  return { codes, unknown };
}

/** Names of services, each once. */
export const servicesIn = (text: string): string[] => [...new Set(parts(text))];

/** Minutes; null if nothing was typed, undefined if it is no number of minutes. */
export function minutesIn(text: string): number | null | undefined {
  const typed = text.trim();
  if (!typed) return null;
  return /^\d{1,3}$/.test(typed) && Number(typed) <= 600 ? Number(typed) : undefined;
}

/** "09:05" on the clock of this laptop. */
export const clockTime = (at: Date): string =>
  `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
