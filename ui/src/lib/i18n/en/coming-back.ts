// Coming back after a laptop is lost: the recovery code, a laptop that a lead let in, and one's own reflections.
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const comingBack = {
  door: "I have lost my laptop",
  lead: "The recovery code of your lost laptop lets you back in: the same person, the same team, your reflections too.",
  code: "Recovery code of the lost laptop",
  codeHint: "Seven groups of five letters and figures, from the sheet in your drawer.",
  needsCode: "Type the recovery code of the lost laptop.",
  go: "Let me back in",
  withCode: "I have an invitation code instead",
  noSheet: "No sheet? A lead of your team can let you in with a code that they read out.",
  coming: "Letting you back in",
  comingWords: "This laptop is reading who belongs to your team. It takes a moment.",
  stop: "Stop",
  back: "You are back",
  backWords: "Everything comes by itself now. Your old sheet is used up: from now on the new one counts.",
  unknown: "The server knows no such code",
  unknownWords:
    "Check the server’s address. A code works once, and only if the lost laptop had been on line with its team; a newer code takes the place of an older one.",
  ended: "This code was ended",
  endedWords:
    "A lead of your team took it out, or took you out. Ask them to let you in with a code that they read out.",
  others: "Your other laptops",
  othersLead: "Take out what is lost. It gets nothing newer from then on.",
  takeOut: (laptop: string) => `${laptop} is lost: take it out`,
  out: (laptop: string) => `${laptop} is no longer in the team`,
  noOthers: "No other laptop of yours is in the team now.",

  card: "If you lose this laptop",
  ready: "Your recovery code brings you back",
  readyWords:
    "On a new laptop choose “Join my team”, then “I have lost my laptop”, and type the code from your sheet. Keep the sheet away from the laptop.",
  onItsWay: "Almost ready",
  onItsWayWords: "Your recovery code can bring you back as soon as this laptop has been on line once more.",
  notReady: "Your recovery code cannot bring you back yet",
  notReadyWords:
    "Type it once from your sheet. It is kept nowhere on this laptop, so nobody who steals it can use it.",
  mine: "Your recovery code",
  mineGo: "Make it ready",
  needsMine: "Type your recovery code.",
  newCode: "I cannot find my sheet: make a new code",

  paper: "Recovery code, on paper",
  paperOf: (name: string) => `${name}’s recovery code`,
  paperLost: "The sheet is lost",
  paperTitle: (name: string) => `End ${name}’s recovery code?`,
  paperWords: [
    "Nobody can come back with it any more, whoever finds the sheet.",
    "It still opens the laptop it belongs to. Make a new code there, in Settings.",
  ],
  paperGo: "End it",
  paperEnded: (name: string) => `${name}’s recovery code is ended`,

  oneLead: "Only one lead",
  oneLeadWords:
    "If yours is the only laptop that can let people in, think of a second lead: somebody who can take over when you are ill or your laptop is lost.",
  oneLeadOther: "Your team has one lead. A second could take over when they are ill or lose their laptop.",

  isYours: (laptop: string) => `Is “${laptop}” yours?`,
  isYoursWords:
    "A lead let this laptop in under your name. It has your team’s records. Your reflections go to it only when you say that it is yours.",
  yes: "Yes, it is mine",
  notMine: "No: take it out",
  handed: (laptop: string) => `Your reflections are on their way to “${laptop}”`,
  ownMissing: "Your reflections are not on this laptop yet",
  ownMissingWords: (others: number) =>
    others > 0
      ? `A lead let this laptop in, and leads cannot open your reflections. Open Alongside on your other ${plural(others, { one: "laptop", other: "laptops" })}, on the Team page, and say that this one is yours.`
      : "A lead let this laptop in, and leads cannot open your reflections.",
  ownByCode: "Or type the recovery code of your other laptop:",
  ownByCodeGo: "Fetch my reflections",
  ownHere: "Your reflections are coming",
  ownWait: "You can write new ones here meanwhile. They are sent as soon as the others have come.",
  toTeam: "On the Team page",
};
