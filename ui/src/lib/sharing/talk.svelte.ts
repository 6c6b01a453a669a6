// The one talk with another organisation that may be under way: begun on one side, joined on the other, answered on both.
import { call } from "../backend";
import type { OfferSharingRequest, SharingTalkView } from "../generated/commands";
import { UnderWay } from "../join/under-way.svelte";

export class Talk extends UnderWay<SharingTalkView> {
  get open(): boolean {
    const is = this.view?.state.is;
    return is === "waiting" || is === "asking" || is === "agreed";
  }

  protected look(): Promise<SharingTalkView | null> {
    return call("sharing_talk", {});
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
}
