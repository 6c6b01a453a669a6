// What another place asked of the list of people before it was drawn: "New person" from the palette.
import { formKey } from "$lib/autosave/index.svelte";
import type { Standing } from "$lib/generated/commands";

/** The draft of a name that was not added yet. */
export const NEW_PERSON = formKey("new", "person");

class Wanted {
  newPerson = $state(false);
}

export const wanted = new Wanted();

export const standingTone = (standing: Standing): "good" | "warm" | "wait" | "plain" =>
  (({ open: "good", waiting: "warm", paused: "wait", closed: "plain" }) as const)[standing];
