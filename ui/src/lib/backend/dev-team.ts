// A team for the desk while developing and in tests: members, invitations, differences and receipts, held in memory.
// Somebody else's part (typing the code, letting in) happens by itself after a few questions.
import type {
  ActivityLine,
  DifferenceView,
  ErasureView,
  InvitationView,
  JoiningView,
  Kind,
  MemberView,
  PersonView,
  RoleCode,
  SyncTrouble,
  SyncView,
  TeamView,
  WaitingLine,
} from "../generated/commands";
import type { Answers, FakeBackend } from "./fake";
import { BackendError } from "./index";

export interface TeamLook {
  /** What who works here is in the team; nothing while the laptop works alone. */
  as?: RoleCode | null;
  standing?: SyncView["standing"];
  trouble?: SyncTrouble | null;
  unsent?: number;
  loading?: boolean;
  clock?: number;
  /** Without the example differences. */
  agreed?: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CODE = "4821-K7QM2-9TXP4";
const SAFETY = "48213 90572 11634";

/** How many questions until somebody elsewhere has done their part. */
const PATIENCE = 2;

function someTeam(role: RoleCode): TeamView {
  const laptop = (id: string, name: string, more: Partial<MemberView["laptops"][number]> = {}) => ({
    id,
    name,
    is_this: false,
    last_heard: Date.now() - 40 * MINUTE,
    is_revoked: false,
    is_paper: false,
    has_own: true,
    ...more,
  });
  return {
    name: "Larkbridge link workers",
    server: "https://alongside.larkbridge.example",
    my_role: role,
    recovery: "ready",
    reads_own: true,
    is_out: false,
    members: [
      {
        id: "member-amira",
        name: "Amira",
        role,
        is_me: true,
        is_here: true,
        laptops: [
          laptop("laptop-amira", "Amira’s laptop", { is_this: true, last_heard: Date.now() }),
          laptop("laptop-old", "The old one from the surgery", { is_revoked: true }),
          laptop("paper-amira", "", { is_paper: true, last_heard: null }),
        ],
      },
      {
        id: "member-ben",
        name: "Ben",
        role: role === "lead" ? "link_worker" : "lead",
        is_me: false,
        is_here: true,
        laptops: [
          laptop("laptop-ben", "Ben’s laptop"),
          laptop("laptop-ben-home", "Ben at home", { last_heard: Date.now() - 9 * DAY }),
        ],
      },
      {
        id: "member-joan",
        name: "Joan Ellery",
        role: "volunteer",
        is_me: false,
        is_here: true,
        laptops: [laptop("laptop-hall", "The one in the community hall", { last_heard: null })],
      },
      { id: "member-priya", name: "Priya", role: "link_worker", is_me: false, is_here: false, laptops: [] },
    ],
  };
}

const someActivity = (): ActivityLine[] => {
  const now = Date.now();
  return [
    { at: now - 2 * MINUTE, what: { is: "sent", changes: 3 } },
    { at: now - 2 * MINUTE, what: { is: "received", changes: 12, by: "Ben" } },
    { at: now - 3 * MINUTE, what: { is: "connected" } },
    { at: now - 95 * MINUTE, what: { is: "disconnected" } },
    { at: now - 110 * MINUTE, what: { is: "trouble", code: "not_ours" } },
    { at: now - DAY, what: { is: "roster" } },
    { at: now - DAY - 20 * MINUTE, what: { is: "stick_read", changes: 41 } },
    { at: now - DAY - 21 * MINUTE, what: { is: "stick_written" } },
    { at: now - 3 * DAY, what: { is: "sent", changes: 1 } },
  ];
};

/** Differences about the first of the example people, in every shape a value can have. */
function someDifferences(view: PersonView): DifferenceView[] {
  const { person, about } = view;
  const now = Date.now();
  const goal = view.goals[0];
  const action = view.actions[0];
  const side = (value: unknown, by: string, days: number, laptop: string) => ({
    value,
    by,
    at: now - days * DAY,
    laptop,
  });
  const amira = (value: unknown) => side(value, "Amira", 1, "Amira’s laptop");
  const ben = (value: unknown) => side(value, "Ben", 2, "Ben’s laptop");
  const of = (kind: Kind, record: string, title: string, field: string) => ({
    key: `${kind}-${record}-${field}`,
    kind,
    record,
    person: person.id,
    person_name: person.preferred_name || person.given_name,
    title,
    field,
  });
  const story = about.important_to_me || "My garden.";
  return [
    {
      ...of("about_me", about.id, "", "important_to_me"),
      now: amira(story),
      other: ben(`${story.replace(/\w+/, "Truly")} And to see my sister on Sundays.`),
    },
    { ...of("person", person.id, "", "contact_method"), now: ben("2"), other: amira("1") },
    {
      ...of("person", person.id, "", "reach"),
      now: amira([
        { kind: "phone", value: "01632 960 114", preference: 1, note: "evenings" },
        { kind: "mobile", value: "07700 900 321", preference: 0, note: "" },
      ]),
      other: ben([
        { kind: "phone", value: "01632 960 114", preference: 1, note: "evenings" },
        { kind: "email", value: "joseph@example.org", preference: 0, note: "" },
      ]),
    },
    ...(action
      ? [
          {
            ...of("action", action.id, action.what, "due_on"),
            now: amira("2026-12-01"),
            other: ben("2026-12-08"),
          },
        ]
      : []),
    ...(goal
      ? [
          {
            ...of("goal", goal.id, goal.words, "archived"),
            now: amira(null),
            other: ben(now - 2 * DAY),
          },
        ]
      : []),
    {
      key: "service-service-5-phone",
      kind: "service",
      record: "service-5",
      person: null,
      person_name: "",
      title: "Larkbridge Carers’ Café",
      field: "phone",
      now: side("01632 960 870", "Joan Ellery", 4, "The one in the community hall"),
      other: amira("01632 960 807"),
    },
  ];
}

const someErasures = (): ErasureView[] => [
  {
    number: "E-2026-0007",
    at: Date.now() - 3 * DAY,
    by: "Amira",
    why: "They asked for it",
    records: 148,
    backups: 9,
    is_confirmed: true,
    laptops_to_hear_from: 1,
  },
  {
    number: "E-2026-0003",
    at: Date.now() - 90 * DAY,
    by: "Ben",
    why: "The time to keep it is over",
    records: 212,
    backups: 11,
    is_confirmed: true,
    laptops_to_hear_from: 0,
  },
];

/** What stands in the address of the page while developing: ?team=lead&standing=offline&trouble=full */
export function teamLookOf(asked: URLSearchParams): TeamLook {
  const as = (asked.get("team") ?? "alone") as RoleCode | "alone";
  return {
    as: as === "alone" ? null : as,
    standing: (asked.get("standing") ?? "synced") as SyncView["standing"],
    trouble: asked.get("trouble") as SyncTrouble | null,
    unsent: Number(asked.get("unsent") ?? 0),
    loading: asked.has("loading"),
    clock: Number(asked.get("clock") ?? 0),
    agreed: asked.has("agreed"),
  };
}

/** Answers about the team; `people` knows who there is. */
export function teamAnswers(desk: () => FakeBackend, people: Answers, look: TeamLook = {}): Answers {
  let team = look.as ? someTeam(look.as) : null;
  let invitation: InvitationView | null = null;
  let joining: JoiningView = { is: "nothing" };
  let questions = 0;
  let list: DifferenceView[] | null = null;
  const settled: DifferenceView[] = [];
  const receipts = someErasures();
  const gone = new Set<string>();
  let sync: SyncView = {
    standing: look.as ? (look.standing ?? "synced") : "alone",
    unsent: look.unsent ?? 0,
    oldest_unsent: look.unsent ? Date.now() - 3 * 60 * MINUTE : null,
    synced_at: look.as ? new Date().setHours(10, 42, 0, 0) : null,
    loading: look.loading ? { done: 2_140, of: 5_350 } : null,
    history_arriving: look.loading ?? false,
    trouble: look.trouble ?? null,
    clock_minutes_ahead: look.clock ?? 0,
    differences: 0,
  };
  const differences = async (): Promise<DifferenceView[]> => {
    if (list === null) {
      const view = look.as && !look.agreed ? await people.open_person?.({ id: "person-1" }) : null;
      list = view ? someDifferences(view) : [];
      sync = { ...sync, differences: list.length };
    }
    return list;
  };
  const tell = (change: Partial<SyncView> = {}): SyncView => {
    sync = { ...sync, ...change };
    setTimeout(() => desk().emit("sync", sync));
    return sync;
  };
  const inTeam = (): TeamView => {
    if (!team) throw new BackendError("no_team");
    return team;
  };
  const change = (id: string, part: Partial<MemberView>): TeamView => {
    const known = inTeam();
    team = {
      ...known,
      members: known.members.map((member) => (member.id === id ? { ...member, ...part } : member)),
    };
    return team;
  };
  const fill = (done: number): void => {
    const of = 5_350;
    tell({ standing: "working", loading: done < of ? { done, of } : null });
    if (done < of) setTimeout(() => fill(Math.min(of, done + 640)), 700);
    else tell({ standing: "synced", synced_at: Date.now() });
  };
  return {
    sync_state: async () => {
      await differences();
      return sync;
    },
    sync_now: () => {
      if (sync.standing === "offline") throw new BackendError("server_unreachable");
      return tell({ synced_at: Date.now() });
    },
    send_again: () => tell({ standing: "working", trouble: null }),
    waiting: async (): Promise<WaitingLine[]> => {
      if (!team || sync.unsent === 0) return [];
      const view = await people.open_person?.({ id: "person-1" });
      const since = sync.oldest_unsent;
      const directory: WaitingLine = { of: { is: "directory" }, changes: 1, since };
      if (!view || sync.unsent === 1) return [directory];
      const { id, preferred_name, given_name } = view.person;
      const name = preferred_name || given_name;
      return [{ of: { is: "person", person: id, name }, changes: sync.unsent - 1, since }, directory];
    },
    activity: () => (team ? someActivity() : []),
    team: () => team,
    make_team: ({ server, sign_up_code, name }) => {
      if (!server.includes(".")) throw new BackendError("bad_address");
      if (sign_up_code.length < 4) throw new BackendError("wrong_code");
      const [me] = someTeam("lead").members;
      team = { ...someTeam("lead"), server, name, members: me ? [me] : [] };
      tell({ standing: "synced", synced_at: Date.now() });
      return team;
    },
    invite: ({ role }) => {
      inTeam();
      questions = 0;
      invitation = {
        code: CODE,
        role,
        until: Date.now() + 10 * MINUTE,
        state: { is: "waiting" },
      };
      return invitation;
    },
    invitation: () => {
      questions += 1;
      if (invitation?.state.is === "waiting" && questions > PATIENCE) {
        invitation = {
          ...invitation,
          state: { is: "asking", name: "Ana", laptop: "Ana’s laptop", safety: SAFETY },
        };
      }
      return invitation;
    },
    answer_invitation: ({ admit }) => {
      const known = inTeam();
      if (!invitation) throw new BackendError("not_found");
      if (admit) {
        team = {
          ...known,
          members: [
            ...known.members,
            {
              id: "member-ana",
              name: "Ana",
              role: invitation.role,
              is_me: false,
              is_here: true,
              laptops: [
                {
                  id: "laptop-ana",
                  name: "Ana’s laptop",
                  is_this: false,
                  last_heard: null,
                  is_revoked: false,
                  is_paper: false,
                  has_own: true,
                },
              ],
            },
          ],
        };
      }
      invitation = admit ? { ...invitation, state: { is: "joined" } } : null;
      return inTeam();
    },
    cancel_invitation: () => {
      invitation = null;
      return {};
    },
    join_team: ({ server, code }) => {
      if (!server.includes(".")) throw new BackendError("bad_address");
      const isRight = code.replace(/[^0-9a-z]/gi, "").toUpperCase() === CODE.replaceAll("-", "");
      questions = 0;
      joining = isRight ? { is: "asking" } : { is: "wrong_code" };
      return joining;
    },
    joining: () => {
      questions += 1;
      if (joining.is === "asking" && questions > 1) joining = { is: "waiting", safety: SAFETY };
      else if (joining.is === "waiting" && questions > PATIENCE + 2) {
        joining = { is: "joined" };
        team = someTeam("link_worker");
        fill(0);
      } else if (joining.is === "coming_back" && questions > PATIENCE) {
        joining = { is: "came_back" };
        team = someTeam("link_worker");
        const [me] = team.members;
        if (me) {
          const lost = { ...me.laptops[0], id: "laptop-lost", name: "The one from the bus", is_this: false };
          change(me.id, { laptops: [...me.laptops, lost as MemberView["laptops"][number]] });
        }
        fill(0);
      }
      return joining;
    },
    come_back: ({ server, code }) => {
      if (!server.includes(".")) throw new BackendError("bad_address");
      questions = 0;
      joining =
        code.replace(/[^0-9a-z]/gi, "").length === 35 ? { is: "coming_back" } : { is: "unknown_code" };
      return joining;
    },
    give_recovery_code: () => {
      team = { ...inTeam(), recovery: "ready" };
      return team;
    },
    set_up_again: () => {
      sync = { ...sync, standing: "working", trouble: null };
      return sync;
    },
    change_server: ({ server }) => {
      if (!server.includes(".")) throw new BackendError("bad_address");
      team = { ...inTeam(), server };
      return sync;
    },
    hand_own_key: ({ laptop }) => {
      const me = inTeam().members.find((member) => member.is_me);
      if (!me) throw new BackendError("not_found");
      return change(me.id, {
        laptops: me.laptops.map((one) => (one.id === laptop ? { ...one, has_own: true } : one)),
      });
    },
    own_key_by_code: () => {
      team = { ...inTeam(), reads_own: true };
      return team;
    },
    cancel_joining: () => {
      joining = { is: "nothing" };
      return {};
    },
    change_role: ({ member, role }) => change(member, { role }),
    remove_member: ({ member }) => change(member, { is_here: false, laptops: [] }),
    revoke_laptop: ({ laptop }) => {
      const whose = inTeam().members.find((member) => member.laptops.some((one) => one.id === laptop));
      if (!whose) throw new BackendError("not_found");
      return change(whose.id, {
        laptops: whose.laptops.map((one) => (one.id === laptop ? { ...one, is_revoked: true } : one)),
      });
    },
    safety_number: () => ({
      groups: "30471 88526 09913 47750 61208 35594 72016 98843 15327 60489 24671 83305".split(" "),
    }),
    save_stick: () => ({ path: "E:\\For Ben.alongside" }),
    save_unsent: () => ({ path: "E:\\Not sent.txt" }),
    read_stick: () => ({ was_read: true, changes: 41, new: 12 }),
    differences,
    settle_difference: async ({ key }) => {
      const one = (await differences()).find((known) => known.key === key);
      if (!one) throw new BackendError("not_found");
      list = (await differences()).filter((known) => known !== one);
      settled.push(one);
      tell({ differences: list.length });
      return { saved_at: Date.now() };
    },
    undo: async () => {
      const one = settled.pop();
      const kind = one?.kind ?? "goal";
      if (one) {
        list = [one, ...(await differences())];
        tell({ differences: list.length });
      }
      return { undo: null, redo: null, done: { verb: "changed", kind, field: one?.field ?? null } };
    },
    erase_person: ({ person, why }) => {
      gone.add(person);
      const receipt: ErasureView = {
        number: `E-2026-${String(receipts.length + 9).padStart(4, "0")}`,
        at: Date.now(),
        by: "Amira",
        why,
        records: 87,
        backups: 6,
        is_confirmed: !team,
        laptops_to_hear_from: team ? 3 : 0,
      };
      receipts.push(receipt);
      setTimeout(() => desk().emit("changed", { kinds: ["person"] }));
      return receipt;
    },
    erasures: () => receipts,
    open_person: (request) => {
      if (gone.has(request.id)) throw new BackendError("not_found");
      const view = people.open_person?.(request);
      if (!view) throw new BackendError("not_found");
      return view;
    },
  };
}
