// Which visits a day shows, and in what order.
import type { VisitView } from "$lib/generated/commands";

/** The visits, with the one being written up where it was: marking it may have taken it off the program's list. */
export function keepWriting(visits: readonly VisitView[], writing: VisitView | null): VisitView[] {
  if (!writing) return [...visits];
  const id = writing.contact.id;
  if (visits.some((visit) => visit.contact.id === id)) {
    return visits.map((visit) =>
      visit.contact.id === id
        ? { ...visit, contact: { ...visit.contact, came: writing.contact.came } }
        : visit,
    );
  }
  return [...visits, writing].sort((a, b) => place(a).localeCompare(place(b)));
}

/** Today's by the clock come first, as the program sends them; earlier days after. */
const place = (visit: VisitView): string => visit.contact.at ?? "99:99";

export interface Day {
  date: string;
  visits: VisitView[];
}

/** Visits gathered under their days, in the order they come. */
export function byDay(visits: readonly VisitView[]): Day[] {
  const days: Day[] = [];
  for (const visit of visits) {
    const date = visit.contact.on ?? "";
    const last = days.at(-1);
    if (last?.date === date) last.visits.push(visit);
    else if (date) days.push({ date, visits: [visit] });
  }
  return days;
}
