// People for the desk while developing and in tests: the example people, held in memory, changed and undone like real
// records. What this keeps, a reload forgets.

import contactMethod from "../../../../assets/codes/contact_method.json";
import ethnicity from "../../../../assets/codes/ethnicity.json";
import gender from "../../../../assets/codes/gender.json";
import language from "../../../../assets/codes/language.json";
import locationType from "../../../../assets/codes/location_type.json";
import maritalStatus from "../../../../assets/codes/marital_status.json";
import nhsNumberStatus from "../../../../assets/codes/nhs_number_status.json";
import relationship from "../../../../assets/codes/relationship.json";
import writtenFormat from "../../../../assets/codes/written_format.json";
import example from "../../../../assets/example/people.json";
import needs from "../../../../assets/needs/needs.json";
import type {
  Contact,
  Kind,
  Person,
  PersonLine,
  PersonView,
  PlanView,
  ReferenceView,
  Rule,
  TodayView,
  Unknown,
  VisitView,
} from "../generated/commands";
import { age, daysBetween, toDate, toIsoDate } from "../i18n/format";
import { BLANK_COMING_IN, comingInAnswers } from "./dev-coming-in";
import { besideVisits, DAYS_BLANK, daysAnswers } from "./dev-days";
import { GROUPS_BLANK, groupsAnswers } from "./dev-groups";
import type { Answers, FakeBackend } from "./fake";
import { BackendError } from "./index";

type Loose = Record<string, unknown>;
interface Held extends Loose {
  id: string;
  archived: number | null;
}

const texts = (...names: string[]): Loose => Object.fromEntries(names.map((name) => [name, ""]));
const nothing = (...names: string[]): Loose => Object.fromEntries(names.map((name) => [name, null]));

/** What a blank record of each kind says. */
const BLANK: Partial<Record<Kind, Loose>> = {
  ...DAYS_BLANK,
  ...BLANK_COMING_IN,
  ...GROUPS_BLANK,
  person: {
    ...texts(
      ..."preferred_name given_name family_name standing_note worker pronouns title suffix also_known_as gender sex ethnicity religion sexual_orientation marital_status caring nhs_number_status contact_method written_format language immigration_status overseas_visitor gp_name gp_practice_code gp_practice_name gp_practice_address referred_by referral_reason alert".split(
        " ",
      ),
    ),
    ...nothing(
      ..."standing standing_since date_of_birth referred_on nhs_number chi_number hc_number immigration_from immigration_until gp_opt_out date_of_death same_as".split(
        " ",
      ),
    ),
    is_carer: false,
    interpreter: false,
    other_identifiers: [],
    addresses: [],
    reach: [],
  },
  about_me: {
    ...texts(
      ..."story important_to_me people_important_to_me how_to_communicate wellness please_do please_dont how_to_support_me also_worth_knowing supported_to_write_by media".split(
        " ",
      ),
    ),
    written_on: null,
  },
  circumstances: {
    ...texts(
      ..."adjustments communication_support communication_professional contact_requirement information_format impairment mobility other_requirements household occupation education lifestyle smoking alcohol drugs social_circumstances getting_in dependants accommodation home_environment services_and_care health pregnancy summary_for_gp".split(
        " ",
      ),
    ),
    adjustments_needed: false,
  },
  relation: {
    ...texts(..."name relationship relationship_code address may_we_talk note".split(" ")),
    is_carer: false,
    is_next_of_kin: false,
    is_emergency_contact: false,
    is_dependant: false,
    is_professional: false,
    is_key_worker: false,
    reach: [],
  },
  strength: { ...texts("words", "sort"), position: null },
  need: { ...texts("code", "words"), ...nothing("said_on", "met_on", "position") },
  goal: {
    ...texts("words", "outcome"),
    ...nothing("importance", "status", "review_on", "position"),
    needs: [],
    strengths: [],
  },
  step: { ...texts("words", "outcome"), ...nothing("status", "position") },
  action: {
    ...texts("what", "who_name", "when_words", "in_the_way", "outcome"),
    ...nothing("goal", "who", "due_on", "confidence", "status", "done_on", "review_on", "position"),
    strengths: [],
  },
  progress: { ...texts("words"), ...nothing("on", "score") },
  agreement: {
    ...texts("because", "with_name", "with_role", "review_by", "funding"),
    ...nothing("on", "agreed", "review_on"),
  },
  contact: {
    ...texts("place", "place_code", "present", "note", "agreed_next", "worker_note", "worker", "getting_in"),
    ...texts("buddy", "repeats", "source_id"),
    ...nothing("on", "at", "means", "came", "minutes", "travel_minutes", "miles"),
    ...nothing("out_by", "went_in_at", "safe_at"),
    author: "Amira",
  },
  risk: { ...texts("risk", "comment"), ...nothing("starts_on", "ends_on"), none_identified: false },
  safeguarding: { ...texts("concern", "shared_with", "comment"), ...nothing("raised_on", "ended_on") },
  consent: { ...texts("about", "with_whom", "words"), ...nothing("given", "on", "until") },
  connection: {
    ...texts("service_name", "why_not_words", "how_it_went", "support"),
    ...nothing("service", "need", "goal", "link", "reached", "why_not", "since"),
  },
  connection_event: {
    ...texts("words"),
    ...nothing("reached", "why_not", "on"),
    author: "Amira",
    written_at: null,
  },
};

/** The record's own id is its person's. */
const OF_THE_PERSON: readonly Kind[] = ["about_me", "circumstances"];

class World {
  readonly now = new Date();
  readonly records = new Map<Kind, Map<string, Held>>();
  private made = 0;

  constructor() {
    for (const known of example as unknown as Loose[]) this.take(known);
  }

  day(value: unknown): unknown {
    if (typeof value !== "number") return value;
    const day = new Date(this.now);
    day.setDate(day.getDate() + value);
    return toIsoDate(day);
  }

  all(kind: Kind): Map<string, Held> {
    const known = this.records.get(kind) ?? new Map<string, Held>();
    this.records.set(kind, known);
    return known;
  }

  of(kind: Kind, person: string): Held[] {
    const place = (held: Held) => (held["position"] as number | null | undefined) ?? Number.NEGATIVE_INFINITY;
    return [...this.all(kind).values()]
      .filter((held) => held["person"] === person && held.archived === null)
      .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  }

  put(kind: Kind, fields: Loose, id = `${kind}-${++this.made}`): Held {
    const dated = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => {
        const isDay = /(^|_)on$|^since$|_since$|^until$/.test(name);
        return [name, isDay ? this.day(value) : value];
      }),
    );
    const held: Held = { archived: null, ...structuredClone(BLANK[kind] ?? {}), ...dated, id };
    if (kind === "contact" && !held["written_at"]) held["written_at"] = this.now.getTime() - 86_400_000;
    this.all(kind).set(id, held);
    return held;
  }

  private take(known: Loose): void {
    const { id: person } = this.put("person", known["person"] as Loose);
    this.put("about_me", { ...(known["about_me"] as Loose), person }, person);
    this.put("circumstances", { ...(known["circumstances"] as Loose), person }, person);
    const keys = new Map<unknown, string>();
    const link = (value: unknown) =>
      Array.isArray(value) ? value.map((key) => keys.get(key) ?? key) : (keys.get(value) ?? null);
    const each = (name: string, of: Loose = known) => (of[name] ?? []) as Loose[];
    for (const kind of ["strength", "need"] as const) {
      each(`${kind}s`).forEach(({ key, ...fields }, at) => {
        keys.set(key, this.put(kind, { ...fields, person, position: at }).id);
      });
    }
    for (const { key, steps, actions, progress, ...fields } of each("goals")) {
      const linked = { needs: link(fields["needs"] ?? []), strengths: link(fields["strengths"] ?? []) };
      const goal = this.put("goal", { ...fields, ...linked, person }).id;
      keys.set(key, goal);
      for (const step of (steps ?? []) as Loose[]) this.put("step", { ...step, person, goal });
      for (const action of (actions ?? []) as Loose[]) this.put("action", { ...action, person, goal });
      for (const answer of (progress ?? []) as Loose[]) this.put("progress", { ...answer, person, goal });
    }
    const plain: [Kind, string][] = [
      ["relation", "relations"],
      ["action", "actions"],
      ["agreement", "agreements"],
      ["contact", "contacts"],
      ["risk", "risks"],
      ["safeguarding", "safeguarding"],
      ["consent", "consents"],
    ];
    for (const [kind, name] of plain) for (const fields of each(name)) this.put(kind, { ...fields, person });
    for (const { events, need, goal, ...fields } of each("connections")) {
      const course = (events ?? []) as Loose[];
      const last = course.at(-1);
      const { id: connection } = this.put("connection", {
        ...fields,
        person,
        need: link(need),
        goal: link(goal),
        reached: last?.["reached"] ?? null,
        why_not: last?.["why_not"] ?? null,
        since: last?.["on"] ?? null,
      });
      for (const event of course) this.put("connection_event", { ...event, person, connection });
    }
  }

  called(person: Person): string {
    return person.preferred_name || person.given_name;
  }

  line(person: Person, found_in = ""): PersonLine {
    const contacts = this.of("contact", person.id) as unknown as Contact[];
    const today = toIsoDate(this.now);
    const days = (came: string) =>
      contacts.filter((contact) => contact.came === came && contact.on).map((contact) => contact.on ?? "");
    return {
      id: person.id,
      called: this.called(person),
      full_name: [person.given_name || person.preferred_name, person.family_name].filter(Boolean).join(" "),
      pronouns: person.pronouns,
      age: person.date_of_birth ? age(person.date_of_birth, this.now) : null,
      standing: person.standing,
      standing_since: person.standing_since,
      postcode: person.addresses[0]?.postcode ?? "",
      last_contact: days("happened").sort().at(-1) ?? null,
      next_contact:
        days("planned")
          .filter((day) => day >= today)
          .sort()[0] ?? null,
      found_in,
    };
  }

  people(): Person[] {
    return [...this.all("person").values()].filter((held) => held.archived === null) as unknown as Person[];
  }

  unknown(person: Person): Unknown[] {
    const blank: [Unknown, boolean][] = [
      ["given_name", person.given_name !== ""],
      ["family_name", person.family_name !== ""],
      ["date_of_birth", person.date_of_birth !== null],
      ["gp_practice", person.gp_practice_code !== "" || person.gp_opt_out !== null],
      ["referrer", person.referred_by !== ""],
      ["risk", this.of("risk", person.id).length > 0],
      ["gender", person.gender !== ""],
      ["ethnicity", person.ethnicity !== ""],
      [
        "nhs_number",
        [person.nhs_number, person.chi_number, person.hc_number].some((number) => number !== null),
      ],
      ["address", person.addresses.length > 0],
      ["reach", person.reach.length > 0],
      ["sexual_orientation", person.sexual_orientation !== ""],
      ["requirements", this.all("circumstances").get(person.id)?.["communication_support"] !== ""],
      ["consent", this.of("consent", person.id).length > 0],
      ["need", this.of("need", person.id).length > 0],
    ];
    return blank.filter(([, known]) => !known).map(([name]) => name);
  }

  view(id: string): PersonView {
    const held = this.all("person").get(id);
    if (!held) throw new BackendError("not_found");
    const person = held as unknown as Person;
    const list = <Name extends keyof PersonView>(kind: Kind) =>
      this.of(kind, id) as unknown as PersonView[Name];
    const contacts = list<"contacts">("contact").sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""));
    const today = toIsoDate(this.now);
    return {
      person: { ...person },
      age: person.date_of_birth ? age(person.date_of_birth, this.now) : null,
      about: { ...this.all("about_me").get(id) } as PersonView["about"],
      circumstances: { ...this.all("circumstances").get(id) } as PersonView["circumstances"],
      relations: list<"relations">("relation"),
      strengths: list<"strengths">("strength"),
      needs: list<"needs">("need"),
      goals: list<"goals">("goal"),
      steps: list<"steps">("step"),
      actions: list<"actions">("action"),
      progress: list<"progress">("progress").sort((a, b) => (a.on ?? "").localeCompare(b.on ?? "")),
      agreements: list<"agreements">("agreement").reverse(),
      contacts: contacts.slice(0, 30),
      contacts_total: contacts.length,
      next_contact:
        contacts.findLast((contact) => contact.came === "planned" && (contact.on ?? "") >= today) ?? null,
      tasks: list<"tasks">("task"),
      hand_overs: list<"hand_overs">("hand_over"),
      risks: list<"risks">("risk"),
      safeguarding: list<"safeguarding">("safeguarding"),
      consents: list<"consents">("consent"),
      connections: list<"connections">("connection").reverse(),
      connection_events: list<"connection_events">("connection_event"),
      episodes: list<"episodes">("episode").reverse(),
      episode_events: list<"episode_events">("episode_event"),
      referrals: list<"referrals">("referral").reverse(),
      joined: [],
      unknown: this.unknown(person),
    };
  }

  plan(id: string): PlanView {
    const view = this.view(id);
    return {
      id,
      called: this.called(view.person),
      written_format: view.person.written_format,
      important_to_me: view.about.important_to_me,
      please_do: view.about.please_do,
      please_dont: view.about.please_dont,
      strengths: view.strengths,
      needs: view.needs,
      goals: view.goals,
      steps: view.steps,
      actions: view.actions,
      progress: view.progress,
      agreements: view.agreements,
      connections: view.connections.filter((connection) => connection.reached !== "did_not_happen"),
    };
  }

  visit(contact: Contact): VisitView {
    const view = this.view(contact.person);
    const agreed = view.contacts.find((known) => known.agreed_next && known.came === "happened");
    const address = view.person.addresses[0];
    return {
      contact: { ...contact },
      person: this.line(view.person),
      address: [...(address?.lines ?? []), address?.postcode ?? ""].filter(Boolean).join(", "),
      phone: view.person.reach[0]?.value ?? "",
      getting_in: view.circumstances.getting_in,
      how_to_communicate: view.about.how_to_communicate,
      agreed_last: agreed?.agreed_next ?? "",
      agreed_last_on: agreed?.on ?? null,
      actions_due: view.actions.filter((action) => action.status !== "done" && action.due_on !== null),
      risks: view.risks.filter((risk) => !risk.none_identified),
      alert: view.person.alert,
    };
  }

  today(): TodayView {
    const today = toIsoDate(this.now);
    const contacts = [...this.all("contact").values()].filter(
      (held) => held.archived === null,
    ) as unknown as Contact[];
    const planned = contacts
      .filter((contact) => contact.came === "planned" && contact.on !== null)
      .sort((a, b) => `${a.on} ${a.at}`.localeCompare(`${b.on} ${b.at}`));
    const lines = this.people().map((person) => this.line(person));
    const waiting = lines.filter((line) => line.standing === "waiting");
    const days = (day: string | null) => (day ? daysBetween(toDate(day), this.now) : 0);
    const people = new Map(lines.map((line) => [line.id, line]));
    const due = [...this.all("action").values()]
      .map((held) => held as unknown as import("../generated/commands").Action)
      .filter(
        (action) =>
          action.archived === null &&
          action.due_on !== null &&
          action.due_on <= today &&
          action.status !== "done",
      );
    return {
      date: today,
      visits: [
        ...planned.filter((contact) => contact.on === today),
        ...planned.filter((contact) => (contact.on ?? "") < today),
      ].map((contact) => this.visit(contact)),
      coming: planned
        .filter((contact) => (contact.on ?? "") > today && days(contact.on) >= -7)
        .map((contact) => this.visit(contact)),
      get_back_to: lines
        .filter(
          (line) =>
            line.standing === "open" &&
            !line.next_contact &&
            days(line.last_contact ?? line.standing_since) >= 14,
        )
        .map((person) => ({ person, days: days(person.last_contact ?? person.standing_since) }))
        .sort((a, b) => b.days - a.days),
      new_referrals: waiting.filter((line) => days(line.standing_since) <= 14),
      waiting: waiting.sort((a, b) => (a.standing_since ?? "").localeCompare(b.standing_since ?? "")),
      due: due.flatMap((action) => {
        const person = people.get(action.person);
        return person ? [{ person, action, review: "", due_on: action.due_on ?? today }] : [];
      }),
      ...besideVisits(this),
      services_to_check: [
        { id: "service-0", name: "Larkbridge Men’s Shed", last: this.day(-140) as string, people: 3 },
        { id: "service-3", name: "Knit and natter", last: null, people: 1 },
      ],
      capacity: {
        open: lines.filter((line) => line.standing === "open").length,
        seen_this_year: 118,
        agreed_number: 225,
        waiting: waiting.length,
        oldest_wait_days: Math.max(0, ...waiting.map((line) => days(line.standing_since))),
      },
    };
  }
}

const PEOPLE: ReadonlySet<Kind> = new Set(Object.keys(BLANK) as Kind[]);

export const reference: ReferenceView = {
  needs: needs as ReferenceView["needs"],
  lists: {
    ethnicity,
    gender,
    language,
    contact_method: contactMethod,
    location_type: locationType,
    marital_status: maritalStatus,
    nhs_number_status: nhsNumberStatus,
    relationship,
    written_format: writtenFormat,
  },
};

/** Roughly what the program accepts; the check figure is its business. */
const NUMBERS: Record<string, { shape: RegExp; rule: Rule }> = {
  nhs_number: { shape: /^\d{10}$/, rule: "not_an_nhs_number" },
  chi_number: { shape: /^[0-3]\d[01]\d{7}$/, rule: "not_a_chi_number" },
  hc_number: { shape: /^3[2-9]\d{8}$/, rule: "not_an_hc_number" },
};

/** Answers about people; what is not theirs goes to `rest`. */
export function peopleAnswers(desk: () => FakeBackend, rest: Answers = {}): Answers {
  const world = new World();
  const saved = () => ({ saved_at: Date.now() });
  const changed = (...kinds: Kind[]) => setTimeout(() => desk().emit("changed", { kinds }));
  const edit = (kind: Kind, id: string, fields: Loose) => {
    for (const [field, { shape, rule }] of Object.entries(NUMBERS)) {
      const typed = fields[field] ?? null;
      if (typed !== null && !shape.test(String(typed))) throw new BackendError("bad_value", "", field, rule);
    }
    const held = world.all(kind).get(id);
    if (!held) throw new BackendError("not_found");
    world.all(kind).set(id, { ...held, ...fields });
    changed(kind);
    return saved();
  };
  const find = (text: string) => {
    const wanted = text.toLocaleLowerCase();
    return world.people().flatMap((person) => {
      const line = world.line(person);
      if (
        `${line.called} ${line.full_name} ${person.nhs_number ?? ""} ${line.postcode}`
          .toLocaleLowerCase()
          .includes(wanted)
      )
        return [line];
      const note = world
        .of("contact", person.id)
        .map((contact) => String(contact["note"]))
        .find((words) => words.toLocaleLowerCase().includes(wanted));
      return note ? [{ ...line, found_in: note.slice(0, 120) }] : [];
    });
  };
  return {
    ...rest,
    ...daysAnswers(world, changed),
    ...groupsAnswers(world, changed),
    today: () => world.today(),
    open_person: ({ id }) => world.view(id),
    open_plan: ({ id }) => world.plan(id),
    older_contacts: ({ person, offset, limit }) =>
      (world.of("contact", person) as unknown as Contact[])
        .sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""))
        .slice(offset, offset + limit),
    find_people: ({ text, standing, sort, offset, limit }) => {
      const found = find(text).filter((line) => standing === null || line.standing === standing);
      const by = {
        name: (line: PersonLine) => line.full_name,
        silence: (line: PersonLine) => line.last_contact ?? "",
        since: (line: PersonLine) => line.standing_since ?? "",
        newest: (line: PersonLine) => line.id,
      }[sort];
      found.sort((a, b) => by(a).localeCompare(by(b)));
      const count = (where: string) => world.people().filter((person) => person.standing === where).length;
      return {
        total: found.length,
        rows: found.slice(offset, offset + limit),
        counts: {
          all: world.people().length,
          open: count("open"),
          waiting: count("waiting"),
          paused: count("paused"),
          closed: count("closed"),
        },
      };
    },
    find_anything: async (request) => ({
      people: find(request.text).slice(0, 8),
      services: (await rest.find_anything?.(request))?.services ?? [],
      things: [],
      collections: (await rest.find_anything?.(request))?.collections ?? [],
    }),
    ...comingInAnswers(world, changed),
    possible_duplicates: ({ name }) =>
      name.length < 2
        ? []
        : find(name)
            .slice(0, 5)
            .map((person) => ({ person, worker: "Amira", because: ["same_name" as const] })),
    new_person: ({ name, standing }) => {
      const { id } = world.put("person", { preferred_name: name, standing, standing_since: 0 });
      for (const kind of OF_THE_PERSON) world.put(kind, { person: id }, id);
      changed("person");
      return { id, ...saved() };
    },
    edit_field: (request) => {
      const { kind, id, field, value } = request;
      if (!PEOPLE.has(kind)) return rest.edit_field?.(request) ?? saved();
      return edit(kind, id, { [field]: value });
    },
    edit_fields: (request) => {
      if (!PEOPLE.has(request.kind)) return rest.edit_fields?.(request) ?? saved();
      return edit(request.kind, request.id, request.fields);
    },
    add_record: (request) => {
      if (!PEOPLE.has(request.kind)) return rest.add_record?.(request) ?? { id: "", ...saved() };
      const { id } = world.put(request.kind, request.fields);
      changed(request.kind);
      return { id, ...saved() };
    },
    archive_record: (request) => {
      const held = world.all(request.kind).get(request.id);
      if (!held) return rest.archive_record?.(request) ?? saved();
      world.all(request.kind).set(request.id, { ...held, archived: Date.now() });
      changed(request.kind);
      return saved();
    },
    restore_record: (request) => {
      const held = world.all(request.kind).get(request.id);
      if (!held) return rest.restore_record?.(request) ?? saved();
      world.all(request.kind).set(request.id, { ...held, archived: null });
      changed(request.kind);
      return saved();
    },
    connect: ({ reached, ...fields }) => {
      const { id } = world.put("connection", { ...fields, reached, since: 0 });
      world.put("connection_event", { person: fields.person, connection: id, reached, on: 0 });
      changed("connection");
      return { id, ...saved() };
    },
    follow_up: ({ connection, reached, why_not, words, on }) => {
      const held = world.all("connection").get(connection);
      if (!held) throw new BackendError("not_found");
      world.all("connection").set(connection, { ...held, reached, why_not });
      world.put("connection_event", {
        person: held["person"],
        connection,
        reached,
        why_not,
        words,
        on: on ?? 0,
      });
      changed("connection", "connection_event");
      return saved();
    },
    save_plan_pdf: () => ({ path: "Documents/Plan.pdf", unprinted: 0, scripts: [] }),
    show_file: () => ({}),
    find_practices: ({ text }) =>
      ["Mill Lane Surgery", "Tern Valley Surgery"]
        .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
        .map((name, at) => ({
          code: `Z9900${at}`,
          name,
          address: "1 Mill Lane, Larkbridge",
          postcode: "LQ1 3EA",
          phone: "",
        })),
    reference: () => ({ needs: reference.needs, lists: { ...reference.lists } }),
  };
}
