// What is public of the directory: asked of the team's server, and again while this laptop is sending.
import { call } from "$lib/backend";
import type { PublicSource, PublishingView } from "$lib/generated/commands";
import { UnderWay } from "$lib/join/under-way.svelte";

export class Publishing extends UnderWay<PublishingView> {
  get open(): boolean {
    return this.view?.sending != null || this.view?.trouble === "waiting";
  }

  protected look(): Promise<PublishingView> {
    return call("publishing", {});
  }

  /** What would be public; nothing if it could not be looked through. */
  async lookOver(): Promise<PublicSource[] | null> {
    let sources: PublicSource[] | null = null;
    await this.run(async () => {
      sources = await call("look_over_publication", {});
    });
    return sources;
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
