// Reflections and colleagues for the desk while developing and in tests, held in memory.
import type { Colleague, Kind, Reflection } from "../generated/commands";
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
    colleague: new Map((look.team ? someColleagues() : []).map((one) => [one.id, one])),
  };
  let made = 0;
  const saved = () => ({ saved_at: Date.now() });
  const changed = (kind: Kind) => setTimeout(() => desk().emit("changed", { kinds: [kind] }));
  const set = (kind: keyof typeof held, id: string, fields: Record<string, unknown>) => {
    const all = held[kind] as Map<string, Reflection | Colleague>;
    const known = all.get(id);
    if (!known) throw new BackendError("not_found");
    all.set(id, { ...known, ...fields });
    changed(kind);
    return saved();
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
    add_record: (request) => {
      if (request.kind !== "reflection") return rest.add_record?.(request) ?? elsewhere();
      made += 1;
      const id = `reflection-new-${made}`;
      held.reflection.set(id, { ...BLANK, ...(request.fields as Partial<Reflection>), id });
      changed("reflection");
      return { id, ...saved() };
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
