// What the directory offers on every screen: finding a service from the palette, adding one, bringing in a list.

import type { AmongRequest } from "$lib/generated/commands";
import { t } from "$lib/i18n/index.svelte";
import { finders, registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";
import { NO_FILTERS, search } from "./search.svelte";
import { wanted } from "./wanted.svelte";

/** The directory with nothing but these in it. */
function lookAmong(among: AmongRequest): void {
  search.narrow({ ...NO_FILTERS, among });
  router.go({ name: "directory" });
}

export function offerDirectory(): void {
  finders.offer({
    id: "services",
    heading: () => t.directory.title,
    of: ({ services }) =>
      services.map((service) => ({
        id: service.id,
        words: service.name,
        more: [service.organisation === service.name ? "" : service.organisation, service.town]
          .filter(Boolean)
          .join(" · "),
        run: () => router.go({ name: "service", id: service.id }),
      })),
  });
  finders.offer({
    id: "collections",
    heading: () => t.atHand.title,
    of: ({ collections }) =>
      collections.map(({ id, name, about, services }) => ({
        id,
        words: name,
        more: [about, t.atHand.services(services)].filter(Boolean).join(" · "),
        run: () => lookAmong({ is: "collection", id }),
      })),
  });
  registry.offer([
    {
      id: "favourites",
      words: () => t.atHand.commands.favourites,
      scope: "everywhere",
      run: () => lookAmong({ is: "favourites" }),
    },
    {
      id: "used-lately",
      words: () => t.atHand.commands.lately,
      scope: "everywhere",
      run: () => lookAmong({ is: "lately" }),
    },
    {
      id: "collections",
      words: () => t.atHand.commands.collections,
      scope: "everywhere",
      run: () => router.go({ name: "collections" }),
    },
    {
      id: "new-service",
      words: () => t.directory.commands.add,
      keys: ["Ctrl+Shift+S"],
      scope: "everywhere",
      run: () => {
        wanted.newService = true;
        if (router.route?.name !== "directory") router.go({ name: "directory" });
      },
    },
    {
      id: "import",
      words: () => t.directory.commands.import,
      scope: "everywhere",
      run: () => router.go({ name: "import" }),
    },
    {
      id: "bin",
      words: () => t.directory.commands.bin,
      scope: "everywhere",
      run: () => router.go({ name: "bin" }),
    },
  ]);
}
