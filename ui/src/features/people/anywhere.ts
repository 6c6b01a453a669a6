// What the list of people offers on every screen: finding someone from the palette, and a new person.
import { t } from "$lib/i18n/index.svelte";
import { finders, registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";
import { view } from "$lib/view.svelte";
import { wanted } from "./wanted.svelte";

export function offerPeople(): void {
  finders.offer({
    id: "people",
    heading: () => t.people.title,
    of: ({ people }) =>
      people.map((person) => ({
        id: person.id,
        words: person.full_name || person.called,
        // Words found in a note may name anyone.
        more: person.standing ? t.records.standing[person.standing] : view.discreet ? "" : person.found_in,
        isName: true,
        run: () => router.go({ name: "person", id: person.id, section: "story" }),
      })),
  });
  registry.offer([
    {
      id: "new-person",
      words: () => t.keys.newPerson,
      keys: ["Ctrl+N"],
      scope: "everywhere",
      run: () => {
        wanted.newPerson = true;
        if (router.route?.name !== "people") router.go({ name: "people" });
      },
    },
  ]);
}
