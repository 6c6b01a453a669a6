import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const practice = {
  title: "My practice",
  lead: "Only your key opens these. Not your lead’s, not the server’s.",
  pages: {
    reflections: "Reflections",
    supervision: "Supervision",
    load: "What I carry",
    learning: "Learning",
    settling: "Settling in",
  },
  add: "New reflection",
  empty: "What stayed with you today?",
  emptyWords:
    "A visit that went well, one that did not, a question for supervision. A line is enough, and nobody else can read it.",
  queue: "For supervision",
  queueHint: "What you want to talk about, longest waiting first.",
  noDay: "Without a day",
  reflection: "Reflection",
  nothingYet: "Nothing written yet",
  hidden: "Hidden while names are hidden",
  hiddenWords: "Your reflections show only their days. One that you open is readable on the screen.",
  words: "What stayed with you",
  wordsHint: "As it comes. It is kept while you type.",
  on: "Day",
  about: "About work with",
  aboutHint: "If it is about somebody. It will not be seen in their record.",
  gone: "Somebody who is no longer here",
  openRecord: (name: string) => `Open ${name}’s record`,
  forSupervision: "For supervision",
  talkedAboutOn: "Talked about on",
  outcome: "What came of it",
  talked: "We talked about it",
  talkedAbout: (day: string) => `Talked about ${day}`,
  close: "Close",
  older: (n: number) => plural(n, { one: "Show {n} older", other: "Show {n} older" }),
  meTitle: "How colleagues see me",
  meLead: "This part is for your team: your colleagues’ laptops show it.",
  me: {
    name: "Your name",
    about: "What you do",
    aboutHint: "Such as “Link worker, Riverside practices”.",
    phone: "Telephone for colleagues",
    email: "E-mail for colleagues",
  },
};
