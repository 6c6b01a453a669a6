// The gaps as words that leave the house. What is told is decided where it is counted: nothing here is under five.
import type { GapsReport } from "$lib/generated/commands";
import { number } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

const about = (people: number) => t.keeping.about(number(people));

const told = (people: number | null) => (people === null ? t.keeping.few : about(people));

const list = (counts: readonly [string, number][]) =>
  counts.map(([what, people]) => `${what}: ${about(people)}`).join("; ");

export type Report = { title: string; words: string };

export function report(
  gaps: GapsReport,
  from: string,
  until: string,
  needName: (code: string) => string,
): Report {
  const lines = [
    t.keeping.reportHow,
    "",
    ...(gaps.people === null ? [] : [`${t.keeping.reportPeople}: ${about(gaps.people)}`, ""]),
  ];
  for (const row of gaps.rows) {
    lines.push(`${needName(row.need)}: ${told(row.people)}`);
    const why = row.why_not.map(([reason, people]): [string, number] => [t.records.whyNot[reason], people]);
    for (const counts of [why, row.places]) if (counts.length > 0) lines.push(`  ${list(counts)}`);
  }
  if (gaps.places.length > 0) lines.push("", `${t.keeping.reportPlaces}: ${list(gaps.places)}`);
  return { title: t.keeping.reportTitle(from, until), words: lines.join("\n") };
}
