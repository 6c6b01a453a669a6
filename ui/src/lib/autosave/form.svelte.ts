// What stands in a form that is not yet part of any record: what became of a connection, a name about to be added. It is
// kept as an encrypted draft while it is written and is there again after leaving the screen, a lock or a crash, until
// it is written down or taken back.
//
// It is not committed by itself: only the link worker decides that a form is finished.
import { call } from "../backend";
import type { DraftView } from "../generated/commands";
import { here } from "./where";
import { DRAFT_AFTER } from "./writing.svelte";

const FIRST = "form/";

/** `form/<person>/<which form>/...`: told from a record's own field by its first part. */
export const formKey = (...parts: string[]): string => FIRST + parts.join("/");

/** One form's draft: what it should say and, as far as the program has said, what it says on disk. Null: no draft. */
class Sheet {
  text: string | null;
  private onDisk: string | null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> = Promise.resolve();
  private forgotten = false;
  private readonly key: string;

  constructor(key: string, onDisk: string | null) {
    this.key = key;
    this.text = onDisk;
    this.onDisk = onDisk;
  }

  write(text: string | null): void {
    this.text = text;
    this.timer ??= setTimeout(() => void this.keep(), DRAFT_AFTER);
  }

  /** On disk now; true once it is there as it stands. */
  async keep(): Promise<boolean> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // One after the other, so that an older draft cannot land on a newer one.
    this.sending = this.sending.then(() => this.send());
    await this.sending;
    // A draft that could not be cleared loses nothing: it is offered once more.
    return this.text === null || this.text === this.onDisk;
  }

  forget(): void {
    clearTimeout(this.timer);
    this.forgotten = true;
  }

  private async send(): Promise<void> {
    const { key, text } = this;
    if (text === this.onDisk || this.forgotten) return;
    try {
      if (text === null) await call("discard_draft", { key });
      else await call("save_draft", { key, text, cursor: cursorIn(key), route: here() });
      this.onDisk = text;
    } catch {
      // Tried again with the next letter and before a lock, which then says that words would be lost.
    }
  }
}

function cursorIn(key: string): number {
  const at = document.activeElement;
  const isText = at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement;
  return isText && at.dataset["writing"] === key ? (at.selectionEnd ?? 0) : 0;
}

/** Every form that was written in, on the screen or not; nothing here outlives a lock. */
const sheets = new Map<string, Sheet>();

/** Whether a form was left with something in it. */
export const isKept = (key: string): boolean => (sheets.get(key)?.text ?? null) !== null;

export class FormDraft<Value> {
  readonly key: string;
  value = $state.raw() as Value;
  private readonly blank: Value;

  constructor(key: string, blank: Value) {
    this.key = key;
    this.blank = blank;
    const text = sheets.get(key)?.text ?? null;
    this.value = text === null ? blank : read(text, blank);
  }

  /** Every change of anything in the form. */
  write(value: Value): void {
    this.value = value;
    const text = JSON.stringify(value);
    this.sheet.write(text === JSON.stringify(this.blank) ? null : text);
  }

  /** Written down, or let go of on purpose: the form is blank again and no draft of it is left. */
  async done(): Promise<void> {
    this.value = this.blank;
    this.sheet.text = null;
    await this.sheet.keep();
  }

  private get sheet(): Sheet {
    const known = sheets.get(this.key) ?? new Sheet(this.key, null);
    sheets.set(this.key, known);
    return known;
  }
}

/** A draft of an older shape of the form gives what it can. */
function read<Value>(text: string, blank: Value): Value {
  try {
    const known: unknown = JSON.parse(text);
    if (typeof blank !== "object" || blank === null) return known as Value;
    return typeof known === "object" ? { ...blank, ...known } : blank;
  } catch {
    return blank;
  }
}

/** After unlocking: takes the drafts that belong to forms, and gives back those that do not. */
export function takeUpForms(drafts: readonly DraftView[]): DraftView[] {
  for (const { key, text } of drafts) if (key.startsWith(FIRST)) sheets.set(key, new Sheet(key, text));
  return drafts.filter(({ key }) => !key.startsWith(FIRST));
}

/** Before a lock: every form is on disk as it stands. */
export async function keepForms(): Promise<boolean> {
  return (await Promise.all([...sheets.values()].map((sheet) => sheet.keep()))).every(Boolean);
}

/** After a lock nothing is sent any more. */
export function forgetForms(): void {
  for (const sheet of sheets.values()) sheet.forget();
  sheets.clear();
}
