// Every field of a person's records that is a plain question: how it is asked, in which group. What needs more than a
// plain question (addresses, the GP practice) has a component of its own.
import type { Choice } from "$lib/components/choices";
import type { Kind } from "$lib/generated/commands";
import { t } from "$lib/i18n/index.svelte";

export interface Spec {
  field: string;
  as:
    | "line"
    | "text"
    | "date"
    | "flag"
    | "list"
    | "search"
    | "choice"
    | "number"
    | "time"
    | "minutes"
    | "scale";
  /** Name of a national value list, for `list` and `search`. */
  list?: string;
  /** Our own choices, for `choice`. */
  choices?: () => readonly Choice[];
  /** The whole width. */
  wide?: boolean;
  rows?: number;
  says?: "age" | "ago" | "nothing";
  /** What changes with it, for `number`: one change, one undo. */
  also?: (value: unknown) => Record<string, unknown>;
  /** The code of the list that says it was asked and not stated, for `search`. */
  notStated?: string;
}

const line = (field: string): Spec => ({ field, as: "line" });
const text = (field: string): Spec => ({ field, as: "text", rows: 2 });
const wide = (field: string): Spec => ({ field, as: "text", rows: 2, wide: true });
const date = (field: string, says: Spec["says"] = "ago"): Spec => ({ field, as: "date", says });
const flag = (field: string): Spec => ({ field, as: "flag" });
const list = (field: string, name = field): Spec => ({ field, as: "list", list: name });
const search = (field: string, name = field): Spec => ({ field, as: "search", list: name });

export const names: Spec[] = [
  line("preferred_name"),
  line("pronouns"),
  line("given_name"),
  line("family_name"),
  line("title"),
  line("suffix"),
  line("also_known_as"),
  date("date_of_birth", "age"),
];
export const identity: Spec[] = [
  list("gender"),
  line("sex"),
  { ...search("ethnicity"), notStated: "Z" },
  line("religion"),
  line("sexual_orientation"),
  list("marital_status"),
  line("immigration_status"),
  date("immigration_from", "nothing"),
  date("immigration_until", "nothing"),
  line("overseas_visitor"),
  date("date_of_death"),
];
export const numbers: Spec[] = [
  // Typed by hand it is "present but not traced"; taken out, it has no status either.
  { field: "nhs_number", as: "number", also: (typed) => ({ nhs_number_status: typed === null ? "" : "02" }) },
  list("nhs_number_status"),
  { field: "chi_number", as: "number" },
  { field: "hc_number", as: "number" },
];
export const reaching: Spec[] = [
  list("contact_method"),
  list("written_format"),
  search("language"),
  flag("interpreter"),
];
export const requirements: Spec[] = [
  flag("adjustments_needed"),
  text("adjustments"),
  text("communication_support"),
  text("communication_professional"),
  text("contact_requirement"),
  text("information_format"),
  text("impairment"),
  text("mobility"),
  text("other_requirements"),
  text("getting_in"),
];
export const referral: Spec[] = [date("referred_on"), line("worker")];
export const homeLife: Spec[] = [
  text("household"),
  text("accommodation"),
  text("home_environment"),
  text("dependants"),
  text("occupation"),
  text("education"),
  text("social_circumstances"),
  text("services_and_care"),
];
export const caring: Spec[] = [flag("is_carer"), text("caring")];
export const health: Spec[] = [
  text("health"),
  text("lifestyle"),
  text("smoking"),
  text("alcohol"),
  text("drugs"),
  text("pregnancy"),
  wide("summary_for_gp"),
];
export const relation: Spec[] = [
  line("name"),
  line("relationship"),
  list("relationship_code", "relationship"),
  text("address"),
  flag("is_carer"),
  flag("is_next_of_kin"),
  flag("is_emergency_contact"),
  flag("is_dependant"),
  flag("is_professional"),
  flag("is_key_worker"),
  wide("may_we_talk"),
  wide("note"),
];
export const risk: Spec[] = [wide("risk"), wide("comment"), date("starts_on"), date("ends_on")];
export const safeguarding: Spec[] = [
  wide("concern"),
  wide("shared_with"),
  wide("comment"),
  date("raised_on"),
  date("ended_on"),
];
export const consent: Spec[] = [
  line("about"),
  line("with_whom"),
  { field: "given", as: "choice", choices: () => choices(t.records.given) },
  wide("words"),
  date("on"),
  date("until"),
];
export const contact: Spec[] = [
  date("on"),
  { field: "at", as: "time" },
  { field: "means", as: "choice", choices: () => choices(t.records.means) },
  { field: "came", as: "choice", choices: () => choices(t.records.came) },
  { field: "minutes", as: "minutes" },
  line("place"),
  search("place_code", "location_type"),
  line("present"),
];
export const action: Spec[] = [
  { field: "who", as: "choice", choices: () => choices(t.records.who) },
  line("who_name"),
  date("due_on"),
  line("when_words"),
  { field: "confidence", as: "scale", wide: true },
  wide("in_the_way"),
  { field: "status", as: "choice", choices: () => choices(t.records.status) },
  date("done_on"),
  wide("outcome"),
  date("review_on"),
];
export const agreement: Spec[] = [
  wide("because"),
  line("with_name"),
  line("with_role"),
  date("on"),
  date("review_on"),
  line("review_by"),
  line("funding"),
];
export const whatChanged: Spec[] = [
  line("who_helped"),
  line("what_helped"),
  { field: "voice", as: "choice", choices: () => choices(t.measures.voice) },
  line("voice_name"),
  date("on"),
];
export const story: Spec[] = [
  { field: "words", as: "text", rows: 5, wide: true },
  { field: "anonymised", as: "text", rows: 5, wide: true },
  { field: "for_team", as: "choice", choices: () => choices(t.records.given) },
  { field: "for_funder", as: "choice", choices: () => choices(t.records.given) },
  { field: "for_public", as: "choice", choices: () => choices(t.records.given) },
  date("agreed_on"),
  wide("agreed_words"),
  date("withdrawn_on"),
];

const choices = (words: Record<string, string>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** What a field is called: by this page's own word, else by the general one, else by its name. */
export function fieldLabel(kind: Kind, field: string): string {
  const own = t.person.fields as Record<string, string>;
  return (
    own[`${kind}.${field}`] ??
    own[field] ??
    t.fields[field] ??
    field.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase())
  );
}

/** The ten figures of a person's number without the spaces and dashes people write; what they mean is not known here. */
export const readNumber = (typed: string): string => typed.replace(/[\s\u2010-\u2015-]/g, "");

/** "14:30" from 14.30, 1430, 9, 2pm; undefined when it is no time. */
export function readTime(typed: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm)?$/i.exec(typed.trim());
  if (!found) return undefined;
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  const half = found[3]?.toLowerCase();
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** Whole minutes of a day at most; undefined when it is no such number. */
export function readMinutes(typed: string): number | undefined {
  return /^\d{1,4}$/.test(typed) && Number(typed) <= 1440 ? Number(typed) : undefined;
}
