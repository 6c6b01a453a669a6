// Drafts for the desk while developing and in tests. A record's own field is saved before any lock, so only what stands
// in forms is held here.
import type { DraftView } from "../generated/commands";
import type { Answers } from "./fake";

export function draftAnswers(): Answers {
  const held = new Map<string, DraftView>();
  return {
    save_draft: (draft) => {
      const saved_at = Date.now();
      if (draft.key.startsWith("form/")) held.set(draft.key, { ...draft, saved_at });
      return { saved_at };
    },
    drafts: () => [...held.values()],
    discard_draft: ({ key }) => {
      held.delete(key);
      return {};
    },
  };
}
