import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const templates = {
  title: "Templates",
  lead: "Words that a contact or a plan begins with. What is there already is never written over, and one undo takes a template out again.",
  empty: "Begin a note or a plan without an empty page",
  emptyWords: "Take ours and change them until they sound like you, or write your own.",
  takeOurs: "Take ours to begin with",
  newFor: { contact: "New for a contact", plan: "New for a plan" },
  for: { contact: "Contact", plan: "Plan" },
  team: "The team’s",
  share: "Share with the team",
  keep: "Keep for myself",
  nameless: "Without a name",
  name: "Name",
  nameHint: "As you would look for it: “First conversation”.",
  part: (n: number) => `Part ${n}`,
  addPart: "Another part",
  fills: "Goes to",
  fields: {
    contact: {
      note: "What was said and done",
      agreed_next: "Agreed for next time",
      worker_note: "My own note",
    },
    plan: {
      goal: "A goal",
      step: "A step to the goal above",
      their_action: "What the person does",
      my_action: "What I do",
    },
  },
  words: "Words to begin with",
  wordsHint: "{name} becomes what the person is called.",
  beginWith: "Begin with a template",
  none: "None",
  make: "Make a template…",
  left: (n: number) =>
    plural(n, {
      one: "{n} part was left out: there were words already.",
      other: "{n} parts were left out: there were words already.",
    }),
};
