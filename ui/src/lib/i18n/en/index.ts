// Every word the desk says, in English (en-GB). Screens add an area here, in a file of their own.
import { atHand } from "./at-hand";
import { attached } from "./attached";
import { bin } from "./bin";
import { comingBack } from "./coming-back";
import { comingIn } from "./coming-in";
import { components } from "./components";
import { corrections } from "./corrections";
import { days } from "./days";
import { diary } from "./diary";
import { differences } from "./differences";
import { directory } from "./directory";
import { doings } from "./doings";
import { dropin } from "./dropin";
import { erasing } from "./erasing";
import { errors } from "./errors";
import { feeds } from "./feeds";
import { fields } from "./fields";
import { firstRun } from "./first-run";
import { groups } from "./groups";
import { help } from "./help";
import { history } from "./history";
import { imports } from "./imports";
import { keeping } from "./keeping";
import { keys } from "./keys";
import { load } from "./load";
import { lock } from "./lock";
import { map } from "./map";
import { measures } from "./measures";
import { papers } from "./papers";
import { people } from "./people";
import { person } from "./person";
import { phrases } from "./phrases";
import { practice } from "./practice";
import { questionnaires } from "./questionnaires";
import { records } from "./records";
import { rules } from "./rules";
import { settings } from "./settings";
import { sharing } from "./sharing";
import { shell } from "./shell";
import { sources } from "./sources";
import { suggest } from "./suggest";
import { induction, learning, supervision } from "./supervision";
import { sync } from "./sync";
import { team } from "./team";
import { templates } from "./templates";
import { today } from "./today";
import { together } from "./together";

export const en = {
  atHand,
  attached,
  bin,
  comingBack,
  comingIn,
  components,
  days,
  diary,
  differences,
  directory,
  doings,
  dropin,
  erasing,
  errors,
  feeds,
  fields,
  firstRun,
  groups,
  help,
  history,
  imports,
  induction,
  keeping,
  keys,
  learning,
  load,
  lock,
  corrections,
  map,
  measures,
  papers,
  people,
  person,
  phrases,
  practice,
  questionnaires,
  records,
  rules,
  settings,
  sharing,
  shell,
  sources,
  suggest,
  supervision,
  sync,
  team,
  templates,
  today,
  together,
};
