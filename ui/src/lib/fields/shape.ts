// The shape of a field's value, known from the field: how it is shown away from its own screen, and how it is written.
import type { Choice } from "$lib/components/choices";
import type { Kind, Opening, Reach } from "$lib/generated/commands";
import { date, toDate } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";
import { reference } from "$lib/reference.svelte";
import { choicesOf } from "../codes";
import * as specs from "./specs";
import { openingInWords } from "./times";

export type Shape =
  | { is: "text" }
  | { is: "line" }
  | { is: "date" }
  | { is: "flag" }
  | { is: "number" }
  | { is: "time" }
  | { is: "scale"; from: 0 | 1 }
  | { is: "choice"; choices: readonly Choice[]; searched: boolean }
  | { is: "list" }
  /** Names other records: shown by what they are called, chosen where they stand. */
  | { is: "record" }
  | { is: "place" };

const OF_KIND: Partial<Record<Kind, readonly (readonly specs.Spec[])[]>> = {
  person: [specs.names, specs.identity, specs.numbers, specs.reaching, specs.referral, specs.caring],
  circumstances: [specs.requirements, specs.homeLife, specs.health],
  relation: [specs.relation],
  risk: [specs.risk],
  safeguarding: [specs.safeguarding],
  consent: [specs.consent],
  contact: [specs.contact],
  action: [specs.action],
  agreement: [specs.agreement],
};

/** Closed lists that are asked on screens of their own. */
const CLOSED: Record<string, () => Choice[]> = {
  "person.standing": () => choicesOf<string>(t.records.standing),
  "person.gp_opt_out": () => choicesOf<string>(t.person.optOuts),
  "goal.status": () => choicesOf<string>(t.records.status),
  "step.status": () => choicesOf<string>(t.records.status),
  "agreement.agreed": () => choicesOf<string>(t.records.agreed),
  "connection.link": () => choicesOf<string>(t.records.link),
  "connection.reached": () => choicesOf<string>(t.records.reached),
  "connection.why_not": () => choicesOf<string>(t.records.whyNot),
  "connection_event.reached": () => choicesOf<string>(t.records.reached),
  "connection_event.why_not": () => choicesOf<string>(t.records.whyNot),
  "service.status": () => choicesOf<string>(t.directory.status),
  "place.kind": () => choicesOf<string>(t.directory.placeKind),
};

const SCALES: Record<string, 0 | 1> = { "goal.importance": 1, "action.confidence": 1, "progress.score": 0 };

const RECORDS = [
  "goal.needs",
  "goal.strengths",
  "action.goal",
  "action.strengths",
  "step.goal",
  "progress.goal",
  "connection.need",
  "connection.goal",
  "connection.service",
  "reflection.person",
  "service.organisation",
];

const isDay = (value: unknown): boolean => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** The shape of a field; where the field says nothing, of the values that are in it. */
export function shapeOf(kind: Kind, field: string, values: readonly unknown[]): Shape {
  const name = `${kind}.${field}`;
  const closed = CLOSED[name];
  if (closed) return { is: "choice", choices: closed(), searched: false };
  if (name === "need.code") return { is: "choice", choices: reference.needs(), searched: true };
  const from = SCALES[name];
  if (from !== undefined) return { is: "scale", from };
  if (RECORDS.includes(name)) return { is: "record" };
  if (field === "position") return { is: "place" };
  const spec = OF_KIND[kind]?.flat().find((known) => known.field === field);
  if (spec) return fromSpec(spec);
  if (values.some(Array.isArray)) return { is: "list" };
  if (values.some((value) => typeof value === "boolean")) return { is: "flag" };
  if (values.some((value) => typeof value === "number")) return { is: "number" };
  if (values.some(isDay) && values.every((value) => isDay(value) || value === null)) return { is: "date" };
  return { is: "text" };
}

function fromSpec(spec: specs.Spec): Shape {
  if (spec.as === "list" || spec.as === "search") {
    return { is: "choice", choices: reference.list(spec.list ?? ""), searched: spec.as === "search" };
  }
  if (spec.as === "choice") return { is: "choice", choices: spec.choices?.() ?? [], searched: false };
  if (spec.as === "scale") return { is: "scale", from: 1 };
  if (spec.as === "minutes") return { is: "number" };
  if (spec.as === "number") return { is: "line" };
  return { is: spec.as };
}

/** A value in words, whatever it is: for what has no shape of its own. */
export function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (value === true) return t.history.yes;
  if (value === false) return t.history.no;
  if (Array.isArray(value)) return value.map(plainWords).filter(Boolean).join("; ");
  if (typeof value === "object") return Object.values(value).map(plainWords).filter(Boolean).join(", ");
  const text = String(value);
  if (isDay(text)) return date(text);
  // A choice is stored as its code: "did_not_happen".
  return /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text;
}

/** One entry of a list in a record: an address, a telephone, an opening time. */
export function entryWords(kind: Kind, field: string, entry: unknown): string {
  if (field === "needs" && kind === "service" && typeof entry === "string") return reference.needName(entry);
  if (typeof entry !== "object" || entry === null) return plainWords(entry);
  if (field === "reach") {
    const reach = entry as Reach;
    const words = (t.person.reachKinds as Record<string, string>)[reach.kind] ?? reach.kind;
    return [`${words}: ${reach.value}`, reach.note].filter(Boolean).join(", ");
  }
  if (field === "opening") return openingInWords(entry as Opening);
  return plainWords(entry);
}

/** A value in the words of its field. `named` says what another record is called. */
export function valueWords(shape: Shape, value: unknown, named: (id: string) => string = () => ""): string {
  if (value === null || value === undefined || value === "") return "";
  if (shape.is === "choice") {
    return shape.choices.find((choice) => choice.value === value)?.label ?? plainWords(value);
  }
  if (shape.is === "date") return isDay(value) ? date(String(value)) : plainWords(value);
  if (shape.is === "place") return typeof value === "number" ? t.differences.place(value) : plainWords(value);
  if (shape.is === "record") {
    const ids = Array.isArray(value) ? value : [value];
    return ids.map((id) => named(String(id)) || t.differences.unknownRecord).join("; ");
  }
  if (shape.is === "text" || shape.is === "line") return String(value);
  return plainWords(value);
}

/** When something was put in the bin, or null: what the field `archived` holds. */
export const binnedAt = (value: unknown): Date | null =>
  typeof value === "number" || (typeof value === "string" && value !== "") ? toDate(value) : null;
