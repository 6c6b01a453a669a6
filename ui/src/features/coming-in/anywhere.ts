// What coming in offers on every screen.
import { t } from "$lib/i18n/index.svelte";
import { registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";

export function offerComingIn(): void {
  registry.offer([
    {
      id: "new-referral",
      words: () => t.comingIn.newReferral,
      keys: ["Ctrl+Shift+R"],
      scope: "everywhere",
      run: () => router.go({ name: "referral", id: "" }),
    },
    {
      id: "waiting-list",
      words: () => t.comingIn.waiting,
      scope: "everywhere",
      run: () => router.go({ name: "waiting" }),
    },
  ]);
}
