// Whom two organisations see: for the line at the top of a record.
import { call, listen } from "../backend";
import type { SharedView } from "../generated/commands";

class SharedPeople {
  list = $state.raw<readonly SharedView[]>([]);
  private questions = 0;

  async ask(): Promise<void> {
    const mine = ++this.questions;
    const list = await call("shared_people", {}).catch(() => null);
    if (list && mine === this.questions) this.list = list;
  }

  /** Keep it true while a record is open. */
  follow(): () => void {
    void this.ask();
    const stops = [listen("sync", () => void this.ask()), listen("changed", () => void this.ask())];
    return () => {
      for (const stop of stops) stop();
    };
  }

  of(person: string): SharedView | undefined {
    return this.list.find((shared) => shared.person === person);
  }
}

export const shared = new SharedPeople();
