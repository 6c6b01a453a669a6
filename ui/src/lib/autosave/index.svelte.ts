// All the texts being written anywhere on the desk: one per field, however many times its screen is opened, and one
// answer to "is everything saved?" for the top bar and for the lock.
import { call } from "../backend";
import type { Kind } from "../generated/commands";
import { ValueWriting } from "./value.svelte";
import { keyOf, type Place, Writing, type WritingState } from "./writing.svelte";

export { keyOf, type Place, Writing } from "./writing.svelte";

const open = new Map<string, Writing>();
/** Lists and other values being written, which are not one text. */
const values = new Set<ValueWriting<unknown>>();
/** How many fields on screen hold each writing; it is let go when none does and its words are saved. */
const holders = new Map<string, number>();

let route: () => string = () => location.hash;

/** Tell drafts where the person is. */
export function whereAmI(here: () => string): void {
  route = here;
}

class Saving {
  state = $state<WritingState>("saved");
  savedAt = $state<number | null>(null);
}

/** The state of all writing together: the worst of any, and when something was last saved. */
export const saving = new Saving();

const WORST: WritingState[] = ["failed", "saving", "writing"];

function worst(changed: { savedAt: number | null }): void {
  const states = new Set([...open.values(), ...values].map((writing) => writing.state));
  saving.state = WORST.find((state) => states.has(state)) ?? "saved";
  if (changed.savedAt) saving.savedAt = changed.savedAt;
}

function sum(changed: Writing): void {
  worst(changed);
  if (!changed.unsaved && !holders.has(changed.key)) open.delete(changed.key);
}

/**
 * Something else than a text was saved (a choice, a date): the top bar shows the time of that too.
 */
export function savedElsewhere(at: number): void {
  saving.savedAt = at;
}

/** Take hold of the writing of one field. If its words are still on their way from before, they are what comes back. */
export function hold(place: Place, text: string): Writing {
  const key = keyOf(place);
  let writing = open.get(key);
  if (!writing) {
    writing = new Writing(place, text, { route: () => route(), onchange: sum });
    open.set(key, writing);
  } else {
    writing.accept(text);
  }
  holders.set(key, (holders.get(key) ?? 0) + 1);
  return writing;
}

/** The field left the screen: its words are saved, then forgotten here. */
export function letGo(writing: Writing): void {
  const left = (holders.get(writing.key) ?? 1) - 1;
  if (left > 0) {
    holders.set(writing.key, left);
    return;
  }
  holders.delete(writing.key);
  void writing.flush().then((kept) => {
    if (kept && !holders.has(writing.key)) open.delete(writing.key);
  });
}

/** Take hold of a value that is not one text. It is saved whole; `letGoValue` when its field leaves the screen. */
export function holdValue<Value>(place: Place, value: Value): ValueWriting<Value> {
  const writing = new ValueWriting(place, value, worst);
  values.add(writing as ValueWriting<unknown>);
  return writing;
}

export function letGoValue<Value>(writing: ValueWriting<Value>): void {
  void writing.flush().then((kept) => {
    if (kept) values.delete(writing as ValueWriting<unknown>);
  });
}

/**
 * Right after unlocking: what a lock or a crash caught in mid-sentence is saved into its record, before any screen
 * reads it. What cannot be saved yet stays here, is shown in its field and tried again.
 */
export async function takeUpDrafts(): Promise<void> {
  const drafts = await call("drafts", {});
  const writings = drafts.flatMap((draft) => {
    const [kind, id, ...field] = draft.key.split("/");
    if (!kind || !id || field.length === 0) return [];
    const place = { kind: kind as Kind, id, field: field.join("/") };
    const writing = new Writing(place, "", { route: () => draft.route, onchange: sum });
    open.set(writing.key, writing);
    writing.takeUp(draft);
    return [writing];
  });
  await Promise.all(writings.map((writing) => writing.flush()));
}

export interface Flushed {
  /** Every word is in its record. */
  saved: boolean;
  /** Every word is at least in an encrypted draft: locking loses nothing. */
  safe: boolean;
}

/** Lines that become a record of their own once they are finished. */
const lines = new Set<() => Promise<unknown>>();

/** A half-written line that is not yet a field of anything: it is finished before everything is saved. */
export function finishBefore(finish: () => Promise<unknown>): () => void {
  lines.add(finish);
  return () => lines.delete(finish);
}

/** Save everything now. Awaited before locking, quitting and leaving a screen. */
export async function flushAll(): Promise<Flushed> {
  await Promise.all([...lines].map((finish) => finish().catch(() => undefined)));
  const writings = [...open.values()];
  const keptValues = Promise.all([...values].map((writing) => writing.flush()));
  const kept = await Promise.all(writings.map((writing) => writing.flush()));
  const safe = await Promise.all(
    writings.map((writing, at) => (kept[at] ? Promise.resolve(true) : writing.keepDraft())),
  );
  // A value has no draft: it is safe only when it is saved.
  const whole = (await keptValues).every(Boolean);
  return { saved: whole && kept.every(Boolean), safe: whole && safe.every(Boolean) };
}

/** After a lock nothing readable may stay in the page. */
export function forgetAll(): void {
  for (const writing of [...open.values(), ...values]) writing.abandon();
  open.clear();
  values.clear();
  holders.clear();
  saving.state = "saved";
}
