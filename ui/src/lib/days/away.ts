// Who is away, in words: whole days, or from or until a time of day. Why is nobody's business.
import type { Leave } from "$lib/generated/commands";
import { dateShort } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

export function awayWords({ worker, from_on, from_at, until, back_at }: Leave): string {
  const from = from_on ? [dateShort(from_on), from_at ?? ""].filter(Boolean).join(", ") : "";
  if (from_on !== null && from_on === until) {
    const day = dateShort(from_on);
    if (from_at && back_at) return t.days.awayBetween(worker, day, from_at, back_at);
    if (from_at) return t.days.awayFromTime(worker, day, from_at);
    if (back_at) return t.days.awayBackAt(worker, day, back_at);
    return t.days.awayOn(worker, day);
  }
  const last = until ? [dateShort(until), back_at ?? ""].filter(Boolean).join(", ") : "";
  if (from && last) return t.days.awayFromUntil(worker, from, last);
  return last ? t.days.awayUntil(worker, last) : worker;
}
