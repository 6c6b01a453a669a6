// What was done, in words, so that undo can name it: "Undone: a goal changed".
import type { Kind, Verb } from "../../generated/commands";

const kinds: Record<Kind, string> = {
  person: "a person",
  about_me: "their story",
  circumstances: "their circumstances",
  relation: "someone important to them",
  strength: "a strength",
  need: "a need",
  goal: "a goal",
  step: "a step",
  action: "an action",
  progress: "progress",
  agreement: "an agreement",
  contact: "a contact",
  risk: "a risk",
  safeguarding: "a safeguarding note",
  consent: "consent",
  connection: "a connection",
  connection_event: "news of a connection",
  organisation: "an organisation",
  service: "a service",
  place: "a place",
  tip: "a tip",
  colleague: "a colleague",
  laptop: "a laptop",
  reflection: "a reflection",
};

const verbs: Record<Verb, string> = {
  added: "added",
  changed: "changed",
  archived: "put in the bin",
  restored: "taken out of the bin",
  connected: "connected",
  followed_up: "followed up",
  checked: "checked",
  imported: "imported",
  example: "filled with example people",
};

export const doings = {
  /** "a goal changed" */
  did: (verb: Verb, kind: Kind | null) => `${kind ? kinds[kind] : "everything"} ${verbs[verb]}`,
  /** "A goal" */
  what: (kind: Kind) => kinds[kind].replace(/^./, (first) => first.toUpperCase()),
};
