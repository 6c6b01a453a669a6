// How things stand between this laptop and the others, and what moved when. No jargon: nobody has to know how it works.
import type { Moved, SyncStanding, SyncTrouble } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");
const changes = (n: number) => plural(n, { one: "{n} change", other: "{n} changes" });

export interface TroubleWords {
  title: string;
  /** What it means. */
  means: string;
  /** What to do. */
  next: string;
}

const trouble: Record<SyncTrouble, TroubleWords> = {
  unreachable: {
    title: "The server cannot be reached",
    means: "There is no connection just now, or nobody answers at its address.",
    next: "You need not do anything. Go on working: it tries again by itself.",
  },
  not_ours: {
    title: "Something else answers in the server’s place",
    means:
      "Often that is the log-in page of a guest network, in a café or a hospital. Nothing was sent to it.",
    next: "Open your web browser and log in to that network. Then look for changes again.",
  },
  bad_certificate: {
    title: "The server cannot prove that it is yours",
    means: "Its certificate is not to be trusted, so nothing was sent to it.",
    next: "Check that this laptop’s date and time are right. If they are, tell whoever looks after the server.",
  },
  unwell: {
    title: "The server is not well",
    means: "It answers, but cannot take or give changes at the moment.",
    next: "Go on working: it tries again by itself. If it lasts until tomorrow, tell whoever looks after the server.",
  },
  server_older: {
    title: "The server has less than it had",
    means:
      "It was probably put back from a backup. Nothing was taken away here: this laptop keeps all it has, and waits.",
    next: "Ask whoever looks after the server whether it was put back. If so, send again what it lost, on the Team page.",
  },
  server_empty: {
    title: "The server has nothing of your team any more",
    means:
      "It is another machine, or lost its disk. Nothing is lost here: your team’s laptops have everything between them.",
    next: "A lead can set the team up again on the Team page, with a sign-up code from whoever runs the server.",
  },
  other_history: {
    title: "The server tells another story than before",
    means: "What it holds does not follow from what this laptop has seen of it. Nothing was taken over.",
    next: "If a lead has just set the team up again, or the server was put back, send again on the Team page. If nobody knows of that, stop and tell whoever looks after the server.",
  },
  missing: {
    title: "Something a colleague sent has not arrived",
    means:
      "A part in the middle is missing on the server. What is here is whole; newer changes wait for the part.",
    next: "Ask your colleagues to open Alongside and go on line once. If it lasts, tell whoever looks after the server.",
  },
  forged: {
    title: "Something on the server is not from who it says",
    means: "It was not taken over. Nobody on your team could have written it as it stands.",
    next: "Tell whoever looks after the server, and your lead. Go on working: what you write is safe here.",
  },
  revoked: {
    title: "This laptop was taken out of the team",
    means:
      "It gets nothing new and sends nothing. What was on it stays here, readable with your passphrase as before.",
    next: "If that was a mistake, a lead can let you in again, with all that you write until then.",
  },
  suspended: {
    title: "The team is suspended",
    means: "Whoever runs the server has stopped it for your team. Your work is here and can go on.",
    next: "Ask your lead to speak with whoever runs the server.",
  },
  full: {
    title: "The team’s room on the server is used up",
    means: "Changes from here wait. What colleagues send is still received.",
    next: "Ask your lead to speak with whoever runs the server about more room.",
  },
  too_old_here: {
    title: "This version of Alongside is too old",
    means:
      "The server, or a colleague, uses a newer one. What this version does not understand waits, unharmed.",
    next: "Install the newest version on this laptop. Until then, go on working.",
  },
  too_old_there: {
    title: "The server is too old for this version",
    means: "It does not understand what this laptop would send, so nothing was sent.",
    next: "Ask whoever looks after the server to update it. Go on working: it all waits here.",
  },
  disk: {
    title: "This laptop’s disk cannot be written",
    means: "Nothing can be sent or received until it can. What was saved before is safe.",
    next: "See whether the disk is full, and make room.",
  },
  not_allowed: {
    title: "Something written here may not be sent",
    means: "Your role in the team has changed, and what you wrote since waits on this laptop.",
    next: "Ask a lead of your team.",
  },
  unknown_team: {
    title: "The server does not know your team",
    means: "It may have been set up anew, or it is another server. Nothing here was touched.",
    next: "Ask whoever looks after the server before doing anything else.",
  },
};

const standing: Record<SyncStanding, string> = {
  alone:
    "This laptop works alone. Everything you write is saved on it, locked with your passphrase, and goes nowhere else.",
  synced: "Everything you wrote has reached the server, and everything there is here.",
  working: "Changes are on their way. You need not wait.",
  offline:
    "There is no connection. Nothing is wrong with that: everything is saved here, and is sent once there is one.",
  needs_you: "Something needs a person to look at it. Your work is saved here as always.",
};

export const sync = {
  label: "How things stand",
  command: "How things stand with the team",
  nowCommand: "Look for changes now",

  savedHere: "Saved here",
  synced: (when: string) => `Synced ${when}`,
  syncedNever: "Synced",
  sending: (n: number) => `Sending ${changes(n)}`,
  looking: "Looking for changes",
  offline: "Working offline",
  offlineWith: (n: number) => `Working offline, ${changes(n)} to send`,
  needsYou: "Needs you",
  getting: (percent: number) => `Getting the team’s records: ${percent} %`,
  differences: (n: number) =>
    plural(n, { one: "{n} difference to look at", other: "{n} differences to look at" }),

  standing,
  trouble,
  unknownTrouble: "Something is the matter",
  waiting: (n: number, since: string) =>
    plural(n, {
      one: `{n} change waits to be sent. It was made ${since}.`,
      other: `{n} changes wait to be sent. The oldest was made ${since}.`,
    }),
  lastSame: (when: string) => `Last the same here and there: ${when}.`,
  gettingWords:
    "This laptop is still filling. You can start: what you need today comes first, the rest follows by itself.",
  clockAhead: (minutes: string) => `This laptop’s clock is ${minutes} fast`,
  clockBehind: (minutes: string) => `This laptop’s clock is ${minutes} slow`,
  clockNext:
    "Nothing is lost by it, but colleagues see wrong times on what you write. Set the clock in the laptop’s own settings.",
  minutes: (n: number) => plural(n, { one: "{n} minute", other: "{n} minutes" }),
  hours: (n: number) => plural(n, { one: "about {n} hour", other: "about {n} hours" }),
  days: (n: number) => plural(n, { one: "about {n} day", other: "about {n} days" }),
  now: "Look for changes now",
  activity: "What moved when",
  team: "Team",
  makeOrJoin: "Make or join a team",
  comeAgain: "Come in again",
  sendAgain: "Send again, on the Team page",
  handOver: (n: number) =>
    `Not sent: ${changes(n)}. If you will not be let in again, save a plain text file of it for a colleague to read and to type in. Nothing from My practice is in the file. It is not encrypted: delete it when it has done its work.`,
  saveUnsent: "Save what was not sent",
  handedTo: (path: string) => `Saved as ${path}`,

  /** On one record, while there is no connection. */
  waitsHere: (n: number) => `${changes(n)} to send`,
  waitingTitle: "Waiting to be sent",
  waitingOf: {
    directory: "The directory",
    team: "Who belongs to the team, and its laptops",
    private: "My practice",
  },
  waitingLine: (n: number, since: string) => (since ? `${changes(n)}, the oldest made ${since}` : changes(n)),

  activityTitle: "What moved when",
  activityLead:
    "What came and went between this laptop and the others, newest first. It names changes by number, never what was in them.",
  activityNone: "Nothing has moved yet",
  activityNoneWords: "While this laptop works alone there is nothing to send and nothing to receive.",
  more: "Show more",
  moved: {
    sent: (n: number) => `${changes(n)} sent`,
    received: (n: number, by: string) =>
      by ? `${changes(n)} received from ${by}` : `${changes(n)} received`,
    connected: "The connection came back",
    disconnected: "The connection went. Work goes on",
    roster: "Members or laptops of the team changed",
    stick_read: (n: number) =>
      n === 0 ? "A stick was read: nothing was new" : `A stick was read: ${changes(n)} new here`,
    stick_written: "A file was saved to a stick",
    sharing_began: "A person is shared between this team and another organisation",
    sharing_ended: "Sharing a person with another organisation was ended here",
  } satisfies Record<Exclude<Moved["is"], "trouble">, unknown>,
};
