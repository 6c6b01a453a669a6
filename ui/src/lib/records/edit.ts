// Changing records from a screen: one field at a time, nothing asked first, a way back offered after.
import { savedElsewhere } from "../autosave/index.svelte";
import { BackendError, call } from "../backend";
import type { Kind } from "../generated/commands";
import { errorWords, t } from "../i18n/index.svelte";
import { toasts } from "../toasts.svelte";

/** Says what went wrong, in the catalogue's words. */
export function sayError(thrown: unknown): void {
  const error = BackendError.from(thrown);
  if (error.code === "locked") return;
  const words = errorWords(error);
  toasts.say(`${words.title}. ${words.next}`, { tone: "bad" });
}

/** True once it is saved. What could not be saved is said, and the screen keeps what was chosen. */
export async function edit(kind: Kind, id: string, field: string, value: unknown): Promise<boolean> {
  try {
    savedElsewhere((await call("edit_field", { kind, id, field, value })).saved_at);
    return true;
  } catch (thrown) {
    sayError(thrown);
    return false;
  }
}

/** For a control's `onchange`. */
export function saves(kind: Kind, id: string, field: string): (value: unknown) => void {
  return (value) => void edit(kind, id, field, value);
}

/** The new record's id, or nothing if it could not be added. */
export async function add(kind: Kind, fields: Record<string, unknown>): Promise<string | null> {
  try {
    const added = await call("add_record", { kind, fields });
    savedElsewhere(added.saved_at);
    return added.id;
  } catch (thrown) {
    sayError(thrown);
    return null;
  }
}

/** Into the bin, with the way back beside it. */
export async function putInBin(kind: Kind, id: string): Promise<void> {
  try {
    savedElsewhere((await call("archive_record", { kind, id })).saved_at);
    toasts.say(t.records.binned, {
      undo: async () => {
        try {
          await call("restore_record", { kind, id });
        } catch (thrown) {
          sayError(thrown);
        }
      },
    });
  } catch (thrown) {
    sayError(thrown);
  }
}

/** Done, today; the way back sets it as it was. */
export async function tick(
  kind: "action" | "step" | "goal",
  record: { id: string; status: string | null; done_on?: string | null },
  today: string,
): Promise<void> {
  const done = record.status === "done";
  const to = done ? "doing" : "done";
  if (!(await edit(kind, record.id, "status", to))) return;
  if (kind === "action") await edit(kind, record.id, "done_on", done ? null : today);
  if (done) return;
  toasts.say(t.records.done, {
    tone: "good",
    undo: async () => {
      await edit(kind, record.id, "status", record.status);
      if (kind === "action") await edit(kind, record.id, "done_on", record.done_on ?? null);
    },
  });
}
