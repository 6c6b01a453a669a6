// The gaps as a report that leaves the house. What is told is decided where it is counted: nothing here is under five.
import type { GapsReport, LetterRequest } from "$lib/generated/commands";
import { number } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

const about = (people: number) => t.keeping.about(number(people));

const told = (people: number | null) => (people === null ? t.keeping.few : about(people));

const list = (counts: readonly [string, number][]) =>
  counts.map(([what, people]) => `${what}: ${about(people)}`).join("; ");

export type Report = LetterRequest & { table: NonNullable<LetterRequest["table"]> };

export function report(
  gaps: GapsReport,
  from: string,
  until: string,
  needName: (code: string) => string,
): Report {
  const words = [t.keeping.reportHow];
  if (gaps.people !== null) words.push(`${t.keeping.reportPeople}: ${about(gaps.people)}`);
  const rows = gaps.rows.map((row) => [
    needName(row.need),
    told(row.people),
    list(row.why_not.map(([reason, people]) => [t.records.whyNot[reason], people])),
    list(row.places),
  ]);
  return {
    title: t.keeping.reportTitle(from, until),
    words: words.join("\n\n"),
    table: {
      headings: [t.keeping.need, t.keeping.peopleColumn, t.keeping.whyColumn, t.keeping.whereColumn],
      rows,
      below: gaps.places.length > 0 ? `${t.keeping.reportPlaces}: ${list(gaps.places)}` : "",
    },
  };
}

/** The same as lines, where there are no tables: in an e-mail, say. */
export function asLines({ title, words, table }: Report): string {
  const rows = table.rows.flatMap(([need, people, ...more]) => [
    `${need}: ${people}`,
    ...more.filter((cell) => cell !== "").map((cell) => `  ${cell}`),
  ]);
  return [title, words, rows.join("\n"), table.below].filter((part) => part !== "").join("\n\n");
}
