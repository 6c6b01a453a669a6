// The directory, imports, backups and the bin of the pretend vault, for looking at screens in a browser. All made up.
import type {
  BinLine,
  ChangeView,
  Did,
  ImportPreviewView,
  PersonLine,
  Place,
  ReferenceView,
  Service,
  ServiceLine,
  ServiceView,
  SourceSideView,
  Tip,
} from "../generated/commands";
import { atHandAnswers, collectionsCalled, collectionsOf, isAmong, isFavourite } from "./dev-at-hand";
import { correctionAnswers } from "./dev-corrections";
import type { Answers, FakeBackend } from "./fake";

const now = () => Date.now();
const day = (ago: number) => new Date(now() - ago * 86_400_000).toISOString().slice(0, 10);

type Made = [
  name: string,
  organisation: string,
  description: string,
  town: string,
  days: string,
  free: boolean,
  step: boolean,
];
const MADE: Made[] = [
  [
    "Tern Valley Men’s Shed",
    "Tern Valley Men’s Shed",
    "A workshop where men make and mend things side by side. Tea at eleven. No experience needed.",
    "Larkbridge",
    "TU,TH",
    true,
    true,
  ],
  [
    "Cup of Tea Befriending",
    "Good Neighbours Larkbridge",
    "A volunteer visits or rings once a week for a chat. We match people by what they enjoy: football, gardening, old films.",
    "Larkbridge",
    "MO,TU,WE,TH,FR",
    true,
    false,
  ],
  [
    "Money and Benefits Advice Larkbridge and the Brook Valley Villages (Outreach Sessions)",
    "Brook Valley Advice",
    "Free, private advice on debt, benefits and bills.",
    "Brookend",
    "WE",
    true,
    true,
  ],
  [
    "Walk and Talk",
    "Brook Valley Walkers",
    "A gentle hour along the river, with benches on the way. Dogs welcome. 🐕",
    "Larkbridge",
    "FR",
    true,
    false,
  ],
  [
    "مجموعة الصداقة للنساء",
    "Larkbridge Welcome",
    "Women from many countries cook and talk together. Arabic, Kurdish and English spoken.",
    "Larkbridge",
    "MO",
    true,
    true,
  ],
  [
    "Memory Café",
    "St Aelred’s Church",
    "Songs, cake and company for people living with memory loss and those who care for them.",
    "Stonewick",
    "TH",
    false,
    true,
  ],
  [
    "Allotment Mornings",
    "Growing Together CIC",
    "Dig, plant, or just sit in the sun. Tools and gloves are there.",
    "Larkbridge",
    "SA",
    false,
    false,
  ],
  [
    "Digital Drop-in",
    "Larkbridge Library",
    "Bring your phone or tablet, and somebody patient sits with you.",
    "Larkbridge",
    "TU,SA",
    true,
    true,
  ],
];

const lines: ServiceLine[] = Array.from({ length: 240 }, (_, at) => {
  const [name, organisation, summary, town, days, free, step_free] = MADE[at % MADE.length] as Made;
  return {
    id: `service-${at}`,
    name: at < MADE.length ? name : `${name} ${Math.floor(at / MADE.length) + 1}`,
    organisation,
    summary,
    town,
    postcode: "LQ1 1AA",
    // Round about Larkbridge, and now and then nobody knows where.
    point:
      at % 17 === 4
        ? null
        : {
            latitude: 52.4304 + Math.sin(at * 2.4) * 0.004 * Math.sqrt(at),
            longitude: -3.0482 + Math.cos(at * 2.4) * 0.0065 * Math.sqrt(at),
          },
    miles: null,
    days: days.split(","),
    free,
    step_free,
    status: at === 6 ? "temporarily closed" : "active",
    checked_on: at % 4 === 3 ? null : day(at * 17 + 4),
    people: at < 6 ? (at * 5) % 7 : 0,
    holiday: null,
    favourite: false,
    why: [],
  };
});

const services = new Map<string, Service>();
function service(id: string): Service {
  const known = services.get(id);
  if (known) return known;
  const at = Number(id.split("-")[1]);
  const [name, , description, , days, free, step_free] = MADE[at % MADE.length] as Made;
  const made: Service = {
    id,
    archived: null,
    name: lines[at]?.name ?? name,
    organisation: "organisation-1",
    status: lines[at]?.status ?? "active",
    description,
    also_known_as: at === 0 ? "The Shed" : "",
    url: "https://shed.example",
    email: "hello@shed.example",
    phone: "01632 960120",
    ask_for: [
      {
        name: "Geraint Hale",
        role: "Coordinator",
        phones: ["01632 960121", "07700 900321"],
        email: "geraint@shed.example",
      },
    ],
    opening: [
      {
        freq: "WEEKLY",
        interval: 1,
        byday: days,
        bymonthday: "",
        opens_at: "10:00",
        closes_at: "15:00",
        valid_from: "",
        valid_to: "",
        words: "",
      },
      {
        freq: "MONTHLY",
        interval: 1,
        byday: "-1SA",
        bymonthday: "",
        opens_at: "10:00",
        closes_at: "12:00",
        valid_from: "",
        valid_to: "",
        words: "Open morning, families welcome",
      },
    ],
    opening_words: "Closed for two weeks at Christmas.",
    costs: free ? [] : [{ option: "Everyone", amount: 3.5, words: "a session, tea included" }],
    fees: free ? "Free" : "",
    free,
    minimum_age: 18,
    maximum_age: null,
    eligibility: "Anyone who would like company while using their hands.",
    how_to_join: "Turn up on a Tuesday, or ring Geraint first and he will meet you at the gate.",
    waiting: "",
    languages: ["English", "Welsh"],
    access: "Level from the car park. Accessible toilet. Can be loud: ear defenders on the hook.",
    step_free,
    area: "Larkbridge and the villages",
    tags: ["ukcat:SW106", "Community group", "Men"],
    needs: ["company", "making-and-growing"],
    accreditations: "",
    alert: at === 2 ? "Closed in August. Ring before you travel." : "",
    assured_on: day(120),
    assurer_email: "directory@council.example",
    source_changed: "2026-08-14",
    source: "Larkbridge council directory",
    source_id: "x",
    checked_on: lines[at]?.checked_on ?? null,
    checked_by: "Amira",
    also: "",
    gone_since: null,
    same_as: null,
    leads: null,
    chosen: [],
  };
  services.set(id, made);
  return made;
}

const places: Place[] = [
  {
    id: "place-1",
    archived: null,
    service: "service-0",
    name: "The old signal box",
    address: "Station Yard",
    town: "Larkbridge",
    postcode: "LQ1 1AE",
    latitude: 52.43,
    longitude: -3.04,
    kind: "physical",
    access: "Step at the side door; use the front.",
    source_id: "",
    position_from_postcode: false,
  },
  {
    id: "place-2",
    archived: null,
    service: "service-0",
    name: "",
    address: "",
    town: "",
    postcode: "",
    latitude: null,
    longitude: null,
    kind: "virtual",
    access: "",
    source_id: "",
    position_from_postcode: false,
  },
];
let tips: Tip[] = [
  {
    id: "tip-1",
    archived: null,
    service: "service-0",
    words: "Ask for Jean; there is a step at the side door.",
    author: "Amira",
    written_at: now() - 9 * 86_400_000,
  },
];

const person = (id: string, called: string, full_name: string): PersonLine => ({
  id,
  called,
  full_name,
  pronouns: "",
  age: 71,
  standing: "open",
  standing_since: null,
  postcode: "LQ1 1AA",
  last_contact: null,
  next_contact: null,
  found_in: "",
});
const people = [person("joan", "Joan", "Joan Whitcombe"), person("okafor", "Mr Okafor", "Emeka Okafor")];

function view(id: string, near: string): ServiceView {
  return {
    service: service(id),
    organisation: {
      id: "organisation-1",
      archived: null,
      name: lines[Number(id.split("-")[1])]?.organisation ?? "",
      description: "",
      email: "",
      phone: "",
      website: "",
      register: [],
      source: "",
      source_id: "",
    },
    places: places.map((place, at) => ({ place, miles: near && at === 0 ? 0.7 : null })),
    tips,
    outcomes: {
      people: 12,
      started: 8,
      did_not_happen: 3,
      why_not: [
        ["full", 2],
        ["travel", 1],
      ],
    },
    people,
    days_since_check: 20,
    next_dates: [],
    sources: { sides: [], from: {}, differing: [], leads: null, chosen: [] },
    favourite: isFavourite(id),
    collections: collectionsOf(id),
  };
}

const side = (id: string): SourceSideView => ({
  service: service(id),
  organisation: "",
  places: places.slice(0, 1),
  source: "Larkbridge Council",
});

const reference: ReferenceView = {
  needs: [
    "Company and friendship",
    "Money worries and debt",
    "Food",
    "Home",
    "Memory",
    "Loss",
    "Making and growing",
  ].map((name, at) => ({
    code: ["company", "money-worries", "food", "home", "memory", "loss", "making-and-growing"][at] ?? "",
    name,
    hint: "",
    gravity: null,
    ukcat: [],
    words: [],
  })),
  lists: {
    language: ["Arabic", "British Sign Language", "English", "Polish", "Welsh"].map((display) => ({
      code: display,
      display,
    })),
  },
};

const preview = (table: boolean, mapping: Record<string, string> | null): ImportPreviewView => ({
  format: table ? "table" : "open_referral_3",
  source: table ? "community-groups.csv" : "Larkbridge council directory",
  encoding: "windows_1252",
  services: mapping && !mapping["name"] ? 0 : 214,
  already_here: 31,
  columns: table ? ["Group", "Run by", "What we do", "Where", "Post code", "When", "Tel"] : [],
  remembered: null,
  mapping: table
    ? (mapping ?? {
        name: "Group",
        organisation: "Run by",
        description: "What we do",
        postcode: "Post code",
        phone: "Tel",
      })
    : {},
  rows: table
    ? MADE.slice(0, 5).map(([name, run, what, town]) => [
        name,
        run,
        what,
        town,
        "LQ1 1AA",
        "Tuesdays",
        "01632 960100",
      ])
    : [],
  sample: MADE.slice(0, 4).map(([name, organisation, summary]) => ({
    name,
    organisation,
    postcode: "LQ1 1AA",
    summary,
  })),
  skipped: [
    { at: 17, name: "", reason: "no_name", detail: "row with a telephone only" },
    { at: 58, name: "Larkbridge Hall", reason: "no_service", detail: "a place without a service" },
    { at: 90, name: "notes.txt", reason: "something_newer", detail: "" },
  ],
  skipped_total: 3,
  notes: { characters_mended: 4, postcode_unusual: 2, id_made: 180 },
});

let bin: BinLine[] = [
  {
    kind: "goal",
    id: "goal-1",
    title: "Walk to my sister’s on a Sunday",
    person: "Joan Whitcombe",
    archived: now() - 3_600_000,
  },
  {
    kind: "service",
    id: "service-9",
    title: "Tuesday Lunch Club",
    person: "",
    archived: now() - 2 * 86_400_000,
  },
  { kind: "contact", id: "contact-4", title: "", person: "Emeka Okafor", archived: now() - 6 * 86_400_000 },
];

const history: ChangeView[] = [
  {
    at: now() - 3_600_000,
    by: "Amira",
    did: { verb: "changed", kind: "service", field: "how_to_join" },
    field: "how_to_join",
    before: "Ring first.",
    after: "Turn up on a Tuesday.",
  },
  {
    at: now() - 30 * 86_400_000,
    by: "Amira",
    did: { verb: "imported", kind: "service", field: null },
    field: "",
    before: null,
    after: null,
  },
];

/** A choice of a folder is an Open Referral one, of a file a table. */
export function directoryAnswers(desk: () => FakeBackend): Answers {
  let cancelled = false;
  /** What undo would undo. */
  let last: Did = { verb: "changed", kind: "service", field: "phone" };
  const changed = (kind: string) => desk().emit("changed", { kinds: [kind] });
  return {
    search_services: (asked) => {
      const words = asked.text.toLowerCase();
      const known = ["lq1", "larkbridge", "lq1 1aa"].includes(asked.near.trim().toLowerCase());
      let rows = lines.filter(
        (line) =>
          `${line.name} ${line.organisation} ${line.summary}`.toLowerCase().includes(words) &&
          (!asked.free || line.free) &&
          (!asked.step_free || line.step_free) &&
          (!asked.day || line.days.includes(asked.day)) &&
          (!asked.among || isAmong(asked.among, line.id)) &&
          (asked.closed_too || line.status === "active" || line.status === "temporarily closed"),
      );
      if (known) rows = rows.map((line, at) => ({ ...line, miles: at * 0.4 + 0.05 }));
      return {
        total: rows.length,
        at_least: words === "a",
        near: known
          ? { label: "LQ1 (Larkbridge)", point: { latitude: 52.43, longitude: -3.04 }, rough: true }
          : null,
        near_unknown: asked.near.trim() !== "" && !known,
        when_said: null,
        unsaid: 0,
        rows: rows
          .slice(asked.offset, asked.offset + asked.limit)
          .map((line) => ({ ...line, favourite: isFavourite(line.id) })),
      };
    },
    ...atHandAnswers(changed),
    open_service: ({ id, near }) => view(id, near),
    maybe_same_service: () => [],
    services_listed_twice: () => [],
    compare_two_services: ({ one, other }) => ({
      kept: { ...side(one), source: "" },
      other: side(other),
      because: [{ is: "same_name" }, { is: "phone" }],
      differing: [{ part: "name", fields: ["name"] }],
    }),
    join_services: ({ one }) => ({ service: one, saved_at: now() }),
    choose_source: ({ service: id }) => ({ service: id, saved_at: now() }),
    take_service_apart: ({ id }) => ({ service: id, saved_at: now() }),
    new_service: () => ({ id: "service-1", saved_at: now() }),
    set_organisation: () => ({ saved_at: now() }),
    ...correctionAnswers(changed),
    check_service: ({ id }) => {
      services.set(id, { ...service(id), checked_on: day(0) });
      changed("service");
      return { saved_at: now() };
    },
    edit_field: ({ kind, id, field, value }) => {
      if (kind === "service") services.set(id, { ...service(id), [field]: value });
      changed(kind);
      return { saved_at: now() };
    },
    suggest_tags: () => ({
      tags: [
        { code: "LE205", words: "Men’s sheds" },
        { code: "SW106", words: "Loneliness" },
      ],
      needs: ["company", "making-and-growing", "memory"],
    }),
    save_leaflet: () => ({ path: "Documents/Leaflet.pdf", unprinted: 0, scripts: [] }),
    show_file: () => ({}),
    connect: () => ({ id: "connection-1", saved_at: now() }),
    find_people: () => ({
      total: people.length,
      rows: people,
      counts: { all: 2, open: 2, waiting: 0, paused: 0, closed: 0 },
    }),
    find_anything: ({ text }) => ({
      people: people.filter((one) => one.full_name.toLowerCase().includes(text.toLowerCase())),
      services: lines.filter((line) => line.name.toLowerCase().includes(text.toLowerCase())).slice(0, 6),
      things: [],
      collections: collectionsCalled(text),
    }),
    reference: () => reference,
    history: () => history,
    bin: () => bin,
    restore_record: ({ id }) => {
      bin = bin.filter((line) => line.id !== id);
      return { saved_at: now() };
    },
    archive_record: ({ id }) => {
      tips = tips.filter((tip) => tip.id !== id);
      changed("tip");
      return { saved_at: now() };
    },
    add_record: ({ kind, fields }) => {
      if (kind === "tip")
        tips = [
          {
            id: `tip-${tips.length + 1}`,
            archived: null,
            service: "service-0",
            words: String(fields["words"]),
            author: "Amira",
            written_at: now(),
          },
          ...tips,
        ];
      changed(kind);
      return { id: "new", saved_at: now() };
    },
    undo_state: () => ({ undo: last, redo: null, done: null }),
    choose_import: ({ folder }) => ({
      path: folder ? "/home/amira/oruk" : "/home/amira/community-groups.csv",
    }),
    inspect_import: ({ path, mapping }) =>
      preview(path.endsWith(".csv"), mapping as Record<string, string> | null),
    run_import: async () => {
      cancelled = false;
      for (let done = 0; done <= 214 && !cancelled; done += 7) {
        desk().emit("import_progress", { done, total: 214, finishing: false });
        await new Promise((go) => setTimeout(go, 60));
      }
      desk().emit("import_progress", { done: 214, total: 214, finishing: true });
      await new Promise((go) => setTimeout(go, 600));
      last = { verb: "imported", kind: "service", field: null };
      changed("service");
      return {
        added: 183,
        updated: 12,
        unchanged: 19,
        skipped: preview(true, null).skipped,
        skipped_total: 3,
      };
    },
    cancel_import: () => {
      cancelled = true;
      return {};
    },
    import_postcodes: () => ({ known: 2_704_118 }),
    backups: () =>
      [1, 2, 3, 9, 40].map((ago) => ({
        name: `backup-${ago}`,
        at: now() - ago * 86_400_000,
        size: 2_400_000 + ago * 9_000,
      })),
    back_up_now: () => ({ name: "backup-0", at: now(), size: 2_400_000 }),
    preview_backup: ({ name }) => ({
      name,
      at: now() - 9 * 86_400_000,
      people: 211,
      contacts: 1840,
      services: 4203,
      last_change: now() - 9.2 * 86_400_000,
      people_now: 214,
      contacts_now: 1902,
    }),
    restore_backup: () => {
      desk().emit("locked", {});
      return {};
    },
    about: () => ({
      version: "0.1.0",
      data_folder: "/home/amira/.local/share/alongside",
      cipher: "SQLCipher 4.10.0, AES-256",
      licences: "# Licences\n\n## Svelte\n\nMIT\n\n- Atkinson Hyperlegible Next: SIL Open Font Licence",
    }),
    save_settings: (settings) => settings,
    replace_recovery_code: () => ({ recovery_code: "7KQ2M-X4T9C-HB3VN-P8WRE-2DYGJ-5ZAF6" }),
  };
}
