// What is going on at one person's record: which contact is open, whose history is beside it, where a link points.
import type { Kind, PersonView } from "$lib/generated/commands";
import { focusField } from "$lib/shell/focus";
import { router } from "$lib/shell/router.svelte";

export type Section = "story" | "plan" | "contacts" | "connections" | "things" | "papers" | "details";
export const SECTIONS: readonly Section[] = [
  "story",
  "plan",
  "contacts",
  "connections",
  "things",
  "papers",
  "details",
];

interface Looked {
  kind: Kind;
  id: string;
  title: string;
}

class RecordDesk {
  adding = $state(false);
  standing = $state(false);
  contact = $state<string | null>(null);
  connecting = $state(false);
  suggesting = $state(false);
  history = $state.raw<Looked | null>(null);

  leave(): void {
    this.adding = false;
    this.standing = false;
    this.contact = null;
    this.connecting = false;
    this.suggesting = false;
    this.history = null;
  }

  /** Go to a section and put the cursor into one of its fields, once it is drawn. */
  goTo(person: string, section: Section, field: string): void {
    router.go({ name: "person", id: person, section });
    focusField(field);
  }
}

export const desk = new RecordDesk();

/** What every screen calls the person. */
export const calledOf = (view: PersonView, someone: string): string =>
  view.person.preferred_name || view.person.given_name || view.person.family_name || someone;

/** The kinds of record a person's page shows. */
export const KINDS: readonly Kind[] = [
  "person",
  "task",
  "hand_over",
  "about_me",
  "circumstances",
  "relation",
  "strength",
  "need",
  "goal",
  "step",
  "action",
  "progress",
  "agreement",
  "contact",
  "risk",
  "safeguarding",
  "consent",
  "connection",
  "connection_event",
  "episode",
  "episode_event",
  "referral",
];
