// Reflections and colleagues for the desk while developing and in tests, held in memory.
import type {
  Capacity,
  Colleague,
  CpdEntry,
  InductionItem,
  Kind,
  MyCaseloadView,
  Phrase,
  Reflection,
  Supervision,
} from "../generated/commands";
import { toIsoDate } from "../i18n/format";
import type { Answers, FakeBackend } from "./fake";
import { BackendError } from "./index";

export interface PracticeLook {
  /** Nothing written yet. */
  blank?: boolean;
  /** Whether there are colleagues. */
  team?: boolean;
}

const ago = (days: number): string => {
  const day = new Date();
  day.setDate(day.getDate() - days);
  return toIsoDate(day);
};

const BLANK: Omit<Reflection, "id"> = {
  archived: null,
  on: null,
  words: "",
  person: null,
  for_supervision: false,
  talked_about_on: null,
  outcome: "",
  contact: null,
  task: null,
  session: null,
};

const BLANK_SESSION: Omit<Supervision, "id"> = {
  archived: null,
  on: null,
  at: null,
  minutes: null,
  supervisor: "",
  sort: "",
  note: "",
  agreed: "",
  next_on: null,
};
const BLANK_LEARNED: Omit<CpdEntry, "id"> = {
  archived: null,
  on: null,
  title: "",
  provider: "",
  hours: null,
  learned: "",
  changed: "",
  evidence: "",
  headings: [],
};
const BLANK_LINE: Omit<InductionItem, "id"> = {
  archived: null,
  what: "",
  heading: "",
  done_on: null,
  note: "",
  position: null,
};
const BLANK_CAPACITY: Omit<Capacity, "id"> = {
  archived: null,
  worker: "",
  from_on: null,
  open_at_once: null,
  in_a_year: null,
  hours_a_week: null,
  full_time_hours: null,
  weight_light: null,
  weight_intensive: null,
  note: "",
  told_on: null,
  told_words: "",
};

/** A hard month. */
const CARRIES: Omit<MyCaseloadView, "agreed"> = {
  worker: "Amira",
  year_from: "2026-04-01",
  carried: {
    light: 4,
    usual: 34,
    intensive: 8,
    met_this_year: 131,
    listening_minutes: 6120,
    without_minutes: 3,
    begun: 21,
    ended: 9,
    away_this_year: 15,
    away_lately: 0,
  },
  waiting: 11,
  pause: null,
  room: {
    part: 0.8,
    there: 1,
    year_least: 160,
    year_most: 200,
    at_once: 46.2,
    at_once_follows: true,
    weight_light: 0.5,
    weight_intensive: 2,
    hours_a_week: 30,
  },
  load: { people: 46, weighted: 52, listening_a_week: 25.5, hours_a_week: 30, hot: ["at_once", "listening"] },
  projection: { more: 10, weighted: 62, beyond: 15.8, more_hours_a_week: 5.5, weeks_until_room: null },
};
const BLANK_PHRASE: Omit<Phrase, "id"> = {
  archived: null,
  name: "",
  what_for: null,
  words: "",
  parts: [],
  for_team: false,
};
const BLANKS: Partial<Record<Kind, object>> = {
  reflection: BLANK,
  supervision: BLANK_SESSION,
  cpd_entry: BLANK_LEARNED,
  induction_item: BLANK_LINE,
  capacity: BLANK_CAPACITY,
  phrase: BLANK_PHRASE,
};

const someReflections = (): Reflection[] =>
  [
    {
      on: ago(1),
      person: "person-1",
      words:
        "He went quiet when I asked about the allotment, and I filled the silence with three suggestions. What if I had waited?",
      for_supervision: true,
    },
    {
      on: ago(6),
      words:
        "Eleven people waiting and four new referrals. I notice that I hurry, and that I am short with the receptionist. Where is the line, and who draws it with me?",
      for_supervision: true,
    },
    {
      on: ago(9),
      person: "person-gone",
      words:
        "We laughed so much about the parrot that we forgot the form. It was the best visit of the week.",
    },
    {
      on: ago(41),
      person: "person-1",
      words:
        "First visit after dark on my own. Nothing happened, and I sat in the car for ten minutes after.",
      for_supervision: true,
      talked_about_on: ago(34),
      outcome:
        "I ring the practice when I go in and when I come out. No new front doors after four in winter.",
    },
  ].map((fields, at) => ({ ...BLANK, ...fields, id: `reflection-${at + 1}` }));

const someColleagues = (): Colleague[] => [
  {
    id: "member-amira",
    archived: null,
    name: "Amira",
    about: "Link worker, Tern Valley practices",
    phone: "01632 960 310",
    email: "amira@larkbridge.example",
  },
  { id: "member-ben", archived: null, name: "Ben", about: "Lead", phone: "", email: "" },
];

/** Answers about what is one's own; other records go to `rest`. */
export function practiceAnswers(desk: () => FakeBackend, rest: Answers, look: PracticeLook = {}): Answers {
  const held = {
    reflection: new Map((look.blank ? [] : someReflections()).map((one) => [one.id, one])),
    supervision: new Map<string, Supervision>(
      look.blank
        ? []
        : [
            {
              ...BLANK_SESSION,
              id: "session-1",
              on: ago(34),
              supervisor: "Dr Mwangi",
              agreed: "No new front doors after four.",
            },
          ].map((one) => [one.id, one]),
    ),
    cpd_entry: new Map<string, CpdEntry>(
      look.blank
        ? []
        : [
            {
              ...BLANK_LEARNED,
              id: "cpd-1",
              on: ago(20),
              title: "Motivational interviewing",
              hours: 6,
              headings: ["Listening"],
            },
            {
              ...BLANK_LEARNED,
              id: "cpd-2",
              on: ago(3),
              title: "A talk on unpaid carers",
              headings: ["Listening"],
            },
          ].map((one) => [one.id, one]),
    ),
    induction_item: new Map<string, InductionItem>(),
    capacity: new Map<string, Capacity>(),
    phrase: new Map<string, Phrase>(
      look.blank
        ? []
        : [
            {
              ...BLANK_PHRASE,
              id: "phrase-1",
              name: "next",
              words: "Agreed with {name}: I ring on Tuesday.",
            },
            { ...BLANK_PHRASE, id: "phrase-2", name: "reach", words: "01632 960 310, weekdays until four." },
          ].map((one) => [one.id, one]),
    ),
    colleague: new Map((look.team ? someColleagues() : []).map((one) => [one.id, one])),
  };
  let made = 0;
  const saved = () => ({ saved_at: Date.now() });
  const changed = (kind: Kind) => setTimeout(() => desk().emit("changed", { kinds: [kind] }));
  const set = (kind: keyof typeof held, id: string, fields: Record<string, unknown>) => {
    const all = held[kind] as Map<string, { id: string }>;
    const known = all.get(id);
    if (!known) throw new BackendError("not_found");
    all.set(id, { ...known, ...fields });
    changed(kind);
    return saved();
  };
  const put = (kind: Kind, fields: object) => {
    made += 1;
    const id = `${kind}-new-${made}`;
    const all = held[kind as keyof typeof held] as Map<string, { id: string }>;
    all.set(id, { ...BLANKS[kind], ...fields, id });
    changed(kind);
    return { id, ...saved() };
  };
  const isMine = (kind: Kind): kind is keyof typeof held => kind in held;
  const elsewhere = () => {
    throw new BackendError("internal", "no answer prepared");
  };
  return {
    reflections: () =>
      [...held.reflection.values()]
        .filter((one) => one.archived === null)
        .reverse()
        .sort((a, b) => (b.on ?? "").localeCompare(a.on ?? "")),
    colleagues: () => [...held.colleague.values()],
    my_caseload: ({ more }) => ({
      ...CARRIES,
      projection: { ...CARRIES.projection, more },
      agreed: [...held.capacity.values()][0] ?? null,
    }),
    team_caseloads: () =>
      ["Amira", "Ben"].map((worker, at) => ({
        worker,
        open: 46 - at * 20,
        waiting: 11,
        met_this_year: 130,
        open_at_once: at ? 35 : null,
        in_a_year: null,
        hours_a_week: null,
        told_on: null,
        told_words: "",
      })),
    take_to_supervision: ({ person, contact, task }) =>
      put("reflection", { on: ago(0), person, contact, task, for_supervision: true }),
    supervision: () => {
      const told = [...held.reflection.values()]
        .filter((one) => one.archived === null)
        .map((reflection) => ({
          reflection,
          called: reflection.person === "person-1" ? "Joseph" : null,
          came_from: reflection.contact ? { is_contact: true, on: ago(0), words: "He went quiet" } : null,
        }));
      const sessions = [...held.supervision.values()].filter((one) => one.archived === null);
      const waits = ({ reflection }: (typeof told)[number]) =>
        reflection.for_supervision && reflection.talked_about_on === null && reflection.session === null;
      return {
        queue: told.filter(waits),
        sessions: sessions
          .sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""))
          .map((session) => ({
            session,
            brought: told.filter(({ reflection }) => reflection.session === session.id),
          })),
      };
    },
    learning: () => {
      const entries = [...held.cpd_entry.values()].filter((one) => one.archived === null).reverse();
      const hours = entries.reduce((sum, one) => sum + (one.hours ?? 0), 0);
      const headings = [...new Set(entries.flatMap((one) => one.headings))];
      return {
        from: "2026-04-01",
        until: "2027-03-31",
        entries,
        sum: {
          hours,
          entries: entries.length,
          without_hours: entries.filter((one) => one.hours === null).length,
          headings: headings.map((heading) => ({ heading, hours, entries: entries.length })),
        },
        supervisions: held.supervision.size,
        headings,
      };
    },
    phrases: () => [...held.phrase.values()].filter((one) => one.archived === null),
    begin_templates: () => {
      put("phrase", {
        name: "First conversation",
        what_for: "contact",
        parts: [{ field: "note", words: "What {name} wanted to talk about:" }],
      });
      put("phrase", {
        name: "Getting out",
        what_for: "plan",
        parts: [{ field: "goal", words: "Get out more" }],
      });
      return saved();
    },
    share_phrase: ({ id, for_team }) => {
      const known = held.phrase.get(id);
      if (!known) throw new BackendError("not_found");
      set("phrase", id, { archived: Date.now() });
      return put("phrase", { ...known, for_team });
    },
    use_template: () => ({ put: 1, left: 0, ...saved() }),
    save_learning: () => ({ path: "/home/amira/Learning log.pdf", unprinted: 0, scripts: [] }),
    induction: () =>
      [...held.induction_item.values()]
        .filter((one) => one.archived === null)
        .sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    begin_induction: ({ lines }) => {
      for (const [position, line] of lines.entries()) put("induction_item", { ...line, position });
      return saved();
    },
    add_record: (request) => {
      if (!(request.kind in BLANKS)) return rest.add_record?.(request) ?? elsewhere();
      return put(request.kind, request.fields);
    },
    edit_field: (request) => {
      const { kind, id, field, value } = request;
      if (isMine(kind)) return set(kind, id, { [field]: value });
      return rest.edit_field?.(request) ?? elsewhere();
    },
    edit_fields: (request) => {
      if (isMine(request.kind)) return set(request.kind, request.id, request.fields);
      return rest.edit_fields?.(request) ?? elsewhere();
    },
    archive_record: (request) => {
      if (isMine(request.kind)) return set(request.kind, request.id, { archived: Date.now() });
      return rest.archive_record?.(request) ?? elsewhere();
    },
    restore_record: (request) => {
      if (isMine(request.kind)) return set(request.kind, request.id, { archived: null });
      return rest.restore_record?.(request) ?? elsewhere();
    },
  };
}
