// Everything being written anywhere on the desk: one writing per field, however many times its screen is opened, and
// one answer to "is everything saved?" for the top bar and for the lock.
import { call } from "../backend";
import type { Kind } from "../generated/commands";
import { forgetForms, keepForms, takeUpForms } from "./form.svelte";
import { readDraft, ValueWriting } from "./value.svelte";
import { here } from "./where";
import { keyOf, type Place, Writing, type WritingState } from "./writing.svelte";

export { FormDraft, formKey, isKept } from "./form.svelte";
export { whereAmI } from "./where";
export { keyOf, type Place, Writing } from "./writing.svelte";

/** What words and values have in common: each is saved, or kept, or forgotten. */
interface Kept {
  readonly key: string;
  readonly state: WritingState;
  readonly savedAt: number | null;
  readonly unsaved: boolean;
  flush(): Promise<boolean>;
  keepDraft(): Promise<boolean>;
  forget(): void;
}

const open = new Map<string, Kept>();
/** How many fields on screen hold each writing; it is let go when none does and its words are saved. */
const holders = new Map<string, number>();

class Saving {
  state = $state<WritingState>("saved");
  savedAt = $state<number | null>(null);
}

/** The state of all writing together: the worst of any, and when something was last saved. */
export const saving = new Saving();

const WORST: WritingState[] = ["failed", "saving", "writing"];

function sum(changed: Kept): void {
  const states = new Set([...open.values()].map((writing) => writing.state));
  saving.state = WORST.find((state) => states.has(state)) ?? "saved";
  if (changed.savedAt) saving.savedAt = changed.savedAt;
  if (!holders.has(changed.key) && !changed.unsaved) open.delete(changed.key);
}

const options = { route: here, onchange: sum };

/**
 * Something else than a text was saved (a choice, a date): the top bar shows the time of that too.
 */
export function savedElsewhere(at: number): void {
  saving.savedAt = at;
}

function held<Writ extends Kept>(writing: Writ): Writ {
  open.set(writing.key, writing);
  holders.set(writing.key, (holders.get(writing.key) ?? 0) + 1);
  return writing;
}

/** Take hold of the writing of one field. If its words are still on their way from before, they are what comes back. */
export function hold(place: Place, text: string): Writing {
  const known = open.get(keyOf(place));
  if (!(known instanceof Writing)) return held(new Writing(place, text, options));
  known.accept(text);
  return held(known);
}

/** Take hold of a value that is not one text. It is saved whole; `letGoValue` when its field leaves the screen. */
export function holdValue<Value>(place: Place, value: Value): ValueWriting<Value> {
  const known = open.get(keyOf(place));
  if (!(known instanceof ValueWriting)) return held(new ValueWriting(place, value, options));
  known.accept(value);
  return held(known as ValueWriting<Value>);
}

/** The field left the screen: its words are saved, then forgotten here. */
export function letGo(writing: Kept): void {
  const left = (holders.get(writing.key) ?? 1) - 1;
  if (left > 0) {
    holders.set(writing.key, left);
    return;
  }
  holders.delete(writing.key);
  // A screen that is read again lets go and takes hold in one breath: whoever is writing there has not stopped.
  queueMicrotask(() => {
    if (holders.has(writing.key)) return;
    void writing.flush().then((kept) => {
      if (kept && !holders.has(writing.key) && open.get(writing.key) === writing) open.delete(writing.key);
    });
  });
}

export const letGoValue: (writing: Kept) => void = letGo;

/**
 * Right after unlocking: what a lock or a crash caught in mid-sentence is saved into its record, before any screen
 * reads it; what stood in a form waits for its form. What cannot be saved yet stays here, is shown in its field and tried again.
 */
export async function takeUpDrafts(): Promise<void> {
  const drafts = takeUpForms(await call("drafts", {}));
  const writings = drafts.flatMap((draft): Kept[] => {
    const [kind, id, ...field] = draft.key.split("/");
    if (!kind || !id || field.length === 0) return [];
    const place = { kind: kind as Kind, id, field: field.join("/") };
    const whole = readDraft(draft.text);
    const writing = whole ? new ValueWriting(place, whole.value, options) : new Writing(place, "", options);
    open.set(writing.key, writing);
    if (writing instanceof Writing) writing.takeUp(draft);
    else writing.takeUp(whole?.value);
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
  const keptForms = keepForms();
  const writings = [...open.values()];
  const kept = await Promise.all(writings.map((writing) => writing.flush()));
  const safe = await Promise.all(writings.map((writing, at) => kept[at] || writing.keepDraft()));
  return { saved: kept.every(Boolean), safe: (await keptForms) && safe.every(Boolean) };
}

/** After a lock nothing readable may stay in the page. */
export function forgetAll(): void {
  for (const writing of open.values()) writing.forget();
  forgetForms();
  open.clear();
  holders.clear();
  saving.state = "saved";
}
