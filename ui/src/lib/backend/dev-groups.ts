// Groups, events, the day on paper and other calendars for the desk while developing and in tests.
import type {
  Appointment,
  Came,
  CommunityEvent,
  Contact,
  Group,
  GroupMeeting,
  Kind,
} from "../generated/commands";
import { toIsoDate } from "../i18n/format";
import type { DaysWorld } from "./dev-days";
import type { Answers } from "./fake";
import { BackendError } from "./index";

type Loose = Record<string, unknown>;
interface Attendance {
  id: string;
  person: string;
  group: string;
  meeting: string;
  came: Came | null;
}

/** What a blank record of each kind says. */
export const GROUPS_BLANK: Partial<Record<Kind, Loose>> = {
  group: {
    name: "",
    purpose: "",
    place: "",
    usually: "",
    leaders: "",
    began_on: null,
    ended_on: null,
    service: null,
  },
  group_meeting: { group: "", on: null, at: null, minutes: null, others: null, note: "" },
  attendance: { person: "", group: "", meeting: "", came: null, note: "" },
  community_event: {
    on: null,
    at: null,
    minutes: null,
    title: "",
    place: "",
    organisation: "",
    worker: "",
    audience: "",
    reached: null,
    note: "",
  },
};

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${word.charAt(0).toUpperCase()}.`)
    .join(" ");

export function groupsAnswers(world: DaysWorld, changed: (...kinds: Kind[]) => void): Answers {
  const saved = () => ({ saved_at: Date.now() });
  const kept = <T>(kind: Kind): T[] =>
    [...world.all(kind).values()].filter((held) => held.archived === null) as unknown as T[];
  const meetingsOf = (group: string) =>
    kept<GroupMeeting>("group_meeting")
      .filter((meeting) => meeting.group === group)
      .sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""));
  const cameOf = (person: string, group: string) =>
    kept<Attendance>("attendance").filter((one) => one.person === person && one.group === group);
  const going = (person: string, group: string) => {
    const meetings = meetingsOf(group);
    const came = new Set(
      cameOf(person, group)
        .filter((one) => one.came === "happened")
        .map((one) => one.meeting),
    );
    const there = meetings.filter((meeting) => came.has(meeting.id));
    const since = meetings.findIndex((meeting) => came.has(meeting.id));
    return {
      first_on: there.at(-1)?.on ?? null,
      last_on: there[0]?.on ?? null,
      times: there.length,
      since: since < 0 ? meetings.length : since,
    };
  };
  const membersOf = (group: string) => {
    const who = new Set(
      kept<Attendance>("attendance")
        .filter((one) => one.group === group)
        .map((one) => one.person),
    );
    return world
      .people()
      .filter((person) => who.has(person.id))
      .map((person) => {
        const { last_on, times, since } = going(person.id, group);
        const came: Record<string, Came> = {};
        for (const one of cameOf(person.id, group)) if (one.came) came[one.meeting] = one.came;
        return { person: world.line(person), came, last_on, times, since };
      });
  };
  const events = ({ from, until }: { from: string; until: string }) => {
    const found = kept<CommunityEvent>("community_event").filter(
      (event) => (event.on ?? "") >= from && (event.on ?? "") <= until,
    );
    const counted = found.filter((event) => event.reached !== null);
    return {
      events: found.reverse(),
      reached: counted.reduce((sum, event) => sum + (event.reached ?? 0), 0),
      with_reached: counted.length,
      minutes: found.reduce((sum, event) => sum + (event.minutes ?? 0), 0),
      organisations: new Set(found.map((event) => event.organisation).filter(Boolean)).size,
    };
  };
  const sheet: NonNullable<Answers["day_sheet"]> = ({ on, names, leave_off }) => {
    const some = <T>(part: (typeof leave_off)[number], value: T, none: T) =>
      leave_off.includes(part) ? none : value;
    const visits = kept<Contact>("contact")
      .filter((contact) => contact.on === on && contact.came === "planned")
      .map((contact) => {
        const visit = world.visit(contact);
        const risks = visit.risks.map((risk) => risk.risk);
        return {
          id: contact.id,
          at: contact.at,
          until: null,
          who: names ? visit.person.full_name : initials(visit.person.full_name),
          person: true,
          means: contact.means,
          careful: some("careful", [visit.alert, ...risks].filter(Boolean), []),
          place: some("place", contact.place || visit.address, ""),
          getting_in: some("getting_in", visit.getting_in, ""),
          communicate: some("communicate", visit.how_to_communicate, ""),
          phone: some("phone", visit.phone, ""),
          said: some("said", visit.agreed_last, ""),
          said_on: null,
          bring: some(
            "bring",
            visit.actions_due.map((action) => action.what),
            [],
          ),
        };
      });
    const meetings = kept<Appointment>("appointment")
      .filter((one) => one.on === on && one.came === "planned")
      .map((one) => ({
        id: one.id,
        at: one.at,
        until: null,
        who: one.title,
        person: false,
        means: null,
        careful: [],
        place: one.place,
        getting_in: "",
        communicate: "",
        phone: "",
        said: "",
        said_on: null,
        bring: [],
      }));
    const stops = [...visits, ...meetings].sort((a, b) => (a.at ?? "99").localeCompare(b.at ?? "99"));
    return { on, stops };
  };
  return {
    groups: () =>
      kept<Group>("group").map((group) => {
        const meetings = meetingsOf(group.id);
        return {
          group,
          meetings: meetings.length,
          last_on: meetings[0]?.on ?? null,
          people: membersOf(group.id).filter(({ times }) => times > 0).length,
        };
      }),
    open_group: ({ id }) => {
      const group = kept<Group>("group").find((one) => one.id === id);
      if (!group) throw new BackendError("not_found");
      const members = membersOf(id);
      return {
        group,
        today: toIsoDate(world.now),
        meetings: meetingsOf(id).map((meeting) => ({
          meeting,
          ours: members.filter((member) => member.came[meeting.id] === "happened").length,
        })),
        members,
      };
    },
    mark_attendance: ({ meeting, person, came }) => {
      const known = kept<Attendance>("attendance").find(
        (one) => one.meeting === meeting && one.person === person,
      );
      const { group = "" } = kept<GroupMeeting>("group_meeting").find((one) => one.id === meeting) ?? {};
      if (known)
        world.all("attendance").set(known.id, { ...known, came } as unknown as Loose & {
          id: string;
          archived: null;
        });
      else world.put("attendance", { person, group, meeting, came });
      changed("attendance");
      return saved();
    },
    groups_of: ({ id }) =>
      kept<Group>("group")
        .filter((group) => cameOf(id, group.id).length > 0)
        .map((group) => ({ group, ...going(id, group.id) })),
    community_events: events,
    save_events: () => ({ path: "/home/amira/Events.csv" }),
    day_sheet: sheet,
    save_day_sheet: ({ on }) => ({ path: `/home/amira/Day ${on}.pdf`, unprinted: 0, scripts: [] }),
    save_calendar: () => ({ path: "/home/amira/Diary.ics" }),
    choose_calendar: () => ({ path: "/home/amira/practice.ics" }),
    look_into_calendar: () => ({
      times: [],
      later: 0,
      over: 0,
      left: [],
      left_total: 0,
      endless: 0,
      endless_until: "2027-05-25",
    }),
    take_calendar: ({ take }) => ({ added: take.length, updated: 0, ...saved() }),
  };
}
