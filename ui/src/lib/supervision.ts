// "Take this to supervision", from wherever one is. What waits there is its author's own; nothing of it shows where it was taken from.
import { savedElsewhere } from "./autosave/index.svelte";
import { call } from "./backend";
import type { TakeToSupervisionRequest } from "./generated/commands";
import { t } from "./i18n/index.svelte";
import { sayError, toBin } from "./records";
import { toasts } from "./toasts.svelte";

export async function takeToSupervision(what: Partial<TakeToSupervisionRequest>): Promise<void> {
  try {
    const request = { person: null, contact: null, task: null, ...what };
    const { id, saved_at } = await call("take_to_supervision", request);
    savedElsewhere(saved_at);
    toasts.say(t.supervision.taken, { undo: () => toBin("reflection", id).then(() => undefined) });
  } catch (thrown) {
    sayError(thrown);
  }
}
