import type { DoubtView, ReasonView, WhyView } from "../../generated/commands";
import { date } from "../format";
import { pluralsOf } from "../plural";
import { records } from "./records";

const plural = pluralsOf("en-GB");

/** Why a service may suit. `need` gives a need's name. */
function reason(of: ReasonView, need: (code: string) => string): string {
  switch (of.is) {
    case "need":
      return `Answers: ${need(of.code)}`;
    case "their_words":
      return `Their words: “${of.words}”`;
    case "strength":
      return `Goes with: “${of.words}”`;
    case "near":
      return "Within a mile";
    case "free":
      return "Free";
    case "step_free":
      return "Step-free";
    case "one_to_one":
      return "One to one";
    case "language":
      return `Speaks ${of.language}`;
    case "open_on":
      return `Open on ${date(of.on)}`;
    case "went_well":
      return plural(of.people, { one: "{n} person began there", other: "{n} people began there" });
  }
}

/** What to ask first. */
function doubt(of: DoubtView): string {
  switch (of.is) {
    case "place_unknown":
      return "Nobody knows how far it is";
    case "stairs_unknown":
      return "Not said to be step-free";
    case "may_be_a_group":
      return "May be a group";
    case "language_unknown":
      return "Their language is not named";
    case "age_unknown":
      return "It has ages; theirs is not known";
    case "age":
      if (of.from !== null && of.until !== null) return `For ages ${of.from} to ${of.until}`;
      return of.from !== null ? `From age ${of.from}` : `Up to age ${of.until}`;
    case "days_unknown":
      return "Its days are not known";
    case "other_days":
      return "Open on other days";
    case "tried_before": {
      const how = of.why_not ? records.whyNot[of.why_not] : of.reached ? records.reached[of.reached] : "";
      return how ? `Tried before: ${how}` : "Tried before";
    }
    case "closed":
      return "Closed for a while";
    case "gone_from_list":
      return "No longer in the list it came from";
    case "waiting":
      return `Waiting: ${of.words}`;
    case "not_checked_since":
      return `Not checked since ${date(of.on)}`;
    case "never_checked":
      return "Never checked";
  }
}

/** Why a service was found, where that cannot be seen from its name. */
function why(of: WhyView): string {
  switch (of.is) {
    case "read_as":
      return `“${of.typed}” read as “${of.read}”`;
    case "meant":
      return `for “${of.said}”: ${of.found}`;
    default:
      return "";
  }
}

export const suggest = {
  reason,
  doubt,
  why,
  open: "Suggest services",
  title: (name: string) => `Services that may suit ${name}`,
  lead: "Worked out on this laptop from what is written in the record. You and they decide.",
  nothingToGoBy: "Write down a need or a strength first: there is nothing to go by yet.",
  nearUnknown: "There is no postcode yet, so distance is left out.",
  none: "Nothing in the directory comes near. That is worth writing down as a gap.",
  days: "Days they can go",
  reasons: "For it",
  doubts: "To ask first",
  nextDates: "Next dates",
};
