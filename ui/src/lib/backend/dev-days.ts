// The worker's days and drop-ins for the desk while developing and in tests, held with the example people.
import type {
  Appointment,
  Contact,
  Conversation,
  DropIn,
  HandOver,
  Kind,
  Leave,
  Person,
  PersonLine,
  Tally,
  Task,
  TodayView,
  VisitView,
} from "../generated/commands";
import { toIsoDate } from "../i18n/format";
import type { Answers } from "./fake";
import { BackendError } from "./index";

type Loose = Record<string, unknown>;
type Held = Loose & { id: string; archived: number | null };

/** What of the example people's world is needed here. */
export interface DaysWorld {
  readonly now: Date;
  all(kind: Kind): Map<string, Held>;
  put(kind: Kind, fields: Loose): Held;
  people(): Person[];
  line(person: Person): PersonLine;
  visit(contact: Contact): VisitView;
}

/** What a blank record of each kind says. */
export const DAYS_BLANK: Partial<Record<Kind, Loose>> = {
  task: {
    person: null,
    what: "",
    worker: "Amira",
    due_on: null,
    status: null,
    done_on: null,
    outcome: "",
    author: "Amira",
    written_at: null,
  },
  hand_over: {
    from_worker: "",
    to_worker: "",
    on: null,
    until: null,
    note: "",
    own_view: "",
    taken_on: null,
    author: "",
    written_at: null,
  },
  leave: {
    worker: "Amira",
    from_on: null,
    until: null,
    covered_by: "",
    note: "",
    from_at: null,
    back_at: null,
  },
  appointment: {
    worker: "Amira",
    on: null,
    at: null,
    minutes: null,
    title: "",
    place: "",
    getting_in: "",
    came: "planned",
    repeats: "",
    travel_minutes: null,
    miles: null,
    note: "",
    source_id: "",
  },
  drop_in: { on: null, starts_at: null, ends_at: null, place: "", workers: "", head_count: null, note: "" },
  conversation: {
    drop_in: "",
    at: null,
    called: "",
    needs: [],
    words: "",
    services: [],
    minutes: null,
    became: null,
    author: "Amira",
    written_at: null,
  },
};

const kept = <T>(world: DaysWorld, kind: Kind): T[] =>
  [...world.all(kind).values()].filter((held) => held.archived === null) as unknown as T[];

const awayBetween = (world: DaysWorld, from: string, until: string): Leave[] =>
  kept<Leave>(world, "leave").filter(
    (leave) => (leave.from_on ?? "") <= until && (leave.until ?? "") >= from,
  );

/** What stands beside the visits of Today. */
export function besideVisits(
  world: DaysWorld,
): Pick<TodayView, "tasks" | "handed" | "away" | "appointments"> {
  const today = toIsoDate(world.now);
  const lines = new Map(world.people().map((person) => [person.id, world.line(person)]));
  const line = (id: string | null) => (id ? (lines.get(id) ?? null) : null);
  return {
    tasks: kept<Task>(world, "task")
      .filter((task) => task.done_on === null && (task.due_on ?? today) <= today)
      .map((task) => ({ task, person: line(task.person) })),
    handed: kept<HandOver>(world, "hand_over").flatMap((hand_over) => {
      const person = line(hand_over.person);
      const waits = hand_over.to_worker === "Amira" && (!hand_over.taken_on || hand_over.until !== null);
      return person && waits ? [{ person, hand_over }] : [];
    }),
    away: awayBetween(world, today, today),
    appointments: kept<Appointment>(world, "appointment")
      .filter((one) => (one.on ?? "") >= today && !one.came?.startsWith("cancelled"))
      .sort((a, b) => `${a.on} ${a.at ?? "99"}`.localeCompare(`${b.on} ${b.at ?? "99"}`)),
  };
}

const tally = (said: string[]): Tally[] =>
  [...new Set(said)]
    .map((what) => ({ what, times: said.filter((other) => other === what).length }))
    .sort((a, b) => b.times - a.times);

export function daysAnswers(world: DaysWorld, changed: (...kinds: Kind[]) => void): Answers {
  const saved = () => ({ saved_at: Date.now() });
  const change = (kind: Kind, id: string, fields: Loose) => {
    const held = world.all(kind).get(id);
    if (!held) throw new BackendError("not_found");
    world.all(kind).set(id, { ...held, ...fields });
    changed(kind);
    return saved();
  };
  const contacts = () => kept<Contact>(world, "contact");
  return {
    diary: ({ from, until }) => {
      const between = (on: string | null) => on !== null && on >= from && on <= until;
      const visits = contacts()
        .filter((contact) => contact.came !== null && between(contact.on))
        .map((contact) => ({
          id: contact.id,
          on: contact.on ?? "",
          at: contact.at,
          visit: world.visit(contact),
          appointment: null,
          clashes: [] as string[],
          away: null,
          covers: [] as string[],
        }));
      const appointments = kept<Appointment>(world, "appointment")
        .filter((one) => between(one.on))
        .map((one) => ({
          id: one.id,
          on: one.on ?? "",
          at: one.at,
          visit: null,
          appointment: one,
          clashes: [] as string[],
          away: null,
          covers: [] as string[],
        }));
      const lines = [...visits, ...appointments].sort((a, b) =>
        `${a.on} ${a.at ?? "99"}`.localeCompare(`${b.on} ${b.at ?? "99"}`),
      );
      for (const line of lines) {
        line.clashes = lines
          .filter((other) => other !== line && other.on === line.on && line.at && other.at === line.at)
          .map(({ id }) => id);
      }
      return {
        today: toIsoDate(world.now),
        lines,
        away: awayBetween(world, from, until),
        travel_minutes: 0,
        miles: 0,
      };
    },
    arrange: ({ person, title, repeats: _, ...fields }) => {
      const kind = person ? "contact" : "appointment";
      const { id } = world.put(kind, { ...fields, came: "planned", ...(person ? { person } : { title }) });
      changed(kind);
      return { ids: [id], ...saved() };
    },
    hand_over: (request) => {
      if (!request.to_worker.trim()) throw new BackendError("bad_value", "", "to_worker");
      const { id } = world.put("hand_over", { ...request, from_worker: "Amira", on: toIsoDate(world.now) });
      changed("hand_over");
      return { id, ...saved() };
    },
    take_over: ({ id }) => change("hand_over", id, { taken_on: toIsoDate(world.now) }),
    leave: () => kept<Leave>(world, "leave"),
    out_alone: () =>
      contacts()
        .filter((contact) => contact.out_by !== null && contact.out_by !== undefined && !contact.safe_at)
        .map((contact) => {
          const visit = world.visit(contact);
          return {
            contact: contact.id,
            person: contact.person,
            called: visit.person.called,
            place: contact.place || visit.address,
            went_in_at: contact.went_in_at,
            out_by: contact.out_by ?? 0,
            buddy: contact.buddy,
            overdue: (contact.out_by ?? 0) <= Date.now(),
          };
        }),
    go_in: ({ contact, minutes, buddy }) =>
      change("contact", contact, {
        went_in_at: Date.now(),
        out_by: Date.now() + minutes * 60_000,
        buddy,
        safe_at: null,
      }),
    stay_longer: ({ contact, minutes }) =>
      change("contact", contact, { out_by: Date.now() + minutes * 60_000 }),
    come_out: ({ contact }) => change("contact", contact, { safe_at: Date.now() }),
    drop_ins: () =>
      kept<DropIn>(world, "drop_in")
        .reverse()
        .map((drop_in) => {
          const said = kept<Conversation>(world, "conversation").filter((one) => one.drop_in === drop_in.id);
          return {
            drop_in,
            conversations: said.length,
            minutes: said.reduce((sum, one) => sum + (one.minutes ?? 0), 0),
          };
        }),
    open_drop_in: ({ id }) => {
      const drop_in = world.all("drop_in").get(id) as unknown as DropIn | undefined;
      if (!drop_in) throw new BackendError("not_found");
      const conversations = kept<Conversation>(world, "conversation").filter((one) => one.drop_in === id);
      const became = new Set(conversations.map((one) => one.became));
      return {
        drop_in,
        conversations,
        people: world
          .people()
          .filter((person) => became.has(person.id))
          .map((person) => world.line(person)),
        minutes: conversations.reduce((sum, one) => sum + (one.minutes ?? 0), 0),
        with_minutes: conversations.filter((one) => one.minutes !== null).length,
        needs: tally(conversations.flatMap((one) => one.needs)),
        services: tally(conversations.flatMap((one) => one.services.map(({ name }) => name))),
      };
    },
    conversation_becomes: ({ conversation, person, name }) => {
      const held = world.all("conversation").get(conversation);
      if (!held) throw new BackendError("not_found");
      const id =
        person ?? world.put("person", { preferred_name: name || held["called"], standing: "open" }).id;
      change("conversation", conversation, { became: id });
      return { id, ...saved() };
    },
  };
}
