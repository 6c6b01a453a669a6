// Services side by side: what is said of each in the same rows, and in which rows they differ.
import { openingInWords } from "$lib/fields/times";
import type { ServiceView } from "$lib/generated/commands";
import { ago, miles, t } from "$lib/i18n/index.svelte";
import { ages, price } from "./words";

export interface Row {
  name: string;
  /** What is said of each, line by line; nothing where it is not known. */
  cells: string[][];
  differs: boolean;
}

const present = (lines: (string | false | null | undefined)[]): string[] => {
  const said = lines.map((line) => (line || "").trim()).filter(Boolean);
  return said.filter((line, at) => said.indexOf(line) === at);
};

const when = ({ service }: ServiceView) =>
  present([
    ...service.opening.flatMap((opening) => [openingInWords(opening), opening.words]),
    service.opening_words,
  ]);

const where = ({ places }: ServiceView) =>
  present(places.map(({ place }) => present([place.name, place.town, place.postcode]).join(", ")));

function howFar({ places }: ServiceView): string[] {
  const known = places.map((place) => place.miles).filter((far) => far !== null);
  return known.length > 0 ? [miles(Math.min(...known))] : [];
}

const cost = ({ service }: ServiceView) =>
  present([service.free && t.directory.free, ...service.costs.map(price), service.fees]);

const who = ({ service }: ServiceView) => present([service.eligibility, ages(service), service.area]);

const access = ({ service }: ServiceView) =>
  present([service.step_free && t.directory.stepFree, service.access, service.languages.join(", ")]);

const join = ({ service }: ServiceView) => present([service.how_to_join, service.waiting]);

function checked({ service }: ServiceView): string[] {
  const last = present([service.checked_on, service.assured_on]).sort().at(-1);
  if (!last) return [t.directory.notChecked];
  return [last === service.checked_on ? t.directory.checked(ago(last)) : t.directory.assured(ago(last))];
}

/** The rows of the comparison. Distance has one only if it was measured from somewhere. */
export function rowsOf(views: readonly ServiceView[], near: string): Row[] {
  const names = t.directory.sections;
  const all: [string, (view: ServiceView) => string[]][] = [
    [names.when, when],
    [names.where, where],
    ...(near.trim() ? ([[t.directory.howFar, howFar]] satisfies [string, typeof howFar][]) : []),
    [names.cost, cost],
    [names.who, who],
    [names.access, access],
    [names.join, join],
    [t.directory.howFresh, checked],
  ];
  return all.map(([name, said]) => {
    const cells = views.map(said);
    const alike = new Set(cells.map((lines) => lines.join("\n").toLowerCase()));
    return { name, cells, differs: alike.size > 1 };
  });
}
