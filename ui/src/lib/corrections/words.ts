// Corrections in the words of an e-mail to whoever keeps a list: what the list says, what is right, what somebody found.
// Nothing of any person, and nothing of who goes there.

import { plainWords } from "$lib/fields/shape";
import { openingInWords } from "$lib/fields/times";
import type {
  CorrectedServiceView,
  CorrectionView,
  Cost,
  Opening,
  SourceCorrectionsView,
} from "$lib/generated/commands";
import { date } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

export type Letter = { subject: string; text: string };

const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });

function cost({ option, amount, words }: Cost): string {
  return [option, amount === null ? "" : pounds.format(amount), words].filter(Boolean).join(", ");
}

/** One value in words, on one line. */
export function valueSaid(field: string, value: unknown): string {
  const list = Array.isArray(value) ? value : [];
  const words =
    field === "opening"
      ? (list as Opening[]).map((one) => openingInWords(one) || one.words).join("; ")
      : field === "costs"
        ? (list as Cost[]).map(cost).join("; ")
        : field === "status" && typeof value === "string"
          ? ((t.directory.status as Record<string, string>)[value] ?? value)
          : typeof value === "string"
            ? value
            : plainWords(value);
  return words.replace(/\s+/g, " ").trim() || t.corrections.blank;
}

export function fieldSaid({ field, place }: CorrectionView): string {
  const name = t.corrections.fields[field] ?? field.replaceAll("_", " ");
  return place ? t.corrections.at(name, place) : name;
}

const lines = (service: CorrectedServiceView): string[] => [
  t.corrections.service(service.name, service.source_id),
  ...service.corrections.map((one) =>
    t.corrections.change(fieldSaid(one), valueSaid(one.field, one.said), valueSaid(one.field, one.right)),
  ),
  ...service.found.map((one) =>
    t.corrections.found(one.found, one.on ? date(one.on) : "", one.by, one.words.replace(/\s+/g, " ").trim()),
  ),
  "",
];

export function letter(view: SourceCorrectionsView): Letter {
  return {
    subject: t.corrections.subject(view.services.map((one) => one.name)),
    text: [
      t.corrections.hello,
      "",
      t.corrections.opening(view.name),
      "",
      ...view.services.flatMap(lines),
      t.corrections.closing,
    ].join("\n"),
  };
}

/** As many characters as other programs take; `email.rs` refuses what is longer. */
const LONGEST = 1_900;

/** How long a letter is as the address of an e-mail, where all but letters, digits and four signs takes three characters a byte. */
function lengthOf(to: string, { subject, text }: Letter): number {
  const written = `${to}${subject}${text.replaceAll("\n", "\r\n")}`;
  const plain = written.match(/[A-Za-z0-9\-._~@]/g)?.length ?? 0;
  return "mailto:?subject=&body=".length + plain + 3 * (new TextEncoder().encode(written).length - plain);
}

/** As many of the services as one e-mail holds, in their order, and one at least. The others come in the next. */
export function asManyAsFit(view: SourceCorrectionsView): SourceCorrectionsView {
  let fitting = { ...view, services: view.services.slice(0, 1) };
  for (let count = 2; count <= view.services.length; count++) {
    const more = { ...view, services: view.services.slice(0, count) };
    if (lengthOf(view.to, letter(more)) > LONGEST) break;
    fitting = more;
  }
  return fitting;
}

export const changesOf = (view: SourceCorrectionsView): number =>
  view.services.reduce((sum, one) => sum + one.corrections.length + one.found.length, 0);
