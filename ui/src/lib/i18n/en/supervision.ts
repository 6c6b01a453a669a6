import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const supervision = {
  take: "Take this to supervision",
  taken: "Waits for supervision. Nobody else can see it.",
  look: "Take me there",
  waits: "Waiting to be talked about",
  nothingWaits: "Nothing waits. From a person, a contact or a task, choose “Take this to supervision”.",
  hidden: "What you take to supervision is not shown while names are hidden.",
  empty: "What would you like to talk over?",
  emptyWords:
    "From a person, a contact or a task, choose “Take this to supervision”: it waits here, for you alone, until you bring it to a session.",
  begin: "New session",
  sessions: "Sessions",
  session: "Supervision",
  noSessions: "No session yet",
  toCome: "To come",
  brought: (n: number) => plural(n, { one: "{n} thing brought", other: "{n} things brought" }),
  since: (day: string) => `Since ${day}`,
  fromContact: (day: string) => (day ? `From your contact on ${day}:` : "From your contact:"),
  fromTask: "From something to do:",
  question: "What you want to talk about",
  bring: "Bring to the session",
  bringAll: (n: number) => plural(n, { one: "Bring the one that waits", other: "Bring all {n} that wait" }),
  keep: "Keep for next time",
  notAnyMore: "No longer for supervision",
  agenda: "What you bring",
  nothingBrought: "Nothing brought yet",
  on: "Day",
  minutes: "Minutes",
  supervisor: "With whom",
  sort: "What sort",
  sortHint: "Clinical, with your line manager, among peers.",
  note: "Notes",
  agreed: "What was agreed",
  nextOn: "Next session",
};

export const learning = {
  add: "Something you learned",
  addHint: "A course, a talk, a book, an hour beside a colleague. Enter adds it as of today.",
  sum: "What it comes to",
  hours: (n: number) => plural(n, { one: "{n} hour", other: "{n} hours" }),
  entries: (n: number) => plural(n, { one: "{n} entry", other: "{n} entries" }),
  period: (from: string, until: string) => `${from} to ${until}.`,
  otherTime: "Another time",
  from: "From",
  until: "Until",
  withoutHours: (n: number) =>
    plural(n, {
      one: "{n} entry does not say how long it took, and counts in no hours.",
      other: "{n} entries do not say how long they took, and count in no hours.",
    }),
  supervisions: (n: number) =>
    plural(n, { one: "Supervision: {n} session.", other: "Supervision: {n} sessions." }),
  twice: "Something under two headings counts under each, and once in the whole.",
  savePdf: "Save for appraisal (PDF)",
  saveCsv: "Save as a table (CSV)",
  saved: (path: string) => `Saved as ${path}`,
  empty: "Nothing in this time",
  emptyWords: "What you learn counts wherever it happens. Write it down while you remember what it changed.",
  untitled: "Without a title",
  title: "What it was",
  hoursLabel: "Hours",
  hoursHint: "1.5 is an hour and a half.",
  notHours: "Write hours as a number, such as 1.5",
  provider: "With whom, where",
  headings: "Headings",
  headingsHint: "Your own, or those of the framework you are appraised by.",
  takeOut: (heading: string) => `Take out ${heading}`,
  learned: "What you learned",
  changed: "What you do differently since",
  evidence: "Evidence",
  evidenceHint: "Where it is kept: a certificate in the blue folder, a link.",
};

export const induction = {
  empty: "New here?",
  emptyWords:
    "A list of your own for the first weeks. Begin with ours and change it, or write the first line below.",
  begin: "Begin with a list",
  add: "Another line",
  addUnder: (heading: string) => `Another line under ${heading}`,
  mine: "My own",
  progress: "Done so far",
  start: [
    {
      heading: "People",
      lines: [
        "Meet my supervisor, and agree when we talk",
        "Meet the reception teams of each practice",
        "Spend half a day with another link worker",
        "Meet the practice nurses and pharmacists",
      ],
    },
    {
      heading: "Keeping safe",
      lines: [
        "Lone working: who knows where I am",
        "Safeguarding: whom to ring, and the number in my telephone",
        "What to do when somebody talks of ending their life",
        "Confidentiality and consent in this team",
      ],
    },
    {
      heading: "The place",
      lines: [
        "Visit three groups that people go to",
        "Find out who knows everybody",
        "Where it is warm, free and quiet to meet",
      ],
    },
    {
      heading: "The work",
      lines: [
        "Sit in on a first conversation",
        "Write a first plan with somebody, and look at it in supervision",
        "How many people I am to support, and what to do when it is too many",
      ],
    },
  ],
};
