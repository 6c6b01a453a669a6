import type { Verb } from "../../generated/commands";

const verbs: Record<Verb, string> = {
  added: "Added",
  changed: "Changed",
  archived: "Put in the bin",
  restored: "Taken out of the bin",
  connected: "Connected",
  followed_up: "Followed up",
  checked: "Checked",
  referred: "Taken in",
  joined: "Joined",
  taken_apart: "Taken apart",
  imported: "Brought in from a file",
  example: "Filled with example people",
};

export const history = {
  title: "What has changed",
  none: "Nothing has changed since it was written.",
  arriving: "Earlier changes are still on their way to this laptop.",
  verbs,
  by: (name: string) => `by ${name}`,
  before: "Before",
  after: "After",
  blank: "blank",
  yes: "yes",
  no: "no",
  bringBack: "Bring this back",
  broughtBack: "The earlier words are back",
  more: "Show more",
};
