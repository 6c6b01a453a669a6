import type { Hot } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");
const figures = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

const hot: Record<Hot, string> = {
  at_once: "You have more people open than there is room for, counted by how much each asks of you.",
  year: "You have met more people this year than is agreed for all of it.",
  listening:
    "Listening and getting there take more than three fifths of your hours. Little is left for writing up, for ringing on somebody’s behalf, and for breath.",
};

export const load = {
  lead: "Whether it is too much is said to you alone. Your team sees counts, and what you choose to tell.",
  figure: (n: number) => figures.format(n),
  people: (n: number) => plural(n, { one: "{n} person", other: "{n} people" }),
  atOnce: "Open now",
  byWeight: (n: string) => `counting as ${n}`,
  roomFor: (n: string, follows: boolean) => (follows ? `room for about ${n}` : `room for ${n}, as agreed`),
  year: "Met this year",
  yearOf: (least: string, most: string) => (least === most ? `of ${most}` : `of ${least} to ${most}`),
  listening: "With people, and on the way",
  hoursAWeek: (n: string) => `${n} hours a week`,
  ofHours: (n: string) => `of ${n} hours, over four weeks`,
  withoutMinutes: (n: number) =>
    plural(n, { one: "{n} contact says no minutes", other: "{n} contacts say no minutes" }),
  ifMore: "If more people come",
  howMany: "How many more",
  thenRoom: (n: string) => `Counting as ${n} then. There is room.`,
  thenBeyond: (n: string, beyond: string) => `Counting as ${n} then: ${beyond} more than there is room for.`,
  thenHours: (n: string) => `About ${n} hours a week more with people, going by the last four weeks.`,
  roomIn: (n: number) =>
    plural(n, { one: "Room again in about {n} week.", other: "Room again in about {n} weeks." }),
  neverRoom: "There will not be room again by itself: as many come as finish.",
  assumes: (begun: number, ended: number) =>
    `Assumes that each asks the usual, and that people go on coming and finishing as in the last twelve weeks: ${begun} came, ${ended} finished.`,
  agreedTitle: "What was agreed with me",
  agreedLead: "Your team can see these. Leave blank what was not agreed.",
  nothingAgreed:
    "Nothing is written down yet. Until then the guide for link workers is used: 200 to 250 people in a year, full time.",
  writeAgreed: "Write down what was agreed",
  agreedField: {
    open_at_once: { label: "People at one time", hint: undefined },
    in_a_year: { label: "People in a year", hint: "For your hours, not for full time." },
    hours_a_week: { label: "My hours in a week", hint: undefined },
    full_time_hours: { label: "Full-time hours here", hint: undefined },
    weight_light: { label: "Who needs little counts as", hint: "0.5 if you say nothing." },
    weight_intensive: { label: "Who needs much counts as", hint: "2 if you say nothing." },
  },
  notANumber: "Write a number",
  teamTitle: "The team",
  teamLead:
    "Everyone in the team sees the same: counts from the records, what was agreed, and what a colleague chose to tell.",
  who: "Who",
  me: "you",
  open: "Open",
  agreedColumn: "Agreed",
  waiting: "Waiting",
  met: "Met this year",
  notSaid: "not said",
  toldTeamOn: (day: string) => `Told the team on ${day}`,
  hot,
  hotTitle: "This is a lot",
  hotAlone: "Nobody else has been told. It says nothing about how well you work.",
  canDo: "What you can do",
  forSupervision: "I carry more than there is room for. What can wait, who could take over, and who says so?",
  tell: "Tell my team",
  tellLabel: "What you want your team to know",
  tellHint: "They see it beside your name. Without words they see the day.",
  tellNow: "Tell them now",
  notYet: "Not yet",
  toldTeam: "Your team can see it now",
  toldOn: (day: string) => `You told your team on ${day}.`,
  takeBack: "Take it back",
  handOver: "See whom I could hand over",
  pause:
    "A pause in new referrals is best agreed with your team first: these figures make it easier to ask for.",
  toPause: "Change or end it on the waiting list",
  moreHelp: "More about what you carry",
  howCounted: "How this is counted",
  rules: [
    "200 to 250 people in a year, full time, is the figure of NHS England’s workforce guide for link workers in primary care networks. Part-time hours take their part of it.",
    "Leave beyond 33 weekdays in a year (leave and bank holidays) makes the year shorter. Parts of a day are not counted as leave.",
    "Unless a number at one time was agreed, room follows from the year, with about twelve weeks of support each.",
    "Somebody counts as one, unless you say in their support that they need little or much.",
    "Listening is the minutes of contacts that happened or were tried, the way there and back, and conversations at drop-ins. Weeks away are left out.",
    "More than three fifths of your hours in listening and on the way is called a lot. That line is a rule of this app, and not a law of the work.",
  ],
};
