// What the directory offers on every screen: finding a service from the palette, adding one, bringing in a list.
import { t } from "$lib/i18n/index.svelte";
import { finders, registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";
import { wanted } from "./wanted.svelte";

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
  registry.offer([
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
