// Which reflection is being written, and where the cursor is to go. Kept outside the page, so that going away and coming
// back, or a lock in mid-sentence, finds it open again. Ids only: nothing of what it says.
import { flushAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { Reflection } from "$lib/generated/commands";
import { toIsoDate } from "$lib/i18n/format";
import { add, sayError, setFields } from "$lib/records";
import { router } from "$lib/shell/router.svelte";
import { isBlank, type Standing } from "./order";

type Part = "words" | "outcome";

class PracticeDesk {
  /** The one being written, and where it stood when it was opened. */
  open = $state.raw<{ id: string; as: Standing } | null>(null);
  /** Where the cursor is to go once it is drawn. */
  cursor = $state.raw<{ id: string; part: Part } | null>(null);
  private beginning = false;

  write(one: Reflection, part: Part | null = "words"): void {
    const { id, on, for_supervision, talked_about_on } = one;
    this.open = { id, as: { on, for_supervision, talked_about_on } };
    this.cursor = part && { id, part };
  }

  close(): void {
    this.open = null;
    this.cursor = null;
  }

  /** A new one, of today; about the person whose record is on the desk. A blank one that was begun before is used again. */
  begin = async (): Promise<void> => {
    if (this.beginning) return;
    this.beginning = true;
    try {
      // What is being typed in one decides whether it is blank.
      await flushAll();
      const blank = (await call("reflections", {})).find(isBlank);
      const on = toIsoDate(new Date());
      const fields = { on, person: personOnTheDesk() };
      const id = blank?.id ?? (await add("reflection", fields));
      if (!id || (blank && !(await setFields("reflection", id, fields)))) return;
      this.open = { id, as: { on, for_supervision: false, talked_about_on: null } };
      this.cursor = { id, part: "words" };
      if (router.route?.name !== "practice") router.go({ name: "practice" });
    } catch (thrown) {
      sayError(thrown);
    } finally {
      this.beginning = false;
    }
  };
}

const personOnTheDesk = (): string | null => (router.route?.name === "person" ? router.route.id : null);

export const practice = new PracticeDesk();
