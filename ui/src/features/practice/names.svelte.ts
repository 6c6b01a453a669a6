// What the people are called whom reflections are about. Each is asked for once while the page is open.
import { BackendError, call } from "$lib/backend";

export class Names {
  private known = $state.raw<ReadonlyMap<string, string | null>>(new Map());
  private readonly asked = new Set<string>();

  need(ids: readonly (string | null)[]): void {
    for (const id of ids) if (id && !this.asked.has(id)) void this.ask(id);
  }

  /** Their name; null if they are no longer here, undefined while it is not known. */
  readonly of = (id: string): string | null | undefined => this.known.get(id);

  /** Chosen just now, with their name. */
  learn(id: string, name: string): void {
    this.asked.add(id);
    this.known = new Map(this.known).set(id, name);
  }

  private async ask(id: string): Promise<void> {
    this.asked.add(id);
    try {
      this.learn(id, (await call("open_plan", { id })).called);
    } catch (thrown) {
      if (BackendError.from(thrown).code === "not_found") this.known = new Map(this.known).set(id, null);
      else this.asked.delete(id);
    }
  }
}
