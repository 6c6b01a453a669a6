// A contact or a plan that begins with a template. What is being typed is saved first, so that nothing of it is written over.
import { flushAll, savedElsewhere } from "../autosave/index.svelte";
import { call } from "../backend";
import type { Phrase } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { sayError } from "../records";
import { toasts } from "../toasts.svelte";

export type TemplateFor = "contact" | "plan";

/** Whether ready words are a template, and for what. */
export const templateFor = (phrase: Phrase): TemplateFor | null =>
  phrase.what_for === "contact" || phrase.what_for === "plan" ? phrase.what_for : null;

/** One that would put something there. */
export const saysSomething = (phrase: Phrase): boolean =>
  phrase.parts.some((part) => part.words.trim() !== "");

/** Puts a template's words into a contact, or begins a plan with them. */
export async function beginWith(template: string, person: string, contact: string | null): Promise<void> {
  await flushAll();
  try {
    const { left, saved_at } = await call("use_template", { template, person, contact });
    savedElsewhere(saved_at);
    if (left > 0) toasts.say(t.templates.left(left));
  } catch (thrown) {
    sayError(thrown);
  }
}
