// Differences as they are looked at: person by person, those of nobody last.
import type { DifferenceView, Kind } from "$lib/generated/commands";

export interface Group {
  person: string | null;
  name: string;
  /** Each with its place on the page, so that the focus finds the next one. */
  of: { one: DifferenceView; at: number }[];
}

export function byPerson(list: readonly DifferenceView[]): Group[] {
  const groups = new Map<string | null, DifferenceView[]>();
  for (const one of list) groups.set(one.person, [...(groups.get(one.person) ?? []), one]);
  const whose = [...groups.entries()].sort(([a], [b]) => Number(a === null) - Number(b === null));
  let at = 0;
  return whose.map(([person, of]) => ({
    person,
    name: of[0]?.person_name ?? "",
    of: of.map((one) => ({ one, at: at++ })),
  }));
}

/** The part of a person's record where a kind of record stands. */
export function sectionOf(kind: Kind | undefined): string {
  if (kind === "contact") return "contacts";
  if (kind === "connection" || kind === "connection_event") return "connections";
  if (kind === "about_me" || kind === "strength") return "story";
  const plan: (Kind | undefined)[] = ["need", "goal", "step", "action", "progress", "agreement"];
  return plan.includes(kind) ? "plan" : "details";
}
