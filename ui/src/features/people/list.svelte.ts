// The list of people as it is narrowed, ordered and scrolled: pages are fetched as they come into sight, and an answer
// about letters no longer there is dropped.
import { BackendError, call } from "$lib/backend";
import type { PeopleSort, PersonLine, Standing, StandingCounts } from "$lib/generated/commands";

export type Shown = Standing | "all";

export const PAGE = 200;
export const PAUSE = 90;

/** Which chip and order were last chosen; nothing about anybody. What was typed is not kept. */
const chosen: { shown: Shown; sort: PeopleSort } = { shown: "open", sort: "name" };

export class PeopleList {
  text = $state("");
  shown = $state<Shown>(chosen.shown);
  sort = $state<PeopleSort>(chosen.sort);
  rows = $state.raw<PersonLine[]>([]);
  total = $state<number | null>(null);
  counts = $state.raw<StandingCounts | null>(null);
  error = $state.raw<BackendError | null>(null);
  active = $state(0);
  waiting = $state(false);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private fetching = false;

  start(): void {
    void this.ask(PAGE);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked += 1;
  }

  find(text: string): void {
    this.text = text;
    // What is shown does not yet answer these letters.
    this.waiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.afresh(), PAUSE);
  }

  show(shown: Shown): void {
    this.shown = chosen.shown = shown;
    this.afresh();
  }

  order(sort: PeopleSort): void {
    this.sort = chosen.sort = sort;
    this.afresh();
  }

  /** Something changed: the same rows again, the scroll where it is. */
  refresh(): void {
    void this.ask(Math.max(PAGE, this.rows.length));
  }

  /** Nearly at the end of what is here. */
  more(): void {
    if (this.fetching || this.total === null || this.rows.length >= this.total) return;
    const mine = this.asked;
    this.fetching = true;
    void this.page(this.rows.length)
      .then((view) => {
        if (mine === this.asked) this.rows = [...this.rows, ...view.rows];
      })
      .catch((thrown) => {
        if (mine === this.asked) this.error = BackendError.from(thrown);
      })
      .finally(() => {
        this.fetching = false;
      });
  }

  private afresh(): void {
    this.active = 0;
    void this.ask(PAGE);
  }

  private page(offset: number) {
    return call("find_people", {
      text: this.text.trim(),
      standing: this.shown === "all" ? null : this.shown,
      sort: this.sort,
      offset,
      limit: PAGE,
    });
  }

  private async ask(atLeast: number): Promise<void> {
    const mine = ++this.asked;
    try {
      const first = await this.page(0);
      const rows = [...first.rows];
      while (mine === this.asked && rows.length < Math.min(atLeast, first.total)) {
        const next = await this.page(rows.length);
        if (next.rows.length === 0) break;
        rows.push(...next.rows);
      }
      if (mine !== this.asked) return;
      this.rows = rows;
      this.waiting = false;
      this.total = first.total;
      this.counts = first.counts;
      this.error = null;
    } catch (thrown) {
      if (mine === this.asked) this.error = BackendError.from(thrown);
    }
  }
}
