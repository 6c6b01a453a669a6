// How things are: what was asked, lines over time, what changed, stories. Nothing here says that one thing caused another.
import type { Filled, Permission, StoryUse, Voice } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const filled: Record<Filled, string> = {
  together: "Together",
  themselves: "They filled it in themselves",
  telephone: "Over the telephone",
  later: "Written down afterwards",
};
const permission: Record<Permission, string> = {
  open: "Free to use",
  to_check: "Permission to be checked by your organisation",
  licensed: "Needs a licence of your own",
};
const voice: Record<Voice, string> = {
  person: "They say",
  family: "Family or friends say",
  worker: "The link worker says",
  service: "A service says",
  other: "Somebody else says",
};

const toldTo: Record<StoryUse, string> = {
  team: "the team",
  funder: "those who fund the work",
  public: "everybody",
};

export const measures = {
  filled,
  permission,
  voice,
  section: "How things are",
  ask: "Ask how things are",
  askLead:
    "Only what the conversation can bear. Any question may be left out; what is left out counts as missing, never as nought.",
  which: "What to ask",
  licenceMissing: "Nobody has said yet that your organisation holds the licence (Settings, Questionnaires).",
  another: "Ask something else",
  own: "Your team’s own",
  whole: "Ask it on the whole screen",
  howFilled: "How it was filled in",
  on: "On which day",
  scoreFrom: (least: number, most: number) => `Score, worked out elsewhere (${least} to ${most})`,
  notANumber: "This is not a number.",
  beside: "What they said beside it",
  leftOut: (n: number) =>
    n === 0
      ? "Every question has an answer."
      : plural(n, {
          one: "1 question has no answer: it counts as missing.",
          other: "{n} questions have no answer: they count as missing.",
        }),
  write: "Write it down",
  written: "Written down",
  nothingYet: "Nothing has been asked yet",
  nothingYetWords:
    "Numbers stand beside their story, never alone. Ask when it helps the person to see where they are.",
  overTime: "Over time",
  total: "Total",
  lessIsBetter: "Lower is better",
  moreIsBetter: "Higher is better",
  line: (name: string, first: string, last: string, n: number) =>
    n === 1 ? `${name}: ${last}` : `${name}: ${first} at first, ${last} now, asked ${n} times`,
  table: "As a table, with their words",
  day: "Day",
  answer: "Answer",
  words: "In their words",
  asked: "What was asked",
  missing: (n: number) => plural(n, { one: "1 left out", other: "{n} left out" }),
  unknownMeasure: "The questions are not on this laptop; the answers are kept.",
  changed: "What changed, and who and what helped",
  changedLead:
    "As each sees it, the person first. Several things may have helped, and nobody has to weigh them.",
  addChanged: "Something that changed, in their words",
  helped: (who: string, what: string) => [who, what].filter(Boolean).join(" · "),
  changedMore: "Who and what helped, whose view",
  nothingChanged: "Nothing has been told here yet.",
  stories: "Stories",
  storiesLead:
    "A story is told only to those they said yes to, each by itself, and outside the team only in the copy that names nobody.",
  addStory: "What the story is called",
  noStories: "No story yet.",
  storyMore: "The story, and who may hear it",
  mayHear: "May hear it",
  nobody: "Nobody yet",
  toldTo,
  takenBack: "Taken back: nobody is told it any more.",
  needsCopy: "Outside the team it needs a copy that names nobody.",
  takeBack: "They take it back",
  copyAnonymised: "Copy the words that name nobody",
  copied: "Copied",
  notCopied: "This could not be copied",
  done: "Thank you",
  thanks: "Written down. You can look at it together, or go back to the plan.",
  chooseFirst: "Choose what to ask on the person’s page, under How things are.",
};
