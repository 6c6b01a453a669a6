import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import type { FakeBackend } from "../backend/fake";
import type { AnythingView, PersonLine, ServiceLine } from "../generated/commands";
import { view } from "../view.svelte";
import Palette from "./Palette.svelte";
import { finders, registry } from "./registry.svelte";

const person = (id: string, full_name: string) => ({ id, full_name }) as PersonLine;
const service = (id: string, name: string) => ({ id, name }) as ServiceLine;
const okafor = person("okafor", "Emmanuel Okafor");
const oakes = person("oakes", "Joan Oakes");
const shed = service("shed", "Oakfield men’s shed");

describe("Amira presses Ctrl+K", () => {
  let desk: FakeBackend;
  let stop: (() => void)[] = [];
  const went = vi.fn();
  const lock = vi.fn();

  beforeEach(() => {
    went.mockReset();
    lock.mockReset();
    desk = openDesk({
      find_anything: () => ({ people: [oakes, okafor], services: [shed], collections: [], things: [] }),
    });
    stop = [
      finders.offer({
        id: "people",
        heading: () => "People",
        of: ({ people }) =>
          people.map(({ id, full_name }) => ({
            id,
            words: full_name,
            more: "from a note about the garden",
            isName: true,
            run: () => went(id),
          })),
      }),
      finders.offer({
        id: "services",
        heading: () => "Directory",
        of: ({ services }) => services.map(({ id, name }) => ({ id, words: name, run: () => went(id) })),
      }),
      registry.offer([
        { id: "lock", words: () => "Lock the desk", keys: ["Ctrl+L"], scope: "everywhere", run: lock },
        { id: "go-today", words: () => "Go to Today", scope: "everywhere", run: () => went("today") },
      ]),
    ];
  });

  afterEach(() => {
    view.discreet = false;
    for (const end of stop) end();
  });

  const box = () => screen.getByRole("combobox");
  const pointedAt = () =>
    document.getElementById(box().getAttribute("aria-activedescendant") ?? "")?.textContent;
  const options = () => screen.getAllByRole("option").map((option) => option.textContent?.trim());

  test("everything found stands in its group, asked for once for each text", async () => {
    const user = userEvent.setup();
    render(Palette, { open: true });
    await user.type(box(), "oa");
    await drawn(() => expect(screen.getByText("Joan Oakes")).toBeTruthy());
    expect(desk.requests("find_anything")).toEqual([{ text: "o" }, { text: "oa" }]);
    expect(within(screen.getByRole("group", { name: "People" })).getAllByRole("option")).toHaveLength(2);
    expect(within(screen.getByRole("group", { name: "Directory" })).getAllByRole("option")).toHaveLength(1);
  });

  test("the arrows go round the list, Enter opens, and the box is left closed and empty", async () => {
    const user = userEvent.setup();
    render(Palette, { open: true });
    await user.type(box(), "oa");
    await drawn(() => expect(pointedAt()).toContain("Joan Oakes"));
    await user.keyboard("{ArrowDown}");
    expect(pointedAt()).toContain("Emmanuel Okafor");
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(pointedAt()).toContain(options().at(-1));
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await drawn(() => expect(went).toHaveBeenCalledWith("okafor"));
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(document.body.textContent).not.toContain("Okafor");
  });

  test("Enter pressed before the answer waits for it: never the line of a moment ago", async () => {
    const user = userEvent.setup();
    let answer: (found: AnythingView) => void = () => undefined;
    render(Palette, { open: true });
    await user.type(box(), "oa");
    await drawn(() => expect(pointedAt()).toContain("Joan Oakes"));
    desk.answer("find_anything", () => new Promise((resolve) => (answer = resolve)));
    await user.type(box(), "k");
    await user.keyboard("{Enter}");
    expect(went).not.toHaveBeenCalled();
    answer({ people: [okafor], services: [], collections: [], things: [] });
    await drawn(() => expect(went).toHaveBeenCalledWith("okafor"));
  });

  test("an answer about letters no longer there is dropped", async () => {
    const user = userEvent.setup();
    const answers: ((found: AnythingView) => void)[] = [];
    desk.answer("find_anything", () => new Promise((resolve) => answers.push(resolve)));
    render(Palette, { open: true });
    await user.type(box(), "ok");
    answers[1]?.({ people: [okafor], services: [], collections: [], things: [] });
    await drawn(() => expect(screen.getByText("Emmanuel Okafor")).toBeTruthy());
    answers[0]?.({ people: [oakes], services: [], collections: [], things: [] });
    await new Promise((go) => setTimeout(go, 20));
    expect(screen.queryByText("Joan Oakes")).toBeNull();
  });

  test("a command whose words she begins comes before a note that mentions it", async () => {
    const user = userEvent.setup();
    render(Palette, { open: true });
    await user.type(box(), "loc{Enter}");
    await drawn(() => expect(lock).toHaveBeenCalled());
    expect(went).not.toHaveBeenCalled();
  });

  test("without an answer the commands still work", async () => {
    const user = userEvent.setup();
    desk.answer("find_anything", () => {
      throw new Error("busy");
    });
    render(Palette, { open: true });
    await user.type(box(), "today{Enter}");
    await drawn(() => expect(went).toHaveBeenCalledWith("today"));
  });

  test("with names hidden only the person on the desk can be read, and no words of a note", async () => {
    const user = userEvent.setup();
    view.discreet = true;
    render(Palette, { open: true, own: "okafor" });
    await user.type(box(), "oa");
    await drawn(() => expect(screen.getByText("Emmanuel Okafor")).toBeTruthy());
    expect(screen.queryByText("Joan Oakes")).toBeNull();
    expect(screen.getAllByText("from a note about the garden")).toHaveLength(1);
    expect(screen.getByText("Oakfield men’s shed")).toBeTruthy();
  });

  test("Esc closes it; nothing found is said", async () => {
    const user = userEvent.setup();
    desk.answer("find_anything", () => ({ people: [], services: [], collections: [], things: [] }));
    render(Palette, { open: true });
    await user.type(box(), "zzz");
    await drawn(() =>
      expect(screen.getByRole("status").textContent).toBe("Nothing by that name. Try fewer letters."),
    );
    await user.keyboard("{Escape}");
    await drawn(() => expect(screen.queryByRole("combobox")).toBeNull());
  });
});
