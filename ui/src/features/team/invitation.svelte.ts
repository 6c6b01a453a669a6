// The one invitation that may be under way: made here, used elsewhere, answered here.
import { call } from "$lib/backend";
import type { InvitationView, InviteRequest, TeamView } from "$lib/generated/commands";
import { UnderWay } from "$lib/join/under-way.svelte";

export class Invitation extends UnderWay<InvitationView> {
  get open(): boolean {
    return this.view?.state.is === "waiting" || this.view?.state.is === "asking";
  }

  protected look(): Promise<InvitationView | null> {
    return call("invitation", {});
  }

  async make(request: InviteRequest): Promise<void> {
    await this.run(async () => {
      this.view = await call("invite", request);
    });
  }

  /** The team as it is then; nothing if it could not be answered. */
  async answer(admit: boolean): Promise<TeamView | null> {
    let team: TeamView | null = null;
    await this.run(async () => {
      team = await call("answer_invitation", { admit });
      this.view = await call("invitation", {});
    });
    return team;
  }

  /** Cancel it, or put away one that is over. */
  async putAway(): Promise<void> {
    await this.run(async () => {
      await call("cancel_invitation", {});
      this.view = null;
    });
  }
}
