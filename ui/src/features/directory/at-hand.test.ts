import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import type { ServiceView } from "$lib/generated/commands";
import { registry } from "$lib/keys/registry.svelte";
import { router } from "$lib/shell/router.svelte";
import { toasts } from "$lib/toasts.svelte";
import Collections from "./Collections.svelte";
import Filters from "./Filters.svelte";
import { leaflet } from "./leaflet.svelte";
import ServiceDetail from "./ServiceDetail.svelte";
import { NO_FILTERS, search } from "./search.svelte";

const settle = (wait = 20) => new Promise((go) => setTimeout(go, wait));

describe("Amira keeps what she uses at hand", () => {
  let desk: FakeBackend;
  let main: HTMLElement;

  beforeEach(() => {
    desk = new FakeBackend({ ...directoryAnswers(() => desk) });
    useBackend(desk);
    search.clear();
    leaflet.clear();
    main = document.createElement("main");
    document.body.replaceChildren(main);
  });

  test("a favourite is one press, says so, and is one press to undo", async () => {
    render(ServiceDetail, { target: main, props: { id: "service-0", level: 1 } });
    await settle();
    const star = screen.getByRole("button", { name: "Favourite" });
    expect(star.getAttribute("aria-pressed")).toBe("false");
    await userEvent.setup().click(star);
    await settle(80);
    expect(star.getAttribute("aria-pressed")).toBe("true");
    // By key, as it is told in the help.
    registry.commands.find(({ id }) => id === "favour-service")?.run();
    await settle(80);
    expect(star.getAttribute("aria-pressed")).toBe("false");
    expect(desk.requests("keep_favourite")).toEqual([
      { service: "service-0", keep: true },
      { service: "service-0", keep: false },
    ]);
  });

  test("a service is put in a collection, and in one that is begun with it", async () => {
    const user = userEvent.setup();
    render(ServiceDetail, { target: main, props: { id: "service-2", level: 1 } });
    await settle();
    registry.commands.find(({ id }) => id === "collect-service")?.run();
    const dialog = await screen.findByRole("dialog");
    await settle();
    await user.click(within(dialog).getByRole("checkbox", { name: /^For new carers/ }));
    await user.type(
      within(dialog).getByRole("textbox", { name: "Or a new one, called" }),
      "On a Tuesday{Enter}",
    );
    await settle(80);
    expect(desk.requests("collect_service")).toEqual([
      { collection: "collection-1", service: "service-2", put_in: true },
    ]);
    expect(desk.requests("new_collection")).toEqual([
      { name: "On a Tuesday", about: "", service: "service-2" },
    ]);
    expect(within(dialog).getByRole<HTMLInputElement>("checkbox", { name: "On a Tuesday" }).checked).toBe(
      true,
    );
  });

  test("a collection opens in the directory alone, and gathers its leaflet in its order", async () => {
    const user = userEvent.setup();
    search.filters.text = "clocks";
    render(Collections, { target: main });
    await settle();
    await user.click(screen.getByRole("button", { name: "Make a leaflet: For new carers" }));
    await settle();
    expect(leaflet.services.length).toBeGreaterThan(1);
    expect(leaflet.open).toBe(true);
    leaflet.open = false;
    await settle();
    await user.click(screen.getByRole("button", { name: "Open: For new carers" }));
    expect(router.route).toEqual({ name: "directory" });
    expect({ ...search.filters }).toEqual({ ...NO_FILTERS, among: { is: "collection", id: "collection-1" } });
  });

  test("what has closed is told and is on no leaflet", async () => {
    const user = userEvent.setup();
    const closed = (await desk.call("open_service", { id: "service-6", near: "" })) as ServiceView;
    expect(closed.service.status).toBe("temporarily closed");
    await desk.call("collect_service", { collection: "collection-1", service: "service-6", put_in: true });
    render(Collections, { target: main });
    await settle();
    await user.click(screen.getByRole("button", { name: "Make a leaflet: For new carers" }));
    await settle();
    expect(leaflet.services.map(({ id }) => id)).not.toContain("service-6");
    expect(leaflet.services.length).toBeGreaterThan(1);
    expect(toasts.list.map(({ words }) => words)).toContain(
      `Closed, so not on the leaflet: ${closed.service.name}`,
    );
  });

  test("favourites and what was used lately are chips, one at a time; a collection’s chip is its name", async () => {
    const user = userEvent.setup();
    render(Filters, { target: main, props: { ondown: () => {}, onenter: () => {} } });
    await settle();
    await user.click(screen.getByRole("button", { name: "Favourites" }));
    expect(search.filters.among).toEqual({ is: "favourites" });
    await user.click(screen.getByRole("button", { name: "Used lately" }));
    expect(search.filters.among).toEqual({ is: "lately" });
    await user.click(screen.getByRole("button", { name: "Used lately" }));
    expect(search.filters.among).toBe(null);
    search.narrow({ among: { is: "collection", id: "collection-1" } });
    await settle();
    await user.click(screen.getByRole("button", { name: "Remove: For new carers" }));
    expect(search.filters.among).toBe(null);
  });
});
