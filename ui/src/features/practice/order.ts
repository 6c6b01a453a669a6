// The order in which reflections stand: what waits for supervision on top, longest waiting first; the others by month,
// newest first. The one being written keeps its place until it is closed, whatever is ticked in it: nothing jumps away
// under the fingers.
import type { Reflection } from "$lib/generated/commands";

export interface Month {
  /** "2026-11", or empty for those without a day. */
  key: string;
  reflections: Reflection[];
}

export interface Arranged {
  queue: Reflection[];
  months: Month[];
  /** How many of the others are not shown yet. */
  left: number;
}

/** What decides where a reflection stands. */
export type Standing = Pick<Reflection, "on" | "for_supervision" | "talked_about_on">;

export const waits = ({ for_supervision, talked_about_on }: Standing): boolean =>
  for_supervision && talked_about_on === null;

/** `all` comes newest first; `held` is where the one being written stood when it was opened. */
export function arrange(
  all: readonly Reflection[],
  held: { id: string; as: Standing } | null,
  shown: number,
): Arranged {
  const standing = (one: Reflection): Standing => (held?.id === one.id ? held.as : one);
  const day = (one: Reflection) => standing(one).on ?? "";
  const sorted = [...all].sort((a, b) => day(b).localeCompare(day(a)));
  const others = sorted.filter((one) => !waits(standing(one)));
  const months: Month[] = [];
  for (const one of others.slice(0, shown)) {
    const key = day(one).slice(0, 7);
    const last = months.at(-1);
    if (last?.key === key) last.reflections.push(one);
    else months.push({ key, reflections: [one] });
  }
  return {
    queue: sorted.filter((one) => waits(standing(one))).reverse(),
    months,
    left: Math.max(0, others.length - shown),
  };
}

/** Whether anything was written in it: one without is used again before another is begun. */
export const isBlank = (one: Reflection): boolean =>
  one.words === "" && one.outcome === "" && !one.for_supervision && one.talked_about_on === null;
