// Ready words: the worker's own, and those of the team. Read once, and again when they change; forgotten with the lock.
import { BackendError, call } from "../backend";
import type { Phrase } from "../generated/commands";
import { whenChanged } from "../records";
import { router } from "../shell/router.svelte";

const said = (name: string) => name.trim().toLocaleLowerCase();

class Phrases {
  list = $state.raw<readonly Phrase[]>([]);
  /** The field that the picker puts them in, and where its cursor was. */
  at = $state.raw<{ field: HTMLTextAreaElement | HTMLInputElement; from: number; to: number } | null>(null);

  follow(): () => void {
    void this.read();
    const stop = whenChanged(["phrase"], () => void this.read());
    return () => {
      stop();
      this.list = [];
      this.at = null;
    };
  }

  /** The phrase of that abbreviation; one's own before the team's. */
  find(name: string): Phrase | undefined {
    const wanted = said(name);
    const known = this.list.filter((phrase) => said(phrase.name) === wanted);
    return known.find((phrase) => !phrase.for_team) ?? known[0];
  }

  /** What the person on the desk is called; null if there is nobody. */
  async called(): Promise<string | null> {
    const route = router.route;
    if (route?.name !== "person" && route?.name !== "together") return null;
    try {
      return (await call("open_plan", { id: route.id })).called || null;
    } catch {
      return null;
    }
  }

  private async read(): Promise<void> {
    try {
      this.list = await call("phrases", {});
    } catch (thrown) {
      // Without them everything can still be typed; a locked desk has none.
      if (BackendError.from(thrown).code === "locked") this.list = [];
    }
  }
}

export const phrases = new Phrases();
