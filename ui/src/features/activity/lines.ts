// The activity page's lines: by day, newest first, each in plain words.
import type { ActivityLine, Moved, SyncTrouble } from "$lib/generated/commands";
import { toDate, toIsoDate } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

export interface Day {
  /** "2026-11-22" */
  date: string;
  lines: ActivityLine[];
}

export function byDay(lines: readonly ActivityLine[]): Day[] {
  const days: Day[] = [];
  for (const line of [...lines].sort((a, b) => b.at - a.at)) {
    const date = toIsoDate(toDate(line.at));
    const last = days.at(-1);
    if (last?.date === date) last.lines.push(line);
    else days.push({ date, lines: [line] });
  }
  return days;
}

export function movedWords(what: Moved): string {
  switch (what.is) {
    case "sent":
      return t.sync.moved.sent(what.changes);
    case "received":
      return t.sync.moved.received(what.changes, what.by);
    case "stick_read":
      return t.sync.moved.stick_read(what.changes);
    case "trouble":
      return t.sync.trouble[what.code as SyncTrouble]?.title ?? t.sync.unknownTrouble;
    default:
      return t.sync.moved[what.is];
  }
}
