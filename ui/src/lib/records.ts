// Small changes to records, the same on every screen: a choice, a tick, a list, the bin and the way back out of it.
// Running text does not come through here: it is kept while it is typed (see autosave).
import { savedElsewhere } from "./autosave/index.svelte";
import { BackendError, call, listen } from "./backend";
import type { Kind } from "./generated/commands";
import { errorWords, t } from "./i18n/index.svelte";
import { toasts } from "./toasts.svelte";

/** Say what went wrong with something that was just tried. */
export function sayError(thrown: unknown): void {
  const words = errorWords(BackendError.from(thrown));
  toasts.say(`${words.title}. ${words.next}`, { tone: "bad" });
}

/** Set one field of a record. False if it could not be saved; that has then been said. */
export async function setField(kind: Kind, id: string, field: string, value: unknown): Promise<boolean> {
  try {
    const { saved_at } = await call("edit_field", { kind, id, field, value });
    savedElsewhere(saved_at);
    return true;
  } catch (thrown) {
    sayError(thrown);
    return false;
  }
}

/** Set several fields of a record as one change, with one undo. False if they could not be saved; that has been said. */
export async function setFields(kind: Kind, id: string, fields: Record<string, unknown>): Promise<boolean> {
  try {
    const { saved_at } = await call("edit_fields", { kind, id, fields });
    savedElsewhere(saved_at);
    return true;
  } catch (thrown) {
    sayError(thrown);
    return false;
  }
}

/** Add a record; its id, or null if it could not be saved (which has then been said). */
export async function add(kind: Kind, fields: Record<string, unknown>): Promise<string | null> {
  try {
    const { id, saved_at } = await call("add_record", { kind, fields });
    savedElsewhere(saved_at);
    return id;
  } catch (thrown) {
    sayError(thrown);
    return null;
  }
}

/** Put a record in the bin. Nothing asks "are you sure?": the message that says so offers the way back. */
export async function toBin(kind: Kind, id: string, title?: string): Promise<boolean> {
  try {
    const { saved_at } = await call("archive_record", { kind, id });
    savedElsewhere(saved_at);
    toasts.say(title ? t.bin.putInNamed(title) : t.bin.putIn, {
      undo: () => outOfBin(kind, id).then(() => undefined),
    });
    return true;
  } catch (thrown) {
    sayError(thrown);
    return false;
  }
}

/** Take a record out of the bin. */
export async function outOfBin(kind: Kind, id: string): Promise<boolean> {
  try {
    const { saved_at } = await call("restore_record", { kind, id });
    savedElsewhere(saved_at);
    return true;
  } catch (thrown) {
    sayError(thrown);
    return false;
  }
}

/** Run something whenever records of these kinds have changed, until the returned function is called. */
export function whenChanged(kinds: readonly Kind[], run: () => void): () => void {
  return listen("changed", (changed) => {
    if (changed.kinds.some((kind) => kinds.includes(kind))) run();
  });
}
