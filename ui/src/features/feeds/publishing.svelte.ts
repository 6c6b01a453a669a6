// What is public of the directory: asked of the team's server, and again while this laptop is sending.
import { call } from "$lib/backend";
import type { PublicChanges, PublicLookView, PublishingView } from "$lib/generated/commands";
import { UnderWay } from "$lib/join/under-way.svelte";

export class Publishing extends UnderWay<PublishingView> {
  get open(): boolean {
    return this.view?.sending != null || this.view?.trouble === "waiting";
  }

  protected look(): Promise<PublishingView> {
    return call("publishing", {});
  }

  /** What has changed since it was published; nothing until it was looked through, or where that is not known here. */
  changes = $state.raw<PublicChanges | null>(null);
  /** Of which publication the changes were last looked through: a directory is read from end to end for it, so not at each answer. */
  #looked: number | null = null;

  /** What would be public; nothing if it could not be looked through. */
  async lookOver(): Promise<PublicLookView | null> {
    let found: PublicLookView | null = null;
    await this.run(async () => {
      found = await call("look_over_publication", {});
      this.changes = found.changes;
    });
    return found;
  }

  /** Looks once for each publication what has changed since, for whoever may publish again. */
  async compare(view: PublishingView): Promise<void> {
    if (!view.may_publish || view.sending || view.published_at === this.#looked) return;
    this.#looked = view.published_at;
    this.changes = null;
    if (view.published_at === null) return;
    try {
      this.changes = (await call("look_over_publication", {})).changes;
    } catch {
      // Not known now: the question before publishing looks again, and says what is wrong.
    }
  }

  async publish(sources: string[]): Promise<void> {
    await this.run(async () => {
      this.view = await call("publish_directory", { sources });
    });
  }

  async stop(): Promise<void> {
    await this.run(async () => {
      this.view = await call("stop_publishing", {});
    });
  }
}
