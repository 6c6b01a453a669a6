// What is being looked for in the directory, and what was found. It outlives the screen, so that coming back from a
// service finds the list as it was left; the words and results are let go when the desk locks.
import { BackendError, call, listen } from "$lib/backend";
import type { SearchServicesRequest, ServiceLine, ServicesView } from "$lib/generated/commands";
import { whenChanged } from "$lib/records";

export const PAGE = 60;
export const TYPED_AFTER = 90;

export type Filters = Omit<SearchServicesRequest, "offset" | "limit">;

export const NO_FILTERS: Filters = {
  text: "",
  near: "",
  miles: null,
  need: null,
  day: null,
  part: null,
  now: false,
  free: false,
  step_free: false,
  language: null,
  age: null,
  closed_too: false,
  among: null,
};

export class Search {
  filters = $state<Filters>({ ...NO_FILTERS });
  found = $state.raw<ServicesView | null>(null);
  rows = $state.raw<ServiceLine[]>([]);
  error = $state.raw<BackendError | null>(null);
  looking = $state(false);
  /** The row the arrows are at. */
  active = $state(0);
  /** The service shown beside the list. */
  chosen = $state<string | null>(null);

  private asked = 0;
  /** What was looked for when the rows were found. */
  private question = "";
  private wait: ReturnType<typeof setTimeout> | undefined;
  private fetching = false;

  get asksNothing(): boolean {
    return JSON.stringify(this.filters) === JSON.stringify(NO_FILTERS);
  }

  /** Change what is looked for; letters being typed are let come together first. */
  narrow(change: Partial<Filters>, soon = false): void {
    Object.assign(this.filters, change);
    this.active = 0;
    clearTimeout(this.wait);
    if (soon) this.wait = setTimeout(() => void this.run(), TYPED_AFTER);
    else void this.run();
  }

  clear(): void {
    this.narrow({ ...NO_FILTERS });
  }

  /** Ask anew, keeping as many rows as are shown. An answer to an older question is dropped. */
  async run(): Promise<void> {
    clearTimeout(this.wait);
    const mine = ++this.asked;
    this.looking = true;
    const limit = Math.min(100, Math.max(PAGE, this.active + PAGE / 2));
    try {
      const found = await call("search_services", { ...$state.snapshot(this.filters), offset: 0, limit });
      if (mine !== this.asked) return;
      this.found = found;
      this.rows = found.rows;
      this.error = null;
      // Asked the same again, the service that is open stays so, although it may have changed out of the list: somebody may be at it.
      const question = JSON.stringify(this.filters);
      const isNew = question !== this.question;
      this.question = question;
      if (isNew && !found.rows.some((row) => row.id === this.chosen)) this.chosen = null;
    } catch (thrown) {
      if (mine !== this.asked) return;
      this.error = BackendError.from(thrown);
    }
    this.looking = false;
  }

  /** Nearly at the end of the list: fetch the next rows. */
  async more(): Promise<void> {
    if (this.fetching || !this.found || this.looking) return;
    const offset = this.rows.length;
    if (offset >= this.found.total) return;
    const mine = this.asked;
    this.fetching = true;
    try {
      const next = await call("search_services", { ...$state.snapshot(this.filters), offset, limit: PAGE });
      if (mine !== this.asked) return;
      const known = new Set(this.rows.map((row) => row.id));
      this.rows = [...this.rows, ...next.rows.filter((row) => !known.has(row.id))];
    } catch {
      // The rows already there stay; scrolling on asks again.
    } finally {
      this.fetching = false;
    }
  }

  /** While a screen shows the list: look at once, and again whenever a service changes. */
  watch(): () => void {
    void this.run();
    const stops = [
      whenChanged(
        ["service", "place", "organisation", "connection", "favourite", "collection", "collected"],
        () => void this.run(),
      ),
      listen("locked", () => this.forget()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Nothing that was typed or found stays in the page after a lock. */
  forget(): void {
    this.asked += 1;
    clearTimeout(this.wait);
    this.filters = { ...NO_FILTERS };
    this.found = null;
    this.rows = [];
    this.active = 0;
    this.chosen = null;
    this.looking = false;
  }
}

export const search = new Search();
