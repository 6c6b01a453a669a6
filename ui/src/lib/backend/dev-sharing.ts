// Sharing somebody with another organisation, for the desk while developing and in tests. The other side does its part by itself
// after a few questions.
import type { LeftOverView, SharedView, SharingTalkView } from "../generated/commands";
import type { Answers } from "./fake";
import { BackendError } from "./index";

const MINUTE = 60_000;
const CODE = "4821-K7QM2-9TXP4";
const SAFETY = "48213 90572 11634";
/** How many questions until somebody elsewhere has done their part. */
const PATIENCE = 2;

export interface SharingLook {
  shared?: SharedView[];
  left?: LeftOverView[];
}

export function sharingAnswers(look: SharingLook = {}): Answers {
  let talk: SharingTalkView | null = null;
  let about: string | null = null;
  let questions = 0;
  let list = look.shared ?? [];
  let left = look.left ?? [];
  const begin = (code: string): SharingTalkView => {
    questions = 0;
    talk = { code, until: Date.now() + 10 * MINUTE, state: { is: "waiting" } };
    return talk;
  };
  return {
    offer_sharing: ({ person }) => {
      about = person;
      return begin(CODE);
    },
    accept_sharing: ({ code }) => {
      if (code.replace(/\W/g, "").length < 14) throw new BackendError("wrong_code");
      about = null;
      return begin("");
    },
    sharing_talk: () => {
      questions += 1;
      if (!talk || questions <= PATIENCE) return talk;
      if (talk.state.is === "waiting") {
        const person = about ? "" : "Rosa";
        talk = {
          ...talk,
          state: { is: "asking", team: "Lantern", by: "Tom", person, safety: SAFETY },
        };
      } else if (talk.state.is === "agreed") {
        talk = { ...talk, state: { is: "shared" } };
        if (about) list = [...list, { person: about, team: "Lantern", is_guest: false }];
      }
      return talk;
    },
    answer_sharing: ({ is_them }) => {
      questions = 0;
      talk = talk && is_them ? { ...talk, state: { is: "agreed" } } : null;
      return talk;
    },
    cancel_sharing: () => {
      talk = null;
      return {};
    },
    shared_people: () => list,
    end_sharing: ({ person }) => {
      list = list.filter((shared) => shared.person !== person);
      return {};
    },
    left_over: () => left,
    forget_left_over: () => {
      left = [];
      return {};
    },
  };
}
