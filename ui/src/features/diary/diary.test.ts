// Amira's diary: one line of time, arranged, moved, called off.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import { toIsoDate } from "$lib/i18n/format";
import { router } from "$lib/shell/router.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Diary from "./Diary.svelte";
import { addDays, daysOf, milesIn, numberIn, ruleOf, step, timeIn } from "./weeks";

let desk: FakeBackend;
const user = userEvent.setup();
const today = toIsoDate(new Date());

beforeEach(() => {
  desk = openDesk();
  router.route = { name: "diary" };
});
afterEach(() => {
  forgetAll();
  looks.discreet = false;
});

const meeting = (fields: Record<string, unknown> = {}) =>
  call("add_record", {
    kind: "appointment",
    fields: { title: "Practice meeting", on: today, at: "16:10", ...fields },
  });

test("a meeting stands beside the visits; called off it stays to be seen; another time is one change", async () => {
  await meeting();
  const { container } = render(Diary);
  await screen.findByText("Practice meeting");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(screen.getByRole("button", { name: "More: Practice meeting" }));
  await user.click(await screen.findByRole("menuitem", { name: "Another time" }));
  const dialog = within(await screen.findByRole("dialog"));
  const at = dialog.getByLabelText("At");
  await user.clear(at);
  await user.type(at, "930");
  await user.click(dialog.getByRole("button", { name: "Move it" }));
  await drawn(() =>
    expect(desk.requests("edit_fields").at(-1)).toMatchObject({
      kind: "appointment",
      fields: { on: today, at: "09:30", came: "planned" },
    }),
  );
});

test("a time that comes again is arranged in one form, and what is missing is said", async () => {
  render(Diary);
  await user.click(await screen.findByRole("button", { name: "Arrange a time" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Put it in the diary" }));
  await dialog.findByText("Say with whom, or what it is");
  expect(desk.requests("arrange")).toEqual([]);
  await user.type(dialog.getByLabelText("What it is"), "Hour at the surgery");
  await user.type(dialog.getByLabelText("At"), "14:00");
  await user.selectOptions(dialog.getByLabelText("Comes again"), "Every week");
  await user.click(dialog.getByRole("button", { name: "Put it in the diary" }));
  await drawn(() => expect(desk.requests("arrange")).toHaveLength(1));
  expect(desk.requests("arrange")[0]).toMatchObject({
    person: null,
    title: "Hour at the surgery",
    on: today,
    at: "14:00",
    minutes: 60,
    repeats: "FREQ=WEEKLY;COUNT=6",
  });
});

test("of one day it says what to know before each door, and nothing of it while names are hidden", async () => {
  await call("add_record", {
    kind: "contact",
    fields: {
      person: OKAFOR,
      on: today,
      at: "11:00",
      came: "planned",
      means: "home_visit",
      place: "4 Weavers Row",
    },
  });
  looks.discreet = true;
  const { container } = render(Diary);
  await user.click(await screen.findByRole("button", { name: "Day" }));
  await screen.findAllByText("Home visit");
  expect(container.textContent).not.toContain("Weavers Row");
  expect(container.textContent).not.toContain("Before the door");
  looks.discreet = false;
  await drawn(() => expect(container.textContent).toContain("Before the door"));
  expect(container.textContent).toContain("4 Weavers Row");
});

test("two at one time are said to overlap", async () => {
  await meeting();
  await meeting({ title: "Supervision" });
  render(Diary);
  for (const title of ["Practice meeting", "Supervision"]) {
    const line = (await screen.findByText(title)).closest("li") as HTMLElement;
    within(line).getByText("Overlaps");
  }
});

test("an afternoon away says from when and who covers, and is changed in its own form", async () => {
  const { container } = render(Diary);
  await user.click(await screen.findByRole("button", { name: "Be away" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("From (a part of the first day)"), "13:00");
  await user.type(dialog.getByLabelText("Back at (a part of the last day)"), "12:00");
  await user.click(dialog.getByRole("button", { name: "Keep it" }));
  await dialog.findByText("That is before the first day");
  await user.clear(dialog.getByLabelText("Back at (a part of the last day)"));
  await user.type(dialog.getByLabelText("Who covers"), "Ben");
  await user.click(dialog.getByRole("button", { name: "Keep it" }));
  await screen.findByText(/^Amira, .* from 13:00$/);
  await screen.findByText("Ben covers");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^More: Amira/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Change it" }));
  const again = within(await screen.findByRole("dialog"));
  expect((again.getByLabelText("Who covers") as HTMLInputElement).value).toBe("Ben");
  await user.clear(again.getByLabelText("Who covers"));
  await user.click(again.getByRole("button", { name: "Keep it" }));
  await screen.findByText("Nobody covers");
});

describe("Days and rules", () => {
  test("a week begins on Monday, and steps over the change of the clocks", () => {
    expect(daysOf("week", "2026-11-29")[0]).toBe("2026-11-23");
    expect(daysOf("day", "2026-11-24")).toEqual(["2026-11-24"]);
    expect(step("week", "2026-10-20", 1)).toBe("2026-10-27");
    expect(addDays("2027-03-28", 1)).toBe("2027-03-29");
  });
  test("rules as calendars write them", () => {
    expect(ruleOf("once", "2026-11-24", 6)).toBe("");
    expect(ruleOf("fortnightly", "2026-11-24", 3)).toBe("FREQ=WEEKLY;INTERVAL=2;COUNT=3");
    expect(ruleOf("monthly", "2026-11-24", 3)).toBe("FREQ=MONTHLY;BYDAY=4TU;COUNT=3");
    expect(ruleOf("monthly", "2026-11-30", 3)).toBe("FREQ=MONTHLY;BYDAY=-1MO;COUNT=3");
  });
  test("times and numbers as people type them", () => {
    expect(["9.30", "930", "14:00", "", "25:00", "soon"].map(timeIn)).toEqual([
      "09:30",
      "09:30",
      "14:00",
      null,
      undefined,
      undefined,
    ]);
    expect([numberIn("7", 9), numberIn("1", 52, 2), milesIn("4,5"), milesIn("x")]).toEqual([
      7,
      undefined,
      4.5,
      undefined,
    ]);
  });
});
