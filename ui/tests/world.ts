// The example people behind a desk in a test, and a person on it.
import { vi } from "vitest";
import { useBackend } from "../src/lib/backend";
import { draftAnswers } from "../src/lib/backend/dev-drafts";
import { measureAnswers } from "../src/lib/backend/dev-measures";
import { peopleAnswers } from "../src/lib/backend/dev-people";
import { practiceAnswers } from "../src/lib/backend/dev-practice";
import { sharingAnswers } from "../src/lib/backend/dev-sharing";
import { type TeamLook, teamAnswers } from "../src/lib/backend/dev-team";
import { type Answers, FakeBackend } from "../src/lib/backend/fake";

/** Mr Okafor is the first of the example people. */
export const OKAFOR = "person-1";

export function openDesk(more: Answers = {}, team: TeamLook = {}): FakeBackend {
  const people = peopleAnswers(() => desk);
  const desk: FakeBackend = new FakeBackend({
    ...people,
    ...measureAnswers(),
    ...teamAnswers(() => desk, people, team),
    ...sharingAnswers(),
    ...practiceAnswers(() => desk, people, { team: Boolean(team.as) }),
    ...draftAnswers(),
    start_state: () => ({
      vault: "open",
      example: false,
      version: "0.1.0",
      settings: {
        theme: "system",
        text_size: 100,
        lock_minutes: 10,
        spell_check: true,
        safe_graphics: false,
      },
      worker: "Amira",
      out_by: null,
    }),
    remember_place: () => ({}),
    lock: () => ({}),
    suggest_tags: () => ({ tags: [], needs: [] }),
    history: () => [],
    search_services: () => ({
      total: 0,
      at_least: false,
      near: null,
      near_unknown: false,
      when_said: null,
      unsaid: 0,
      rows: [],
    }),
    ...more,
  });
  useBackend(desk);
  // Menus open inside the page's main part.
  if (!document.querySelector("main")) document.body.append(document.createElement("main"));
  return desk;
}

/** Until what was asked has been answered and drawn. */
export const drawn = (check: () => void) => vi.waitFor(check, { timeout: 3_000, interval: 20 });
