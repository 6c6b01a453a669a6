// Every word the desk says, in English (en-GB). Screens add an area here, in a file of their own.
import { bin } from "./bin";
import { components } from "./components";
import { doings } from "./doings";
import { errors } from "./errors";
import { fields } from "./fields";
import { firstRun } from "./first-run";
import { history } from "./history";
import { keys } from "./keys";
import { lock } from "./lock";
import { people } from "./people";
import { records } from "./records";
import { shell } from "./shell";
import { today } from "./today";

export const en = {
  bin,
  components,
  doings,
  errors,
  fields,
  firstRun,
  history,
  keys,
  lock,
  people,
  records,
  shell,
  today,
};
