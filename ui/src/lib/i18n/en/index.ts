// Every word the desk says, in English (en-GB). Screens add an area here, in a file of their own.
import { components } from "./components";
import { doings } from "./doings";
import { errors } from "./errors";
import { firstRun } from "./first-run";
import { keys } from "./keys";
import { lock } from "./lock";
import { shell } from "./shell";

export const en = { components, doings, errors, firstRun, keys, lock, shell };
