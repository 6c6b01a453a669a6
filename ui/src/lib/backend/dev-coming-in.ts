// Coming in for the desk while developing and in tests: referrals, times of support, who waits.
import type { Episode, Kind, Person, PersonLine, Referral } from "../generated/commands";
import { daysBetween, toDate } from "../i18n/format";
import type { Answers } from "./fake";
import { BackendError } from "./index";

type Loose = Record<string, unknown>;
interface Held extends Loose {
  id: string;
}
/** What is needed of the example people. */
interface World {
  readonly now: Date;
  all(kind: Kind): Map<string, Held & { archived: number | null }>;
  of(kind: Kind, person: string): Held[];
  put(kind: Kind, fields: Loose, id?: string): Held;
  people(): Person[];
  line(person: Person): PersonLine;
}

const texts = (names: string): Loose => Object.fromEntries(names.split(" ").map((name) => [name, ""]));
const nothing = (names: string): Loose => Object.fromEntries(names.split(" ").map((name) => [name, null]));

/** What a blank record of each kind says. */
export const BLANK_COMING_IN: Partial<Record<Kind, Loose>> = {
  episode: {
    ...texts("worker ending_words door_open welcome_words see_soon_because"),
    ...nothing("began_on standing standing_since paused_until ending ending_agreed welcomed_on intensity"),
    see_soon: false,
  },
  episode_event: {
    ...texts("because author"),
    ...nothing("episode standing on until ending agreed written_at"),
  },
  referral: {
    ...texts(
      "referrer_name referrer_role referrer_team organisation practice_code referrer_contact method referral_to reason asked own_view response_to decision_words offered_instead passed_to source_id source_file author",
    ),
    ...nothing(
      "episode received_on source consent_to_contact urgency decision decided_on why_declined written_at",
    ),
  },
  not_same_person: { ...texts("because author"), other: null, written_at: null },
  referral_pause: {
    ...texts("because meanwhile author"),
    ...nothing("from_on until ended_on written_at"),
  },
};

export function comingInAnswers(world: World, changed: (...kinds: Kind[]) => void): Answers {
  const saved = () => ({ saved_at: Date.now() });
  const newest = (person: string) => world.of("episode", person).at(-1) as unknown as Episode | undefined;
  const write = (kind: Kind, id: string, fields: Loose) => {
    const held = world.all(kind).get(id);
    if (!held) throw new BackendError("not_found");
    world.all(kind).set(id, { ...held, ...fields });
  };
  const stand = (person: string, episode: string, standing: string, event: Loose) => {
    write("person", person, { standing, standing_since: event["on"] });
    write("episode", episode, { standing, standing_since: event["on"] });
    world.put("episode_event", { person, episode, standing, ...event });
  };
  const day = () => world.now.toISOString().slice(0, 10);
  return {
    new_referral: ({ person, about, referral, standing }) => {
      const id = person ?? world.put("person", { ...about, worker: "Amira" }).id;
      if (!person)
        for (const kind of ["about_me", "circumstances"] as const) world.put(kind, { person: id }, id);
      const known = newest(id);
      const isGoing = known !== undefined && known.standing !== "closed";
      const episode = isGoing ? known.id : world.put("episode", { person: id, began_on: day() }).id;
      if (!isGoing) stand(id, episode, standing ?? "waiting", { on: day() });
      const made = world.put("referral", { ...referral, person: id, episode });
      changed("person", "referral", "episode");
      return { person: id, referral: made.id, episode, is_new_episode: !isGoing, ...saved() };
    },
    decide_referral: ({ referral, standing, on, ...rest }) => {
      write("referral", referral, { ...rest, decision_words: rest.words, decided_on: on ?? day() });
      const held = world.all("referral").get(referral) as unknown as Referral;
      const next =
        rest.decision === "accepted" ? standing : rest.decision === "asked_for_more" ? null : "closed";
      if (next && held.episode)
        stand(held.person, held.episode, next, { on: on ?? day(), because: rest.words });
      changed("referral", "person", "episode");
      return saved();
    },
    change_standing: ({ person, standing, on, because, ending, door_open }) => {
      const episode = newest(person)?.id ?? world.put("episode", { person, began_on: on ?? day() }).id;
      write("episode", episode, { ending, ending_words: because, door_open });
      stand(person, episode, standing, { on: on ?? day(), because, ending });
      changed("person", "episode", "episode_event");
      return saved();
    },
    waiting_list: () => {
      const waiting = world.people().filter((person) => person.standing === "waiting");
      const waits = waiting.map((person) => {
        const referral = (world.of("referral", person.id).at(-1) as unknown as Referral | undefined) ?? null;
        const since = person.referred_on ?? person.standing_since;
        return {
          person: world.line(person),
          since,
          days: since ? daysBetween(toDate(since), world.now) : 0,
          episode: newest(person.id) ?? null,
          referral,
          urgency: referral?.urgency ?? null,
          needs: world.of("need", person.id).length,
          because: person.is_carer ? ["carer" as const] : [],
          phone: person.reach[0]?.value ?? "",
        };
      });
      waits.sort((a, b) => b.days - a.days);
      const pauses = [...world.all("referral_pause").values()].filter(
        (pause) => pause.archived === null && pause["ended_on"] === null,
      );
      const count = (standing: string) =>
        world.people().filter((person) => person.standing === standing).length;
      return {
        waits,
        counts: {
          all: world.people().length,
          open: count("open"),
          waiting: waits.length,
          paused: count("paused"),
          closed: count("closed"),
        },
        longest_days: waits[0]?.days ?? null,
        middle_days: waits[Math.floor(waits.length / 2)]?.days ?? null,
        referrals: world.all("referral").size,
        pause: (pauses.at(-1) as never) ?? null,
      };
    },
    read_referral_file: () => null,
    save_referral_form: () => ({ path: "Documents/Referral.html" }),
    save_letter: () => ({ path: "Documents/Letter.pdf", unprinted: 0, scripts: [] }),
    maybe_same_as: () => [],
    recorded_twice: () => [],
    compare_people: ({ one, other }) => {
      const side = (id: string) => {
        const person = world.people().find((known) => known.id === id);
        if (!person) throw new BackendError("not_found");
        const { length: contacts } = world.of("contact", id);
        return { line: world.line(person), person, contacts, goals: world.of("goal", id).length };
      };
      return { kept: side(one), other: side(other), because: ["same_name" as const] };
    },
    join_people: ({ one, other }) => {
      write("person", other, { archived: Date.now() });
      changed("person");
      return { person: one, ...saved() };
    },
    take_apart: ({ id }) => {
      write("person", id, { archived: null });
      changed("person");
      return { person: id, ...saved() };
    },
  };
}
