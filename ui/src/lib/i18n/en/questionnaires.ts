// Questionnaires of the team's own, and licences.
import type { Asked } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const askedAs: Record<Asked, string> = {
  scale: "A point on a scale",
  choice: "One of several answers",
  words: "In words",
};

export const questionnaires = {
  askedAs,
  title: "Your own questionnaires",
  lead: "Short ones are answered. One that has been answered is never changed: a change makes its next version, and earlier answers keep the words they were asked in.",
  none: "None yet.",
  add: "Write a questionnaire",
  facts: (version: number, questions: number, answered: number) =>
    [
      `Version ${version}`,
      plural(questions, { one: "1 question", other: "{n} questions" }),
      plural(answered, { one: "answered once", other: "answered {n} times" }),
    ].join(" · "),
  change: "Change",
  retire: "No longer offer it",
  licences: "Licences",
  licencesLead: "Some measures may be used only with a licence. Their words are not part of this program.",
  notHeld: "Not offered: nobody has said that your organisation holds the licence.",
  isHeld: "Your organisation holds the licence.",
  hold: "We hold the licence",
  licenceLead: (name: string) =>
    `${name}: say that your organisation holds the licence. You can ask it on its own sheet and write down the score, or write the wording that your licence covers here.`,
  held: "Our organisation holds the licence that this needs",
  heldWords: "Which licence, and who said so",
  name: "What it is called",
  intro: "What is said before it",
  question: (n: number) => `Question ${n}`,
  asked: "How it is answered",
  least: "From",
  leastWords: "What that means",
  most: "To",
  mostWords: "What that means",
  answers: "The answers, one on each line",
  answersHint:
    "A number before an answer is what it counts as: 3 Often. Without numbers they count as 1, 2, 3.",
  lessIsBetter: "Lower is better",
  after: "Asked only after",
  always: "Always asked",
  is: "If the answer was",
  remove: (n: number) => `Take out question ${n}`,
  addQuestion: "Add a question",
  attribution: "Whose it is, and how it is to be named",
  cannotBeAsked:
    "Each question needs words; a scale two different ends; a choice at least two answers that count differently.",
  save: "Save the questionnaire",
  leave: "Leave it",
};
