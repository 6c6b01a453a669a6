import type { FeedState, FeedTrouble, PublishTrouble } from "../../generated/commands";
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
  public: "The directory for the public",
  publicLead:
    "A lead can publish the directory: anybody may then read it at an address of its own, as Open Referral UK 3.0. It stays as it was published until a lead publishes it again.",
  notServed:
    "Your team’s server shows no directories to the public. Whoever runs it can switch that on (--serve-directories).",
  nothingPublic: "Nothing is public.",
  nothingPublicYet: "Nothing is public. A lead of the team can change that.",
  publicSince: (services: number, when: string) =>
    plural(services, {
      one: `{n} service, public since ${when}. This is the address to give to the council:`,
      other: `{n} services, public since ${when}. This is the address to give to the council:`,
    }),
  changedSince: (services: number) =>
    plural(services, {
      one: "{n} service has changed since you published",
      other: "{n} services have changed since you published",
    }),
  changedSinceWords:
    "The address still shows it as it was. Nothing new becomes public until a lead has read it: publish again when you have.",
  changedTitle: "Since you published",
  changedParts: (added: number, changed: number, gone: number) =>
    [
      added ? plural(added, { one: "{n} new", other: "{n} new" }) : "",
      changed ? plural(changed, { one: "{n} changed", other: "{n} changed" }) : "",
      gone ? plural(gone, { one: "{n} no longer there", other: "{n} no longer there" }) : "",
    ]
      .filter(Boolean)
      .join(", "),
  changedRead: "Read them before they are public:",
  changedHow: (isNew: boolean, namesSomebody: boolean) =>
    (isNew ? " (new)" : "") + (namesSomebody ? ": names somebody who is not named in public yet" : ""),
  changedMore: (services: number) => plural(services, { one: "and {n} more", other: "and {n} more" }),
  copyAddress: "Copy the address",
  addressCopied: "Copied",
  publishing: "Sending to the server",
  unfinished:
    "A new copy was begun and is not whole. What is public is the one before. Publish again to go on where it stopped.",
  publish: "Publish our directory…",
  publishAgain: "Publish again…",
  publishTitle: "Publish our directory?",
  publishWhat: "Anybody will be able to read this, and copy it. The server holds it unsealed.",
  publishPoints: [
    "Public: each service’s name, words, address, phone, e-mail, opening times, costs, tags, the needs it answers, and who runs it.",
    "Public: the people to ask for, with their phone numbers, where a service names any.",
    "Not public: your tips, checks, who goes where, the people you help, and positions guessed from a postcode.",
  ],
  publishSources: "What to publish",
  publishSourcesHint:
    "Lists that others keep are for you to tick: publish one only if those who keep it allow that. Most do not say so in the list itself.",
  publishSource: (name: string, services: number) =>
    plural(services, { one: `${name}: {n} service`, other: `${name}: {n} services` }),
  writtenHere: "Written by your team",
  publishSum: (services: number) =>
    plural(services, { one: "{n} service will be public.", other: "{n} services will be public." }),
  publishNaming: (services: number) =>
    plural(services, {
      one: "{n} of them names somebody to ask for. Have they agreed?",
      other: "{n} of them name somebody to ask for. Have they agreed?",
    }),
  publishGo: "Make it public",
  stopPublishing: "Stop publishing",
  stopTitle: "Stop publishing?",
  stopWords:
    "The address answers no longer, from now on. Copies that others made stay with them. If you publish again, the address will be another.",
  publicTrouble: {
    waiting: "There is no connection. Nothing is lost, and it goes on by itself.",
    not_served: "Your team’s server shows no directories to the public. Whoever runs it can switch that on.",
    not_allowed: "Only a lead can publish.",
    full: "Your team’s room on the server is used up. Whoever runs it can give more.",
    too_many: "That is more than can be public (50,000 services). Choose fewer lists.",
    nothing: "There is nothing in what you chose.",
    another: "Another laptop of your team is publishing at the same time. Try again when it is done.",
    declined: "The server does not take it. It may be older than this program.",
  } satisfies Record<PublishTrouble, string>,
};
