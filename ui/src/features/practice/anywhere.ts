// What the practice page offers on every screen but the Together view, where somebody is reading along: a new reflection.
import { t } from "$lib/i18n/index.svelte";
import { registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";
import { practice } from "./desk.svelte";

export function offerPractice(): void {
  registry.offer([
    {
      id: "new-reflection",
      words: () => t.practice.add,
      keys: ["Ctrl+Alt+R"],
      scope: "everywhere",
      when: () => router.route?.name !== "together",
      run: practice.begin,
    },
  ]);
}
