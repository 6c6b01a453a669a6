// One text being written: kept as an encrypted draft while the fingers move, committed to its record when they rest.
//
// The rules that keep every word:
// - one commit of a field at a time, so a slow old answer can never overwrite newer words;
// - a commit waits for the drafts sent before it, so that it is the commit that clears them;
// - a draft that arrives after the commit all the same is cleared by committing the same text once more;
// - words leave `unsaved` only when the program has said that exactly those words are saved.
import { BackendError, call } from "../backend";
import type { DraftView, Kind } from "../generated/commands";

export interface Place {
  kind: Kind;
  id: string;
  field: string;
}

export type WritingState = "saved" | "writing" | "saving" | "failed";

export const DRAFT_AFTER = 250;
export const COMMIT_AFTER = 4_000;
export const RETRY_FIRST = 2_000;
export const RETRY_MOST = 30_000;
/** How long a commit waits for drafts on their way: a stuck draft must not hold the words back. */
export const DRAFT_PATIENCE = 2_000;

export const keyOf = (place: Place): string => `${place.kind}/${place.id}/${place.field}`;

export interface WritingOptions {
  /** Where the person is, so that unlocking can return here. */
  route: () => string;
  /** Told whenever the state changes, so that the top bar can speak for all of them. */
  onchange?: (writing: Writing) => void;
}

export class Writing {
  readonly place: Place;
  readonly key: string;
  text = $state("");
  state = $state<WritingState>("saved");
  savedAt = $state<number | null>(null);
  error = $state.raw<BackendError | null>(null);

  private readonly options: WritingOptions;
  private saved: string;
  private cursor = 0;
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  private commitTimer: ReturnType<typeof setTimeout> | undefined;
  private committing: Promise<boolean> | null = null;
  private readonly drafts = new Set<Promise<void>>();
  private drafted: string | null = null;
  /** A draft was sent since the last commit: also when its words were taken back, a commit has to clear it. */
  private draftLeft = false;
  private commits = 0;
  private retryAfter = RETRY_FIRST;
  private forgotten = false;

  constructor(place: Place, text: string, options: WritingOptions) {
    this.place = place;
    this.key = keyOf(place);
    this.text = text;
    this.saved = text;
    this.options = options;
  }

  /** Whether there is anything here that the program has not yet said is saved, or a draft it has not yet cleared. */
  get unsaved(): boolean {
    if (this.forgotten) return false;
    return this.text !== this.saved || this.draftLeft || this.committing !== null;
  }

  /** Whether everything typed is at least in an encrypted draft on disk. */
  get safe(): boolean {
    return this.text === this.saved || this.text === this.drafted;
  }

  /** Every change of the text, with where the cursor stands in it. */
  type(text: string, cursor: number): void {
    this.cursor = cursor;
    if (text === this.text) return;
    this.text = text;
    // Said once, not at every key.
    const next = this.committing ? "saving" : "writing";
    if (this.state !== "failed" && this.state !== next) this.become(next);
    if (this.draftTimer === undefined) this.draftTimer = setTimeout(() => this.sendDraft(), DRAFT_AFTER);
    this.commitIn(COMMIT_AFTER);
  }

  /** A draft that a lock or a crash left behind: its words are the newest there are, and still have to be saved. */
  takeUp(draft: Pick<DraftView, "text" | "cursor">): void {
    this.text = draft.text;
    this.cursor = draft.cursor;
    this.drafted = draft.text;
    this.draftLeft = true;
    this.become("writing");
  }

  /** The record was read again from the program. Words being written win over it. */
  accept(text: string): void {
    if (this.unsaved || text === this.saved) return;
    this.saved = text;
    this.text = text;
  }

  /** Save now what is unsaved; true once the program has all of it. */
  async flush(): Promise<boolean> {
    this.rest();
    while (this.unsaved) {
      const kept = await (this.committing ?? this.commit());
      if (!kept) return false;
    }
    if (this.state !== "saved" && !this.forgotten) this.become("saved");
    return true;
  }

  /** Before a lock: whatever happens to the commit, a draft of these words is on disk. */
  async keepDraft(): Promise<boolean> {
    if (!this.safe) await this.sendDraft();
    return this.safe;
  }

  /** Locked: nothing of these words is sent or tried again, whatever was under way. */
  forget(): void {
    this.rest();
    this.forgotten = true;
  }

  private rest(): void {
    clearTimeout(this.draftTimer);
    clearTimeout(this.commitTimer);
    this.draftTimer = undefined;
  }

  private become(state: WritingState): void {
    this.state = state;
    this.options.onchange?.(this);
  }

  private commitIn(wait: number): void {
    clearTimeout(this.commitTimer);
    if (!this.forgotten) this.commitTimer = setTimeout(() => void this.flush(), wait);
  }

  private sendDraft(): Promise<void> {
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    const text = this.text;
    if (this.forgotten || (text === this.saved && !this.committing)) return Promise.resolve();
    this.draftLeft = true;
    const before = this.commits;
    const draft = call("save_draft", {
      key: this.key,
      text,
      cursor: this.cursor,
      route: this.options.route(),
    })
      .then(() => {
        this.drafted = text;
      })
      // A draft that could not be kept is not the last chance: the commit follows, and says so if it fails too.
      .catch(() => undefined)
      .then(() => {
        this.drafts.delete(draft);
        const overtaken = this.commits !== before && this.text === this.saved && !this.committing;
        if (overtaken && !this.forgotten) void this.commit();
      });
    this.drafts.add(draft);
    return draft;
  }

  private commit(): Promise<boolean> {
    this.rest();
    this.committing = this.send().finally(() => {
      this.committing = null;
    });
    this.become("saving");
    return this.committing.then((kept) => {
      if (kept && !this.forgotten) this.become(this.text === this.saved ? "saved" : "writing");
      return kept;
    });
  }

  private async send(): Promise<boolean> {
    if (this.drafts.size > 0) {
      let patience: ReturnType<typeof setTimeout> | undefined;
      const enough = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, DRAFT_PATIENCE);
      });
      await Promise.race([Promise.all([...this.drafts]), enough]);
      clearTimeout(patience);
    }
    const text = this.text;
    try {
      const { saved_at } = await call("edit_field", { ...this.place, value: text });
      this.commits += 1;
      this.saved = text;
      this.drafted = null;
      this.draftLeft = false;
      this.savedAt = saved_at;
      this.error = null;
      this.retryAfter = RETRY_FIRST;
      // The commit cleared every draft, also one of words typed meanwhile: keep those again at once.
      if (this.text !== text && !this.forgotten) {
        void this.sendDraft();
        this.commitIn(COMMIT_AFTER);
      }
      return true;
    } catch (thrown) {
      if (this.forgotten) return false;
      this.error = BackendError.from(thrown);
      this.become("failed");
      this.commitIn(this.retryAfter);
      this.retryAfter = Math.min(this.retryAfter * 2, RETRY_MOST);
      void this.sendDraft();
      return false;
    }
  }
}
