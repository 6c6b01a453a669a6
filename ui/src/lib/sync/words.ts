// How things stand, as one short line: the four words of the indicator, and how far a new laptop has filled.
import type { SyncView } from "../generated/commands";
import { dateShort, daysBetween, time, toDate } from "../i18n/format";
import { t } from "../i18n/index.svelte";

/** "10:42", or "22 Nov 2026, 10:42" when that was not today. */
export function whenShort(at: number, now: Date = new Date()): string {
  return daysBetween(toDate(at), now) === 0 ? time(at) : `${dateShort(at)}, ${time(at)}`;
}

/** Whole percent, never 100 before the end. */
export function percentOf(loading: { done: number; of: number }): number {
  if (loading.of <= 0) return 0;
  return Math.min(99, Math.floor((loading.done / loading.of) * 100));
}

export function syncWords(view: SyncView | null, now: Date = new Date()): string {
  if (view === null || view.standing === "alone") return t.sync.savedHere;
  if (view.standing === "needs_you") return t.sync.needsYou;
  if (view.standing === "offline") {
    return view.unsent > 0 ? t.sync.offlineWith(view.unsent) : t.sync.offline;
  }
  if (view.loading) return t.sync.getting(percentOf(view.loading));
  if (view.standing === "working") return view.unsent > 0 ? t.sync.sending(view.unsent) : t.sync.looking;
  return view.synced_at === null ? t.sync.syncedNever : t.sync.synced(whenShort(view.synced_at, now));
}

/** "3 minutes", "about 2 days": how far a clock is off. */
export function offBy(minutes: number): string {
  const far = Math.abs(minutes);
  if (far < 90) return t.sync.minutes(far);
  if (far < 60 * 36) return t.sync.hours(Math.round(far / 60));
  return t.sync.days(Math.round(far / 1440));
}
