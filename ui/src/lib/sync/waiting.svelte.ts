// What has not reached the server, record by record: for the line at the top of a record and the list of all that waits.
import { call, listen } from "../backend";
import type { WaitingLine } from "../generated/commands";
import { syncNow } from "./now.svelte";

/** Several pieces of news of one moment are one reason to ask. */
const SETTLE = 40;

class Waiting {
  list = $state.raw<readonly WaitingLine[]>([]);
  private questions = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private async ask(): Promise<void> {
    const mine = ++this.questions;
    // That it could not be asked is said by the indicator, which knows how many there are.
    const list = await call("waiting", {}).catch(() => null);
    if (list && mine === this.questions) this.list = list;
  }

  /** Keep it true while the desk is open. */
  follow(): () => void {
    const soon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ask(), SETTLE);
    };
    soon();
    const stops = [
      listen("sync", ({ standing }) => {
        if (standing !== "alone" || this.list.length > 0) soon();
      }),
      listen("changed", () => {
        if (!syncNow.alone) soon();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.timer);
      this.questions += 1;
      this.list = [];
    };
  }

  /** How many changes of this person's record wait. */
  of(person: string): number {
    return this.list.find(({ of }) => of.is === "person" && of.person === person)?.changes ?? 0;
  }
}

export const waiting = new Waiting();
