// What answers when the desk is opened in a browser while developing: one pretend vault held in memory.
// The address's query chooses where to start: ?vault=none, ?vault=locked or ?vault=open (the usual). ?team=lead, ?team=link_worker
// and more (see dev-team.ts) put this laptop into a team.
import type { StrengthView, VaultState } from "../generated/commands";
import { directoryAnswers } from "./dev-directory";
import { draftAnswers } from "./dev-drafts";
import { measureAnswers } from "./dev-measures";
import { paperAnswers } from "./dev-papers";
import { peopleAnswers } from "./dev-people";
import { practiceAnswers } from "./dev-practice";
import { sharingAnswers } from "./dev-sharing";
import { teamAnswers, teamLookOf } from "./dev-team";
import { FakeBackend } from "./fake";
import { BackendError } from "./index";

const RECOVERY_CODE = "7KQ2M-X4T9C-HB3VN-P8WRE-2DYGJ-5ZAF6";

function strengthOf(passphrase: string): StrengthView {
  const score = Math.min(4, Math.floor(passphrase.length / 5));
  return {
    score,
    guesses_log10: passphrase.length * 0.9,
    advice: score < 3 ? ["add_a_word_or_two"] : [],
    enough: score >= 3,
  };
}

export function devBackend(): FakeBackend {
  const asked = new URLSearchParams(location.search);
  const settings = {
    theme: (asked.get("theme") ?? "system") as "system" | "light" | "dark",
    text_size: Number(asked.get("text") ?? 100),
    lock_minutes: 10,
    spell_check: true,
    safe_graphics: false,
  };
  let vault = (asked.get("vault") ?? "open") as VaultState;
  let passphrase = "amira walks home";
  const people = peopleAnswers(
    () => desk,
    directoryAnswers(() => desk),
  );
  const desk: FakeBackend = new FakeBackend({
    ...draftAnswers(),
    ...people,
    ...measureAnswers(),
    ...paperAnswers(),
    ...teamAnswers(() => desk, people, teamLookOf(asked)),
    ...sharingAnswers(
      asked.has("shared")
        ? {
            shared: [{ person: "person-1", team: "Lantern", is_guest: asked.get("shared") === "guest" }],
          }
        : {},
    ),
    ...practiceAnswers(() => desk, people, { blank: asked.has("blank"), team: asked.has("team") }),
    start_state: () => ({
      vault,
      example: asked.has("example"),
      version: "0.1.0",
      settings,
      worker: "Amira",
      out_by: null,
    }),
    passphrase_strength: (request) => strengthOf(request.passphrase),
    create_vault: (request) => {
      passphrase = request.passphrase;
      vault = "open";
      return { recovery_code: RECOVERY_CODE };
    },
    confirm_recovery_code: () => ({}),
    save_recovery_sheet: () => ({ path: "Documents/Alongside recovery code.pdf", unprinted: 0, scripts: [] }),
    unlock: (request) => {
      if (request.passphrase !== passphrase) throw new BackendError("wrong_passphrase");
      vault = "open";
      return { resume: null, choose_passphrase: false };
    },
    unlock_with_recovery: (request) => {
      if (request.code !== RECOVERY_CODE) throw new BackendError("wrong_recovery_code");
      vault = "open";
      return { resume: null, choose_passphrase: true };
    },
    change_passphrase: (request) => {
      passphrase = request.new;
      return {};
    },
    open_example: () => {
      vault = "open";
      return { resume: null, choose_passphrase: false };
    },
    lock: () => {
      vault = "locked";
      return {};
    },
    remember_place: () => ({}),
    stay_awake: () => ({}),
    redo: () => ({ undo: null, redo: null, done: null }),
  });
  return desk;
}
