// The one talk with another organisation that may be under way: begun on one side, joined on the other, answered on both.
import { BackendError, call } from "../backend";
import type { OfferSharingRequest, SharingTalkView } from "../generated/commands";
import { askAgain } from "../join/polling";

export class Talk {
  view = $state.raw<SharingTalkView | null>(null);
  busy = $state(false);
  error = $state.raw<BackendError | null>(null);
  private turns = 0;

  /** Whether somebody elsewhere may still do something with it. */
  get open(): boolean {
    const is = this.view?.state.is;
    return is === "waiting" || is === "asking" || is === "agreed";
  }

  follow(): () => void {
    void this.ask();
    return askAgain(
      () => this.ask(),
      () => this.open,
    );
  }

  offer(request: OfferSharingRequest): Promise<void> {
    return this.run(async () => {
      this.view = await call("offer_sharing", request);
    });
  }

  accept(code: string): Promise<void> {
    return this.run(async () => {
      this.view = await call("accept_sharing", { code });
    });
  }

  answer(isThem: boolean): Promise<void> {
    return this.run(async () => {
      this.view = await call("answer_sharing", { is_them: isThem });
    });
  }

  putAway(): Promise<void> {
    return this.run(async () => {
      await call("cancel_sharing", {});
      this.view = null;
    });
  }

  private async ask(): Promise<void> {
    const turn = this.turns;
    try {
      const view = await call("sharing_talk", {});
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
