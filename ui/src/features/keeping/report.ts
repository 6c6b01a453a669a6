// The gaps as words that leave the house: small numbers are not told, so that nobody is known by them.
import type { GapsView } from "$lib/generated/commands";
import { number } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

const SMALLEST = 5;

const told = (n: number) => (n < SMALLEST ? t.keeping.few : number(n));

export function report(
  view: GapsView,
  from: string,
  until: string,
  needName: (code: string) => string,
): string {
  const lines = [
    t.keeping.reportTitle(from, until),
    "",
    `${t.keeping.peopleColumn}: ${told(view.people)}`,
    "",
  ];
  for (const row of view.rows) {
    lines.push(`${needName(row.need)}: ${told(row.people)}`);
    // Reasons and places of a few people would single them out.
    if (row.people < SMALLEST) continue;
    const why = row.why_not.filter(([, times]) => times >= SMALLEST);
    const places = row.places.filter(([, people]) => people >= SMALLEST);
    if (why.length > 0)
      lines.push(
        `  ${why.map(([reason, times]) => `${t.records.whyNot[reason]}: ${number(times)}`).join("; ")}`,
      );
    if (places.length > 0)
      lines.push(`  ${places.map(([place, people]) => `${place}: ${number(people)}`).join("; ")}`);
  }
  return lines.join("\n");
}
