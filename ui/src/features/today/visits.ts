// What a day shows, and in what order: visits and meetings are one day.
import type { Appointment, VisitView } from "$lib/generated/commands";

/** One time of a day: with a person, or not. */
export interface Entry {
  id: string;
  on: string;
  at: string | null;
  visit: VisitView | null;
  appointment: Appointment | null;
}

/** The visits, with the one being written up among them: marking it may have taken it off the program's list. */
export function keepWriting(visits: readonly VisitView[], writing: VisitView | null): VisitView[] {
  if (!writing) return [...visits];
  const id = writing.contact.id;
  if (!visits.some((visit) => visit.contact.id === id)) return [...visits, writing];
  return visits.map((visit) =>
    visit.contact.id === id ? { ...visit, contact: { ...visit.contact, came: writing.contact.came } } : visit,
  );
}

/** Visits and meetings in one line of time, day by day; of each day first what has a time. */
export function inOrder(visits: readonly VisitView[], appointments: readonly Appointment[]): Entry[] {
  const entries: Entry[] = [
    ...visits.map((visit) => ({
      id: visit.contact.id,
      on: visit.contact.on ?? "",
      at: visit.contact.at,
      visit,
      appointment: null,
    })),
    ...appointments.map((appointment) => ({
      id: appointment.id,
      on: appointment.on ?? "",
      at: appointment.at,
      visit: null,
      appointment,
    })),
  ];
  const place = ({ on, at }: Entry) => `${on} ${at ?? "99:99"}`;
  return entries.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** Today by the clock; then what is left of earlier days, not written up yet. */
export function ofToday(entries: readonly Entry[], today: string): Entry[] {
  return [...entries.filter(({ on }) => on >= today), ...entries.filter(({ on }) => on < today)];
}

export interface Day {
  date: string;
  entries: Entry[];
}

/** What comes, gathered under its days. */
export function byDay(entries: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last?.date === entry.on) last.entries.push(entry);
    else if (entry.on) days.push({ date: entry.on, entries: [entry] });
  }
  return days;
}
