import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import type { PeopleView } from "$lib/generated/commands";
import Palette from "$lib/keys/Palette.svelte";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, openDesk } from "../../../tests/world";
import { offerPeople } from "./anywhere";
import { PAGE, PeopleList } from "./list.svelte";
import People from "./People.svelte";
import { wanted } from "./wanted.svelte";

const everyone = { text: "", standing: null, sort: "name", offset: 0, limit: 200 } as const;

describe("Amira's list of people", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = openDesk();
    router.route = { name: "people" };
    location.hash = "#/people";
  });
  afterEach(() => {
    wanted.newPerson = false;
    looks.discreet = false;
    shell.state = "starting";
    forgetAll();
  });

  test("someone new is one line: those they may already be are shown, and Enter opens the new record", async () => {
    const user = userEvent.setup();
    render(People);
    await user.click(await screen.findByRole("button", { name: "New person" }));
    await user.type(screen.getByLabelText("What do they like to be called?"), "Joan");
    await screen.findByText("Is it one of these?");
    expect(screen.getAllByRole("link", { name: /Joan/ }).length).toBeGreaterThan(0);

    await user.keyboard("{Enter}");
    await drawn(() => expect(location.hash).toMatch(/^#\/person\/person-\d+\/story$/));
    expect(desk.requests("new_person")).toEqual([{ name: "Joan", standing: "open" }]);
  });

  test("a name that is only spaces adds nobody", async () => {
    const user = userEvent.setup();
    render(People);
    await user.click(await screen.findByRole("button", { name: "New person" }));
    await user.type(screen.getByLabelText("What do they like to be called?"), "   {Enter}");
    expect(desk.requests("new_person")).toEqual([]);
  });

  test("half a name survives a lock, and is gone once it is added or let go of", async () => {
    const user = userEvent.setup();
    shell.state = "open";
    const page = render(People);
    await user.click(await screen.findByRole("button", { name: "New person" }));
    await user.type(screen.getByLabelText("What do they like to be called?"), "Mehm");
    await shell.lock();
    expect(shell.state).toBe("locked");
    page.unmount();
    wanted.newPerson = false;
    await shell.opened({ resume: null });
    render(People);
    const line = await screen.findByLabelText<HTMLInputElement>("What do they like to be called?");
    expect(line.value).toBe("Mehm");
    await user.type(line, "et{Enter}");
    await drawn(() => expect(desk.requests("new_person")).toEqual([{ name: "Mehmet", standing: "open" }]));
    await drawn(async () => expect(await desk.call("drafts", {})).toEqual([]));
  });

  test("while names are hidden nobody is named: not in the list, not in what was found, not to readers", async () => {
    const user = userEvent.setup();
    looks.discreet = true;
    const names = ((await desk.call("find_people", everyone)) as PeopleView).rows.map((row) => row.full_name);
    const { container } = render(People);
    await user.type(await screen.findByLabelText("Find by name, number, street or words in notes"), "a");
    await drawn(() => expect(container.querySelectorAll("[role=row]").length).toBeGreaterThan(3));
    for (const name of names) expect(container.innerHTML).not.toContain(name);

    // Words found in a note may name someone too.
    const page = (await desk.call("find_people", everyone)) as PeopleView;
    const found = page.rows
      .slice(0, 1)
      .map((row) => ({ ...row, standing: null, found_in: "Spoke of Grace" }));
    desk.answer("find_people", () => ({ ...page, total: 1, rows: found }));
    await user.type(screen.getByLabelText("Find by name, number, street or words in notes"), "b");
    await drawn(() => expect(container.querySelectorAll("[role=row]")).toHaveLength(1));
    expect(container.innerHTML).not.toContain("Grace");
  });

  test("while names are hidden the palette finds people without naming them", async () => {
    const user = userEvent.setup();
    looks.discreet = true;
    offerPeople();
    desk.answer("find_anything", async () => ({
      people: ((await desk.call("find_people", everyone)) as PeopleView).rows
        .slice(0, 3)
        .map((row) => ({ ...row, standing: null, found_in: "Spoke of Grace" })),
      services: [],
      things: [],
      collections: [],
    }));
    render(Palette, { open: true });
    await user.type(await screen.findByRole("combobox"), "o");
    await drawn(() => expect(screen.getAllByText("Name hidden").length).toBe(3));
    const { rows } = (await desk.call("find_people", everyone)) as PeopleView;
    for (const row of rows.slice(0, 3)) expect(document.body.innerHTML).not.toContain(row.full_name);
    expect(document.body.innerHTML).not.toContain("Grace");
  });

  test("an answer about letters no longer there is dropped", async () => {
    vi.useFakeTimers();
    const answers: ((view: PeopleView) => void)[] = [];
    desk.answer("find_people", () => new Promise((resolve) => answers.push(resolve)));
    const counts = { all: 0, open: 0, waiting: 0, paused: 0, closed: 0 };
    const found = (called: string): PeopleView => ({
      total: 1,
      counts,
      rows: [
        {
          id: called,
          called,
          full_name: called,
          pronouns: "",
          age: null,
          standing: "open",
          standing_since: null,
          postcode: "",
          last_contact: null,
          next_contact: null,
          found_in: "",
        },
      ],
    });
    const list = new PeopleList();
    list.find("jo");
    await vi.advanceTimersByTimeAsync(100);
    list.find("joan");
    await vi.advanceTimersByTimeAsync(100);
    answers[1]?.(found("Joan"));
    answers[0]?.(found("Joseph"));
    await vi.advanceTimersByTimeAsync(0);
    expect(list.rows.map((row) => row.called)).toEqual(["Joan"]);
    vi.useRealTimers();
  });

  test("ten thousand people come page by page, and a change keeps the pages that were reached", async () => {
    const line = (at: number) => ({
      id: `p${at}`,
      called: `Person ${at}`,
      full_name: `Person ${at}`,
      pronouns: "",
      age: null,
      standing: "open" as const,
      standing_since: null,
      postcode: "",
      last_contact: null,
      next_contact: null,
      found_in: "",
    });
    desk.answer("find_people", ({ offset, limit }) => ({
      total: 10_000,
      counts: { all: 10_000, open: 10_000, waiting: 0, paused: 0, closed: 0 },
      rows: Array.from({ length: Math.min(limit, 10_000 - offset) }, (_, at) => line(offset + at)),
    }));
    const list = new PeopleList();
    list.start();
    await drawn(() => expect(list.rows.length).toBe(PAGE));
    list.more();
    list.more();
    await drawn(() => expect(list.rows.length).toBe(2 * PAGE));
    list.refresh();
    await drawn(() => expect(desk.requests("find_people").length).toBe(4));
    expect(list.rows.length).toBe(2 * PAGE);
    expect(desk.requests("find_people").every((request) => request.limit <= 200)).toBe(true);
  });
});
