// Erasing a person for ever: rare, grave, and quiet. The bin is for mistakes; this is for a right that somebody claims.
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const erasing = {
  door: "Erase for ever…",
  doorLead:
    "For when somebody asks for their record to be erased, or the time to keep it is over. To put it away, use the bin.",
  title: (name: string) => `Erase ${name} for ever?`,
  bin: "The bin puts a record away: it can be taken out again at any time. Erasing destroys it. Nobody can bring it back: not you, not your lead, not whoever made Alongside.",
  what: "What goes",
  goes: [
    "Everything in this person’s record: story, plan, contacts, connections, papers, and its history.",
    "The same on the server, and on every laptop of the team when it next goes on line.",
    "The same in the backups on this laptop.",
  ],
  stays: "What stays",
  staying: [
    "A receipt without their name: when, by whom, why.",
    "What was printed, saved as a PDF or sent to others. Ask for those to be destroyed too.",
    "Backups that somebody copied elsewhere. Have those deleted by hand.",
  ],
  why: "Why",
  whys: {
    asked: "They asked for it",
    time: "The time to keep it is over",
    mistake: "It should never have been recorded",
    other: "Something else",
  },
  whyOther: "Why, in a few words",
  whyOtherHint: "It stands on the receipt. Leave out their name.",
  type: (name: string) => `Type “${name}” to show that you mean this person`,
  typeHint: "Capitals do not matter.",
  notTheName: "That is not the name as it stands above.",
  needsWhy: "Say why: it stands on the receipt.",
  go: "Erase for ever",
  stop: "Keep the record",
  working: "Erasing. Do not close the laptop.",

  receipts: "Erased for ever",
  receiptsLead: "A receipt for each person whose record was erased, newest first. None says who it was.",
  none: "Nobody’s record has been erased.",
  receiptOf: (number: string) => `Receipt ${number}`,
  number: "Receipt number",
  at: "Erased on",
  by: "By",
  because: "Why",
  records: "Records erased here",
  backups: "Backups it was taken from",
  server: "The server",
  confirmed: "Has confirmed it",
  notYet: "Has not confirmed it yet",
  laptops: "Laptops not heard of since",
  complete: "Everywhere",
  underWay: "Under way",
  toHear: (n: number) => plural(n, { one: "{n} laptop to hear from", other: "{n} laptops to hear from" }),
  allHeard: "None: it is erased on every one",
  underWayWords: "Each laptop erases it when it next goes on line. This receipt says so by itself.",
  copy: "Copy the text",
  copied: "Copied",
  copyByHand: "The text is marked: copy it with Ctrl+C",
  text: (lines: readonly (readonly [string, string])[]) =>
    `Receipt for an erasure\n\n${lines.map(([term, value]) => `${term}: ${value}`).join("\n")}\n`,
};
