// The same service from several sources.
import type { WhySame } from "../../generated/commands";

function why(reason: WhySame): string {
  switch (reason.is) {
    case "same_name":
      return "the same name";
    case "name_alike":
      return "almost the same name";
    case "register":
      return reason.scheme === "GB-CHC"
        ? `run by charity ${reason.identifier}`
        : `run by ${reason.scheme} ${reason.identifier}`;
    case "organisation":
      return "run by an organisation of the same name";
    case "phone":
      return "the same telephone";
    case "email":
      return "the same e-mail address";
    case "website":
      return "the same web page";
    case "postcode":
      return `the same postcode, ${reason.postcode}`;
    case "near":
      return `${reason.metres} metres apart`;
  }
}

export const sources = {
  because: (reasons: readonly WhySame[]) => `${reasons.map(why).join(", ")}.`,
  here: "Written here",
  maybe: (name: string, source: string) =>
    source
      ? `“${name}” in ${source} may be the same service:`
      : `“${name}”, written here, may be the same service:`,
  compare: "Look at both",
  title: "Listed twice?",
  lead: "Services that people go to, or that were written here, which another list may name too. Nothing is joined by itself.",
  none: "Nothing seems to be listed twice",
  noneWords: "When a list brings a service that you have already, it stands here with the reasons.",
  door: "Listed twice?",
  pairTitle: "One service, or two?",
  pairLead:
    "Side by side. Joining moves nothing: each source goes on being kept up to date by itself, and they can be taken apart at any time.",
  same: "What they have in common",
  nothingSame: "Nothing that is compared is the same.",
  leads: "Which of them should be shown?",
  leadsHint: "Where it says nothing, the other speaks.",
  which: "Where they differ, whose words should stand?",
  noDiffer: "They differ in nothing where both say something.",
  allElse: "Connections, tips, checks and places of both are shown together.",
  join: "They are one service",
  two: "They are two services",
  twoWords: "How do you know? It is not asked again.",
  keep: "Keep",
  notNow: "Not now",
  joined: (name: string) => `Joined: ${name}`,
  saidTwo: "Two services. They are not shown together again.",
  back: "Directory",
  places: "Where it is",
  nowhere: "No place given",
  several: (n: number) => `${n} sources`,
  severalLead:
    "Each keeps its own words and goes on being kept up to date. What you write goes to the words that are shown.",
  shown: "Shown first",
  first: "Show this first",
  partOf: (part: string) => `${part}: whose words`,
  asLeads: "As above",
  apart: "Take out",
  apartOf: (name: string, source: string) => `Take out “${name}” of ${source}`,
  takenApart: "Taken apart. Both are as their sources have them.",
  gone: (when: string) => `not in this source since ${when}`,
};
