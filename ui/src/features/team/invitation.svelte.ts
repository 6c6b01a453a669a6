// The one invitation that may be under way: made here, used elsewhere, answered here.
import { BackendError, call } from "$lib/backend";
import type { InvitationView, InviteRequest, TeamView } from "$lib/generated/commands";
import { askAgain } from "$lib/join/polling";

export class Invitation {
  view = $state.raw<InvitationView | null>(null);
  busy = $state(false);
  error = $state.raw<BackendError | null>(null);
  private turns = 0;

  /** Whether somebody elsewhere may still do something with it. */
  get open(): boolean {
    return this.view?.state.is === "waiting" || this.view?.state.is === "asking";
  }

  follow(): () => void {
    void this.ask();
    return askAgain(
      () => this.ask(),
      () => this.open,
    );
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

  private async ask(): Promise<void> {
    const turn = this.turns;
    try {
      const view = await call("invitation", {});
      // Something was pressed meanwhile: its answer counts.
      if (turn === this.turns) this.view = view;
    } catch {
      // Asked again soon; what is on the screen still holds.
    }
  }

  private async run(what: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.turns += 1;
    this.error = null;
    try {
      await what();
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
    this.turns += 1;
    this.busy = false;
  }
}
