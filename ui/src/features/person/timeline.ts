// The order in which contacts are read: what is planned first, soonest on top; then what was, newest first, by month.
import type { Contact } from "$lib/generated/commands";

export interface Month {
  /** "2026-11", or empty for those without a day. */
  key: string;
  contacts: Contact[];
}

/** Contacts of the view with older ones fetched since; the view's copy wins. */
export function together(newest: readonly Contact[], older: readonly Contact[]): Contact[] {
  const known = new Set(newest.map((contact) => contact.id));
  return [...newest, ...older.filter((contact) => !known.has(contact.id))];
}

export function plannedOf(contacts: readonly Contact[]): Contact[] {
  const when = (contact: Contact) => `${contact.on ?? "9999"} ${contact.at ?? "99:99"}`;
  return contacts
    .filter((contact) => contact.came === "planned")
    .sort((a, b) => when(a).localeCompare(when(b)));
}

export function monthsOf(contacts: readonly Contact[]): Month[] {
  const when = (contact: Contact) => `${contact.on ?? ""} ${contact.at ?? ""}`;
  const months: Month[] = [];
  const past = contacts.filter((contact) => contact.came !== "planned");
  for (const contact of past.sort((a, b) => when(b).localeCompare(when(a)))) {
    const key = contact.on?.slice(0, 7) ?? "";
    const last = months.at(-1);
    if (last?.key === key) last.contacts.push(contact);
    else months.push({ key, contacts: [contact] });
  }
  return months;
}
