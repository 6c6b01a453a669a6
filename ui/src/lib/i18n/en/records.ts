// Words that every screen about people shares: the closed lists of the records, and what is done to any record.
import type {
  Agreed,
  Came,
  Given,
  Link,
  Means,
  Reached,
  Standing,
  Status,
  Unknown,
  Who,
  WhyNot,
} from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const means: Record<Means, string> = {
  home_visit: "Home visit",
  face_to_face: "Met in person",
  telephone: "Phone call",
  video: "Video call",
  text_message: "Text message",
  email: "E-mail",
  letter: "Letter",
  group: "Group",
  went_along: "Went along together",
  with_others: "Spoke with others",
  other: "Something else",
};
const came: Record<Came, string> = {
  planned: "Planned",
  happened: "It happened",
  attempted: "Tried, no answer",
  did_not_come: "Did not come",
  cancelled_by_person: "They cancelled",
  cancelled_by_worker: "I cancelled",
};
const standing: Record<Standing, string> = {
  open: "Open",
  waiting: "Waiting",
  paused: "Paused",
  closed: "Closed",
};
const status: Record<Status, string> = {
  planned: "To do",
  doing: "Under way",
  done: "Done",
  partly: "Partly done",
  set_aside: "Set aside",
};
const who: Record<Who, string> = { person: "They will", worker: "I will", other: "Someone else will" };
const agreed: Record<Agreed, string> = { yes: "Agreed", partly: "Partly agreed", no: "Not agreed" };
const given: Record<Given, string> = {
  yes: "Yes",
  no: "No",
  withdrawn: "Taken back",
  not_sought: "Not asked for",
  best_interests: "In their best interests",
};
const link: Record<Link, string> = { signposted: "Told about it", referred: "Referred" };
const reached: Record<Reached, string> = {
  suggested: "Suggested",
  agreed: "They would like to",
  asked: "Asked the service",
  waiting_list: "On their waiting list",
  arranged: "First time arranged",
  started: "Started",
  going: "Going regularly",
  finished: "Finished",
  did_not_happen: "Did not happen",
};
const whyNot: Record<WhyNot, string> = {
  full: "It was full",
  wait_too_long: "The wait was too long",
  closed: "It has closed",
  cost: "It cost too much",
  travel: "Getting there",
  wrong_time: "The wrong day or time",
  not_right: "It was not right for them",
  not_eligible: "They could not be taken",
  access: "Access or support was missing",
  no_reply: "The service did not reply",
  changed_mind: "They changed their mind",
  unwell: "They were unwell",
  no_such_service: "There is no such service",
  other: "Something else",
};
const unknown: Record<Unknown, string> = {
  given_name: "First name",
  family_name: "Family name",
  date_of_birth: "Date of birth",
  gp_practice: "GP practice",
  referrer: "Who referred them",
  risk: "Risks, or that none was found",
  gender: "Gender",
  ethnicity: "Ethnicity",
  nhs_number: "NHS number",
  address: "Address",
  reach: "Telephone or e-mail",
  sexual_orientation: "Sexual orientation",
  requirements: "Individual requirements",
  consent: "Consent",
  need: "What brings them",
};

export const records = {
  means,
  came,
  standing,
  status,
  who,
  agreed,
  given,
  link,
  reached,
  whyNot,
  unknown,
  add: "Add",
  done: "Done",
  toBin: "Put in the bin",
  history: "History",
  loading: "Opening",
  someone: "Someone",
  yearsOld: (n: number) => `${n}`,
  days: (n: number) => plural(n, { one: "{n} day", other: "{n} days" }),
  minutes: (n: number) => plural(n, { one: "{n} minute", other: "{n} minutes" }),
  noDate: "No date",
  notAsked: "Not asked yet",
  moreAbout: (what: string) => `More: ${what}`,
};
