// Every word the desk says, in English (en-GB). Screens add an area here, in a file of their own.
import { bin } from "./bin";
import { components } from "./components";
import { directory } from "./directory";
import { doings } from "./doings";
import { errors } from "./errors";
import { fields } from "./fields";
import { firstRun } from "./first-run";
import { help } from "./help";
import { history } from "./history";
import { imports } from "./imports";
import { keys } from "./keys";
import { lock } from "./lock";
import { papers } from "./papers";
import { people } from "./people";
import { person } from "./person";
import { records } from "./records";
import { rules } from "./rules";
import { settings } from "./settings";
import { shell } from "./shell";
import { today } from "./today";
import { together } from "./together";

export const en = {
  bin,
  components,
  directory,
  doings,
  errors,
  fields,
  firstRun,
  help,
  history,
  imports,
  keys,
  lock,
  papers,
  people,
  person,
  records,
  rules,
  settings,
  shell,
  today,
  together,
};
