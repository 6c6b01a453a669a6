import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { flushAll, forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import { readMinutes, readTime } from "$lib/fields/specs";
import type { Contact, PersonView } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { differences } from "$lib/sync/differences.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import { desk as recordDesk, type Section } from "./desk.svelte";
import Person from "./Person.svelte";
import { monthsOf, plannedOf, together } from "./timeline";

function open(section: Section) {
  router.route = { name: "person", id: OKAFOR, section };
  location.hash = `#/person/${OKAFOR}/${section}`;
  return render(Person);
}

describe("Mr Okafor's record", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    forgetAll();
    recordDesk.leave();
    looks.discreet = false;
  });

  test("values with two versions are counted at the top, whatever part is open", async () => {
    desk = openDesk({}, { as: "lead" });
    const stop = differences.follow(() => 0);
    await differences.ask();
    open("connections");
    const link = await screen.findByRole("link", { name: "5 differences to look at" });
    expect(link.getAttribute("href")).toMatch(/^#\/differences\/about_me-/);
    stop();
  });

  test("words being typed are not overwritten when the record is read again", async () => {
    const user = userEvent.setup();
    open("story");
    const box = await screen.findByRole<HTMLTextAreaElement>("textbox", {
      name: "What matters most to Joseph",
    });
    await user.clear(box);
    await user.type(box, "My roses, and");
    const before = desk.requests("open_person").length;
    desk.emit("changed", { kinds: ["about_me"] });
    await drawn(() => expect(desk.requests("open_person").length).toBeGreaterThan(before));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(box.value).toBe("My roses, and");
    expect(document.activeElement).toBe(box);

    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toEqual({
        kind: "about_me",
        id: OKAFOR,
        field: "important_to_me",
        value: "My roses, and",
      }),
    );
  });

  test("a line half written when the desk locks is not lost", async () => {
    const user = userEvent.setup();
    open("story");
    await user.type(await screen.findByLabelText("Add a strength"), "I whistle in tune");
    await flushAll();
    expect(desk.requests("add_record")[0]).toMatchObject({
      kind: "strength",
      fields: { words: "I whistle in tune" },
    });
  });

  test("choosing where he stands survives the record being read again meanwhile", async () => {
    const user = userEvent.setup();
    open("story");
    await user.click(await screen.findByRole("button", { name: /Change/ }));
    await user.click(await screen.findByLabelText("Paused"));
    const before = desk.requests("open_person").length;
    desk.emit("changed", { kinds: ["person"] });
    await drawn(() => expect(desk.requests("open_person").length).toBeGreaterThan(before));
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    await drawn(() =>
      expect(desk.requests("change_standing")).toMatchObject([{ person: OKAFOR, standing: "paused" }]),
    );
  });

  test("a contact is two keys: the shortcut, a figure, and the cursor is where the words go", async () => {
    const user = userEvent.setup();
    open("contacts");
    await user.click(await screen.findByRole("button", { name: "New contact" }));
    const dialog = await screen.findByRole("dialog");
    within(dialog)
      .getByRole("button", { name: /Home visit/ })
      .focus();
    await user.keyboard("3");
    await drawn(() => expect(desk.requests("add_record")).toHaveLength(1));
    expect(desk.requests("add_record")[0]).toMatchObject({
      kind: "contact",
      fields: { person: OKAFOR, means: "telephone", came: "happened" },
    });
    await drawn(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
    await user.keyboard("He rang first.");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({
        kind: "contact",
        field: "note",
        value: "He rang first.",
      }),
    );
  });

  test("a service that was full is written down as full, in words and on a day", async () => {
    const user = userEvent.setup();
    open("connections");
    const first = (await screen.findAllByRole("button", { name: "What became of it" }))[0];
    if (!first) throw new Error("no connection");
    await user.click(first);
    await user.selectOptions(screen.getByLabelText("Where has it got to?"), "did_not_happen");
    await user.click(screen.getByLabelText("It was full"));
    await user.type(screen.getByLabelText("In words"), "They said to ask again in spring");
    await user.click(screen.getByRole("button", { name: "Write it down" }));
    await drawn(() => expect(desk.requests("follow_up")).toHaveLength(1));
    expect(desk.requests("follow_up")[0]).toMatchObject({
      reached: "did_not_happen",
      why_not: "full",
      words: "They said to ask again in spring",
    });
    await screen.findByText("It was full");
  });

  test("nothing suitable found is a gap that funders can see", async () => {
    const user = userEvent.setup();
    open("connections");
    await user.click(await screen.findByRole("button", { name: "Connect to a service" }));
    await user.type(screen.getByLabelText("What are you looking for?"), "a pigeon club");
    await user.click(screen.getByRole("button", { name: "Nothing suitable found" }));
    await drawn(() => expect(desk.requests("follow_up")).toHaveLength(1));
    expect(desk.requests("connect")[0]).toMatchObject({
      service: null,
      service_name: "a pigeon club",
      reached: "did_not_happen",
    });
    expect(desk.requests("follow_up")[0]).toMatchObject({ why_not: "no_such_service" });
  });

  test("an NHS number that cannot be right stays in its box with words about it, and nothing is saved", async () => {
    const user = userEvent.setup();
    open("details");
    const box = await screen.findByLabelText<HTMLInputElement>("NHS number");
    const known = box.value;
    await user.clear(box);
    await user.type(box, "12345");
    await user.tab();
    await screen.findByText(/That is not an NHS number/);
    expect(box.value).toBe("12345");
    await user.clear(box);
    await user.type(box, known);
    await user.tab();
    await drawn(() => expect(screen.queryByText(/That is not an NHS number/)).toBeNull());
  });

  test("while names are hidden, neither the alert nor risks nor my own notes are on the page", async () => {
    const alert = "Dog behind the gate, ring first";
    const risk = "Falls on the stairs at night";
    const concern = "Money going missing from the drawer";
    for (const [kind, fields] of [
      ["risk", { person: OKAFOR, risk }],
      ["safeguarding", { person: OKAFOR, concern }],
    ] as const) {
      await desk.call("add_record", { kind, fields });
    }
    await desk.call("edit_field", { kind: "person", id: OKAFOR, field: "alert", value: alert });
    const { container } = open("details");
    await screen.findAllByText(alert);
    looks.discreet = true;
    await drawn(() => expect(container.textContent).not.toContain(alert));
    expect(container.innerHTML).not.toContain(risk);
    expect(container.innerHTML).not.toContain(concern);
    // Nor that there is anything at all.
    expect(screen.queryByText("Be aware")).toBeNull();
    expect(screen.queryByText(/risks? noted/)).toBeNull();
  });

  test("while names are hidden only he is named in his record: not his people, not who helps", async () => {
    const plan = (await desk.call("open_person", { id: OKAFOR })) as PersonView;
    const others = plan.relations.map((relation) => relation.name);
    expect(others.length).toBeGreaterThan(1);
    await desk.call("add_record", {
      kind: "action",
      fields: { person: OKAFOR, what: "Ask about the bus", who: "other", who_name: others[1] },
    });
    await desk.call("add_record", {
      kind: "agreement",
      fields: { person: OKAFOR, agreed: "yes", with_name: others[0] },
    });
    looks.discreet = true;
    for (const section of ["story", "details", "plan"] as const) {
      const { container, unmount } = open(section);
      await screen.findByRole("heading", { level: 1, name: "Joseph" });
      await drawn(() => expect(container.querySelectorAll("h2").length).toBeGreaterThan(1));
      for (const name of others) expect(container.innerHTML, section).not.toContain(name);
      unmount();
    }
  });

  test("the header says how many risks are noted, and leads to them", async () => {
    const user = userEvent.setup();
    await desk.call("add_record", { kind: "risk", fields: { person: OKAFOR, risk: "Falls on the stairs" } });
    open("story");
    await user.click(await screen.findByRole("button", { name: /risks? noted/ }));
    await drawn(() => expect(router.route).toMatchObject({ section: "details" }));
    await screen.findByText("Falls on the stairs");
  });

  test("what goes into the bin comes back by the toast's way, without a question", async () => {
    const user = userEvent.setup();
    open("story");
    await user.click(
      (await screen.findAllByRole("button", { name: /^More: I mend clocks/ }))[0] as HTMLElement,
    );
    await user.click(await screen.findByText("Put in the bin"));
    await drawn(() => expect(screen.queryByDisplayValue("I mend clocks and radios.")).toBeNull());
    expect(screen.queryByRole("dialog")).toBeNull();
    const asked = desk.requests("archive_record")[0];
    await desk.call("restore_record", asked);
    await drawn(() => expect(screen.queryByDisplayValue("I mend clocks and radios.")).not.toBeNull());
  });
});

describe("The order of contacts", () => {
  const contact = (id: string, on: string | null, came: Contact["came"], at: string | null = null) =>
    ({ id, on, came, at }) as Contact;

  test("planned ones first, soonest on top; the rest by month, newest first", () => {
    const all = [
      contact("a", "2026-10-03", "happened"),
      contact("b", "2026-12-01", "planned"),
      contact("c", "2026-11-25", "planned", "09:00"),
      contact("d", "2026-10-20", "did_not_come"),
      contact("e", "2026-09-02", "happened"),
    ];
    expect(plannedOf(all).map(({ id }) => id)).toEqual(["c", "b"]);
    expect(monthsOf(all).map(({ key, contacts }) => [key, contacts.map(({ id }) => id)])).toEqual([
      ["2026-10", ["d", "a"]],
      ["2026-09", ["e"]],
    ]);
  });

  test("a contact that is both new and fetched as older appears once, as it is now", () => {
    const now = contact("a", "2026-10-03", "happened");
    expect(together([now], [contact("a", null, "planned"), contact("z", "2020-01-01", "happened")])).toEqual([
      now,
      contact("z", "2020-01-01", "happened"),
    ]);
  });
});

test("times and minutes are read as people write them", () => {
  expect(["9", "9.30", "1430", "2pm", "12am", "2:05 PM"].map(readTime)).toEqual([
    "09:00",
    "09:30",
    "14:30",
    "14:00",
    "00:00",
    "14:05",
  ]);
  expect(["25:00", "teatime", "14pm", "9:75"].map(readTime)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(["45", "0", "1440"].map(readMinutes)).toEqual([45, 0, 1440]);
  expect(["-5", "1441", "half an hour"].map(readMinutes)).toEqual([undefined, undefined, undefined]);
});
