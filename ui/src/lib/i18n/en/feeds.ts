import type { FeedState, FeedTrouble } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const states: Record<FeedState, string> = {
  resting: "Up to date",
  listing: "Reading the list",
  details: "Fetching each service",
  missing: "Asking after those that are not in the list",
  keeping: "Bringing your directory up to date",
  waiting: "Waiting to go on",
  stopped: "Stopped",
};

const troubles: Record<FeedTrouble, string> = {
  unreachable:
    "There is no connection to it now. What was read so far is kept, and it goes on by itself from there.",
  not_a_list:
    "Something answers at this address, but it is not a list of services. It may be a log-in page of the network you are on, or another address.",
  empty: "The list answers, but there is nothing in it. Your directory stays as it is.",
  bad_certificate: "The server cannot show that it is who it says. Nothing was read.",
  unwell: "The list’s own server has a problem, or is too busy. It is tried again later.",
  declined: "The list’s server declines to answer this program.",
  too_large: "A record in this list is larger than any service can be. Nothing was changed.",
  disk: "This laptop could not keep what was read. Look whether the disk is full.",
  spent: "It takes long, so the rest is read a little later, to be fair to those who keep the list.",
};

export const feeds = {
  title: "Live lists",
  lead: "Councils publish their directory as a live list (Open Referral UK). Give its address once: it is read each day while there is a connection, and your team shares what comes in.",
  back: "Directory",
  add: "Add a live list",
  address: "Address of the list",
  addressHint: "For example https://council.example/api/services",
  name: "What shall we call it?",
  nameHint: "May be left blank",
  addGo: "Add it and read it now",
  none: "No live list yet",
  noneWords: "Ask your council for the address of its Open Referral UK feed.",
  state: (state: FeedState) => states[state],
  trouble: (trouble: FeedTrouble) => troubles[trouble],
  services: (n: string) => `${n} services`,
  whole: (when: string, who: string) =>
    who ? `Last read in whole ${when} by ${who}` : `Last read in whole ${when}`,
  never: "Not yet read in whole",
  at: "Address",
  last: "What came last time",
  added: (n: number) => plural(n, { one: "{n} new", other: "{n} new" }),
  updated: (n: number) => plural(n, { one: "{n} changed", other: "{n} changed" }),
  unchanged: (n: number) => plural(n, { one: "{n} the same", other: "{n} the same" }),
  gone: (n: number) =>
    plural(n, {
      one: "{n} is no longer in the list: kept, and marked",
      other: "{n} are no longer in the list: kept, and marked",
    }),
  backAgain: (n: number) =>
    plural(n, { one: "{n} is in the list again", other: "{n} are in the list again" }),
  leftOut: (n: number) => plural(n, { one: "{n} could not be read", other: "{n} could not be read" }),
  notWhole: (said: string | null) =>
    said
      ? `The list did not give all of the ${said} services that it says it has. Nothing was marked as gone.`
      : "The list did not come to its end. Nothing was marked as gone.",
  shrank:
    "So many services were missing at once that it looks like a fault of the list. Nothing was marked as gone.",
  pull: "Read it now",
  goOn: "Go on now",
  stop: "Stop",
  remove: "Remove",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeWords:
    "Your team reads it no longer. The services that came from it stay in the directory, and so does everything you noted about them.",
  removed: "Removed. Its services stay.",
  keep: "Keep it",
  handBack: "Hand the directory on",
  handBackLead:
    "The whole directory as Open Referral UK 3.0, for the council that keeps the list, or for another team. Your tips, and who goes where, stay here.",
  handBackGo: "Save as Open Referral UK",
  handedBack: "Saved",
};
