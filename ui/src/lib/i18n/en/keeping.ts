import type { Checked } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const outcomes: Record<Checked, string> = {
  right: "Still right",
  changed: "Has changed",
  closed: "Has closed",
  no_answer: "Could not reach",
};

export const keeping = {
  title: "Services to check",
  lead: "A few each week: first those that people are on their way to, then those that their list has lost. Ring, and press what you found.",
  none: "Nothing to check this week",
  noneWords: "Services that people go to come back here three months after they were last checked.",
  outcomes: (found: Checked) => outcomes[found],
  outcomeFor: (found: Checked, service: string) => `${outcomes[found]}: ${service}`,
  last: (when: string, who: string) => (who ? `Checked ${when} by ${who}` : `Checked ${when}`),
  never: "Never checked",
  gone: "Not in its list any more",
  people: (n: number) =>
    plural(n, { one: "{n} person on the way there", other: "{n} people on the way there" }),
  tried: (n: number) =>
    plural(n, { one: "tried once, nobody answered", other: "tried {n} times, nobody answered" }),
  noted: (found: Checked, service: string) => `${service}: ${outcomes[found].toLowerCase()}`,
  closedTitle: (service: string) => `${service} has closed`,
  closedLead: (n: number) =>
    n === 0
      ? "Nobody has an open connection to it. It stays in the directory, marked as closed."
      : plural(n, {
          one: "{n} person was on the way there, and needs to hear of it:",
          other: "{n} people were on the way there, and need to hear of it:",
        }),
  done: "Done",
  keys: "Keys: 1 still right, 2 has changed, 3 has closed, 4 could not reach",
  gaps: "Gaps",
  gapsTitle: "What is missing",
  gapsLead:
    "Counted from what was really tried: connections that did not happen because of what there is, not because of the person.",
  gapsNone: "No gap was written down in this time",
  gapsNoneWords: "When nothing suits, “Nothing suitable found” at a person’s connections writes it down.",
  gapsPeople: (n: number) => plural(n, { one: "{n} person in all", other: "{n} people in all" }),
  period: "In the last",
  months: (n: number) => plural(n, { one: "{n} month", other: "{n} months" }),
  need: "Need",
  noNeed: "No need named",
  peopleColumn: "People",
  whyColumn: "Why not",
  whereColumn: "Where",
  save: "Save as a report (PDF)",
  saved: "Saved. It tells numbers to the nearest five, and none under five.",
  copy: "Copy as a report",
  copied: "Copied. It tells numbers to the nearest five, and none under five.",
  few: "fewer than 5",
  about: (n: string) => `about ${n}`,
  reportHow:
    "Counted from connections that were tried. People, each counted once, to the nearest five; what is under five is not told, and is in no total.",
  reportPeople: "People with the needs that are told",
  reportPlaces: "By place, over the needs that are told there",
  reportTitle: (from: string, until: string) => `Needs that nothing local met, ${from} to ${until}`,
};
