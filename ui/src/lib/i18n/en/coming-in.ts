// Coming in: referrals, times of support, the waiting list, somebody recorded twice.
import type {
  Decision,
  Ending,
  LeftAlone,
  Likeness,
  ReferralSource,
  Says,
  SoonBecause,
  Urgency,
  WaitingOrder,
  WhyDeclined,
} from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const source: Record<ReferralSource, string> = {
  practice: "A GP practice",
  themselves: "They came themselves",
  family_or_friend: "Family, a friend or a neighbour",
  drop_in: "A conversation at a drop-in",
  health: "Elsewhere in health care",
  social_care: "Social care or the council",
  voluntary: "A charity or community group",
  other: "Somewhere else",
};
const urgency: Record<Urgency, string> = { routine: "In their turn", soon: "Soon", urgent: "Urgent" };
const decision: Record<Decision, string> = {
  accepted: "Accepted",
  asked_for_more: "Asked for more",
  passed_on: "Passed on",
  declined: "Declined",
};
const whyDeclined: Record<WhyDeclined, string> = {
  does_not_wish: "They do not wish it",
  out_of_area: "They live outside our area",
  under_age: "They are under age",
  other_help_needed: "They need other help first",
  already_supported: "Somebody supports them already",
  full: "We can take nobody at present",
  other: "Something else",
};
const ending: Record<Ending, string> = {
  finished: "As we had planned together",
  other_support: "Other support took over",
  wished_to_stop: "They wished to stop",
  moved_away: "They moved away",
  lost_touch: "We lost touch",
  died: "They died",
  other: "Something else",
};
const likeness: Record<Likeness, string> = {
  nhs_number: "the same NHS number",
  same_name: "the same name",
  short_name: "a short form of the name",
  sounds_alike: "a name that sounds the same",
  spelt_alike: "a name spelt almost the same",
  born: "born on the same day",
  born_nearly: "born on almost the same day",
  phone: "the same telephone",
  postcode: "the same postcode",
};
const soon: Record<SoonBecause, string> = {
  said: "We said so",
  urgent: "Urgent, says who referred them",
  soon: "Soon, asks who referred them",
  safeguarding: "A safeguarding concern",
  risk: "A risk is noted",
  carer: "Cares for somebody",
  adjustments: "Needs adjustments or an interpreter",
};
const order: Record<WaitingOrder, string> = {
  wait: "Longest wait",
  need: "Urgency and needs",
  soon: "Most speaks for soon",
};

const says: Record<Says, string> = {
  name: "The whole name",
  given_name: "First name",
  family_name: "Family name",
  preferred_name: "What they like to be called",
  date_of_birth: "Date of birth",
  nhs_number: "NHS number",
  phone: "Telephone",
  email: "E-mail",
  address: "Address",
  postcode: "Postcode",
  organisation: "Practice or organisation that refers",
  practice_code: "The practice’s code",
  referrer_name: "Who refers",
  referrer_role: "Their role",
  referrer_contact: "How to reach who refers",
  received_on: "When it was asked",
  reason: "Why",
  asked: "What they ask for",
  own_view: "What the person says about it",
  urgency: "How soon",
  consent: "Agreed to be contacted",
  number: "The referral’s number",
};
const leftAlone: Record<LeftAlone, string> = { no_name: "it names nobody" };

export const comingIn = {
  says,
  leftAlone,
  source,
  urgency,
  decision,
  whyDeclined,
  ending,
  likeness,
  soon,
  order,
  // A new referral
  newReferral: "New referral",
  newReferralFor: (name: string) => `New referral for ${name}`,
  lead: "Write what there is. Only something to call them by is needed.",
  who: "Who it is for",
  firstName: "First name",
  familyName: "Family name",
  born: "Date of birth",
  nhsNumber: "NHS number",
  phone: "Telephone",
  postcode: "Postcode",
  known: "They may be known already",
  knownWords: "Somebody who comes again has a new time of support, and the one record they always had.",
  because: (reasons: string) => `Because of ${reasons}`,
  supportedBy: (worker: string) => `with ${worker}`,
  itIsThem: "It is them",
  itIsThemFor: (name: string) => `It is them: ${name}`,
  openTheirs: "Open",
  isFor: "This is for",
  somebodyElse: "No, somebody else",
  from: "Who asks",
  whereFrom: "Where it comes from",
  practice: "GP practice",
  practiceHint: "Find it by name, town or postcode",
  organisation: "Organisation",
  referrerName: "Name",
  referrerRole: "Role",
  referrerContact: "How to reach them",
  method: "How it came",
  receivedOn: "When it came",
  why: "Why",
  reason: "Why, in their words",
  asked: "What they ask for",
  ownView: "What the person says about it",
  howSoon: "How soon",
  consent: "Did the person agree to be contacted?",
  ontoList: "Onto the waiting list",
  beginNow: "Begin now",
  addToTheirs: "Add it to their record",
  notNow: "Not now",
  fromFile: "Read from a file",
  fromFileSays: (name: string) => `From ${name}. Nothing is kept until you keep it.`,
  fromFileLeftOut: (fields: string) => `Could not be read and was left out: ${fields}.`,
  fromFileAlready: "This very referral is in somebody’s record already.",
  brokenFile: "This file is no referral",
  brokenFileWords:
    "It is broken, or something else. It was left as it is, and nothing of it was kept. Ask whoever sent it to save it once more.",
  fromTable: "Referrals from a spreadsheet",
  fromTableShort: "From a spreadsheet",
  fromTableLead:
    "A practice’s own list, one person to a row. You see who each may be before anything is kept.",
  tableSays: (rows: number, known: number) =>
    `${plural(rows, { one: "{n} referral", other: "{n} referrals" })} to look through${known > 0 ? `, ${known} more here already` : ""}. Nothing is kept yet.`,
  columnsFold: "What each column says: guessed from its heading, and yours to put right",
  columnExample: (example: string) => `First: ${example}`,
  saysNothing: "Nothing we ask for",
  leftAloneTitle: (n: number) =>
    plural(n, { one: "{n} row is left alone", other: "{n} rows are left alone" }),
  rowOf: (row: number) => `Row ${row}`,
  whoAreThey: "Who they are",
  becomesOf: (name: string) => `What becomes of ${name}`,
  somebodyNew: "Somebody new, onto the waiting list",
  sameAsRow: (row: number) => `The same person as in row ${row}`,
  itIsBecause: (name: string, reasons: string) => `It is ${name}: ${reasons}`,
  notThisRow: "Not this one",
  whoIsIt: "Who is it?",
  takeIn: (n: number) => plural(n, { one: "Take in {n} referral", other: "Take in {n} referrals" }),
  undecided: (n: number) =>
    plural(n, {
      one: "{n} may be known already: say who it is, and it is taken in too.",
      other: "{n} may be known already: say who they are, and they are taken in too.",
    }),
  takenIn: (referrals: number, people: number) =>
    `${plural(referrals, { one: "{n} referral", other: "{n} referrals" })} taken in, ${plural(people, { one: "{n} person", other: "{n} people" })} new`,
  takenInWords: "It is one change: undo takes all of it back.",
  makeForm: "A form for practices",
  makeFormLead:
    "One page that works without a network and sends nothing by itself. Send it to those who refer; what they fill in comes back as a small file.",
  formTeam: "What your team is called",
  formWords: "What those who refer should know",
  formEmail: "Where they should send the file",
  formSave: "Save the page",
  needsName: "Write something to call them by.",
  taken: (name: string) => `Referral written down for ${name}`,
  fillsBlanks:
    "What their record lacks is filled in from here. Nothing that is written there is overwritten.",
  goesOn: "They are supported or waiting already: the referral is added to that.",
  // On the person's page
  referrals: "Referrals and times of support",
  noReferral: "No referral is written down.",
  addReferral: "A new referral",
  askedBy: (who: string) => `From ${who}`,
  onDay: (day: string) => day,
  decide: "Decide",
  decideTitle: "What becomes of this referral?",
  acceptWait: "Accept, onto the waiting list",
  acceptOpen: "Accept, and begin now",
  whyNot: "Why",
  decisionWords: "In words, as you would tell the referrer",
  moreWords: "What more is needed",
  offered: "What was offered instead",
  passedTo: "To whom",
  keep: "Keep it",
  offeredInstead: (what: string) => `Offered instead: ${what}`,
  passedOnTo: (who: string) => `Passed on to ${who}`,
  supportFrom: (day: string) => `Support from ${day}`,
  course: "What happened",
  until: (day: string) => `until ${day}`,
  doorOpen: (words: string) => `The door: ${words}`,
  reopen: "Begin again",
  // Where they stand
  standTitle: (name: string) => `Where ${name} stands`,
  from_: "From",
  whyWords: "Why, in words",
  pausedUntil: "Until about",
  howEnded: "How it ended",
  endedWords: "In their words",
  agreed: "Did they agree that it ends?",
  door: "The door that stays open",
  doorHint: "How they can come back, in words they would understand",
  // Twice
  maybeSame: (name: string, reasons: string) => `${name} may be the same person: ${reasons}.`,
  compare: "Look at both",
  twice: "One person, or two?",
  twiceLead: "Side by side. Joining moves nothing and can be taken apart at any time.",
  keptOne: "Written first: this one stays",
  otherOne: "The other",
  joinOne: "They are one person",
  joinedNow: (name: string) => `Joined: ${name}`,
  notSame: "They are two people",
  notSameWords: "How do you know? It is not asked again.",
  saidNotSame: "Two people. They are not shown together again.",
  both: "Both have",
  blank: "Nothing",
  takeWhich: "Where they differ, which is right?",
  noDiffer: "Nothing differs where both say something.",
  allElse:
    "Blanks are filled from the other. Phones, addresses, contacts, plans and stories of both are kept.",
  contactsAndGoals: (contacts: number, goals: number) =>
    `${plural(contacts, { one: "{n} contact", other: "{n} contacts" })}, ${plural(goals, { one: "{n} goal", other: "{n} goals" })}`,
  joinedWith: (name: string) => `Another record of theirs, as ${name}, is read with this one.`,
  takeApart: "Take apart",
  takenApart: "Taken apart. What came from the other record went back with it.",
  // Everybody who may be recorded twice
  twiceList: "Recorded twice?",
  twiceListLead:
    "Somebody here, and somebody a colleague or you wrote down elsewhere. Look at both: they are joined, or it is said that they are two, and not asked again.",
  noTwice: "Nobody seems to be recorded twice",
  noTwiceWords: "Names, dates of birth and NHS numbers are compared whenever somebody new comes.",
  compareThem: (one: string, other: string) => `Look at both: ${one} and ${other}`,
  mayBeTwice: (n: number) =>
    plural(n, { one: "One person may be recorded twice", other: "{n} people may be recorded twice" }),
  // Waiting list
  waiting: "Waiting list",
  waitingLead: "Nobody is given a score. What speaks for seeing somebody soon is written beside them.",
  orderBy: "Order",
  orderWords: {
    wait: "Whoever has waited longest comes first.",
    need: "Urgent first, then soon, as the referrer said; then whoever has more needs written down; then the wait.",
    soon: "Whoever has more of the reasons below comes first; then the wait.",
  } as Record<WaitingOrder, string>,
  noWaiting: "Nobody waits",
  noWaitingWords: "A new referral that is not begun at once stands here.",
  longest: "Longest wait",
  middle: "Half have waited at least",
  waitingNow: "Waiting now",
  supportedNow: "Supported now",
  recent: "Referrals in twelve weeks",
  waited: (days: number) =>
    days < 1 ? "less than a day" : plural(days, { one: "{n} day", other: "{n} days" }),
  needs: (n: number) => plural(n, { one: "{n} need", other: "{n} needs" }),
  nothingSpeaks: "In their turn",
  welcome: "Welcome call",
  welcomeTitle: (name: string) => `Welcome call with ${name}`,
  welcomeLead: "That we have heard of them, about how long it may be, and whom to ring meanwhile.",
  welcomed: (when: string) => `Welcomed ${when}`,
  welcomeOn: "When",
  welcomeWords: "What was said",
  seeSoon: "See sooner",
  seeSoonFor: (name: string) => `See sooner: ${name}`,
  seeSoonTitle: (name: string) => `Should ${name} be seen sooner?`,
  seeSoonWhy: "Why, in words that a colleague would follow",
  seeSoonYes: "Yes, sooner",
  seeSoonNo: "No, in their turn",
  pause: "Pause new referrals",
  pausedFrom: (from: string) => `New referrals are paused from ${from}`,
  pausedTill: (from: string, until: string) => `New referrals are paused from ${from} until ${until}`,
  endPause: "Take referrals again",
  pauseFrom: "From",
  pauseUntil: "Until",
  pauseBecause: "Why, as referrers are told",
  pauseMeanwhile: "What to do for somebody who cannot wait",
  letter: "A letter to those who refer",
  letterLead: "With today’s figures. Change any of it; nothing is sent from here.",
  letterTitle: "About",
  letterWords: "The letter",
  letterSave: "Save as PDF",
  letterCopy: "Copy the words",
  letterCopied: "Copied",
  letterMarked: "The words are marked: copy them with Ctrl+C.",
  letterSaved: "Saved",
  letterAbout: "How long people wait for social prescribing",
  letterText: (figures: {
    waiting: number;
    longest: string | null;
    middle: string | null;
    open: number;
    recent: number;
    pause: string | null;
    because: string;
    meanwhile: string;
  }) =>
    [
      "Dear colleague,",
      figures.waiting === 0
        ? "Nobody is waiting for a link worker today."
        : `${plural(figures.waiting, { one: "{n} person is", other: "{n} people are" })} waiting for a link worker today.${figures.longest ? ` The longest has waited ${figures.longest}${figures.middle && figures.waiting > 2 ? `, and half have waited ${figures.middle} or more` : ""}.` : ""}`,
      [
        figures.open > 0 &&
          `We are supporting ${plural(figures.open, { one: "{n} person", other: "{n} people" })} now.`,
        figures.recent > 0 &&
          `In the last twelve weeks ${plural(figures.recent, { one: "{n} new referral", other: "{n} new referrals" })} came.`,
      ]
        .filter(Boolean)
        .join(" "),
      figures.pause
        ? `${figures.pause}.${figures.because ? ` ${figures.because.replace(/\.?$/, ".")}` : ""}`
        : "We would rather tell you this than have somebody wait without knowing. Please tell the people you refer about how long it may be.",
      figures.meanwhile,
      "Everybody who waits is rung once, so that they know they have been heard. If somebody cannot wait, please ring us before you refer.",
      "With thanks,",
    ]
      .filter(Boolean)
      .join("\n\n"),
};
