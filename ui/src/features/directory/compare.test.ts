import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import type { ServiceView } from "$lib/generated/commands";
import Compare from "./Compare.svelte";
import { rowsOf } from "./compare";
import { compared } from "./compared.svelte";

const settle = (wait = 0) => new Promise((go) => setTimeout(go, wait));

describe("Amira cannot choose between the Men's Shed and two others", () => {
  let desk: FakeBackend;
  const service = async (id: string) => (await desk.call("open_service", { id, near: "" })) as ServiceView;

  beforeEach(() => {
    desk = new FakeBackend({ ...directoryAnswers(() => desk) });
    useBackend(desk);
  });

  afterEach(() => compared.clear());

  test("three fit, a fourth does not, and one that is taken out makes room", () => {
    for (const id of ["a", "b", "c"]) expect(compared.toggle(id, id)).toBe(true);
    expect(compared.toggle("d", "d")).toBe(false);
    expect(compared.toggle("b", "b")).toBe(true);
    expect(compared.toggle("d", "d")).toBe(true);
    expect(compared.services.map(({ id }) => id)).toEqual(["a", "c", "d"]);
  });

  test("what differs is said in words, what is not known too, and far only where it was measured", async () => {
    const shed = await service("service-0");
    const other: ServiceView = {
      ...shed,
      service: { ...shed.service, id: "other", how_to_join: "", waiting: "", fees: "£3 a week" },
      places: shed.places.map((place) => ({ ...place, miles: 2 })),
    };
    const rows = rowsOf([shed, other], "LQ1");
    const row = (name: string) => rows.find((one) => one.name === name);
    expect(row("When")?.differs).toBe(false);
    expect(row("Cost")?.differs).toBe(true);
    expect(row("How to join")?.cells[1]).toEqual([]);
    expect(row("How far")?.cells[1]).toEqual(["2 miles"]);
    expect(rowsOf([shed, other], "").some((one) => one.name === "How far")).toBe(false);
  });

  test("each of them has its name, its way in, and a way out of the comparison", async () => {
    compared.toggle("service-0", "Tern Valley Men’s Shed");
    compared.toggle("service-1", "Second");
    compared.toggle("service-2", "Third");
    const main = document.createElement("main");
    document.body.replaceChildren(main);
    render(Compare, { target: main });
    await settle(10);
    expect(screen.getAllByRole("link")).toHaveLength(4);
    expect(screen.getAllByText(/^(Differs|The same)$/)).toHaveLength(7);
    const when = screen.getByRole("heading", { level: 2, name: /^When/ });
    expect(within(when).getByText(/Differs|The same/)).toBeTruthy();
    await userEvent.setup().click(screen.getAllByRole("button", { name: /^Take out: / })[0] as HTMLElement);
    await settle(10);
    expect(compared.services.map(({ id }) => id)).toEqual(["service-1", "service-2"]);
    expect(screen.getAllByRole("link")).toHaveLength(3);
  });

  test("two records that were joined since stand there once", async () => {
    const shed = await service("service-0");
    const both: FakeBackend = new FakeBackend({
      ...directoryAnswers(() => both),
      open_service: async (asked) => {
        const { id } = asked as { id: string };
        return id === "its-other-record" ? shed : service(id);
      },
    });
    useBackend(both);
    compared.toggle("its-other-record", "The Shed");
    compared.toggle("service-1", "Second");
    compared.toggle("service-0", shed.service.name);
    const main = document.createElement("main");
    document.body.replaceChildren(main);
    render(Compare, { target: main });
    await settle(10);
    expect(compared.services.map(({ id }) => id)).toEqual(["service-0", "service-1"]);
    expect(screen.getAllByRole("link", { name: shed.service.name })).toHaveLength(1);
  });
});
