// What goes along and what comes in: the day on paper, and other calendars.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import type { CalendarView } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Calendars from "./Calendars.svelte";
import DaySheet from "./DaySheet.svelte";

let desk: FakeBackend;
const user = userEvent.setup();

beforeEach(() => {
  desk = openDesk();
});
afterEach(forgetAll);

test("the day stands on the screen as it will on paper: initials, and without what is left off", async () => {
  await call("add_record", {
    kind: "contact",
    fields: {
      person: OKAFOR,
      on: "2027-02-02",
      at: "11:00",
      came: "planned",
      means: "home_visit",
      place: "4 Weavers Row",
    },
  });
  router.route = { name: "day", id: "2027-02-02" };
  const { container } = render(DaySheet);
  const paper = within(await screen.findByRole("region", { name: "The paper" }));
  await paper.findByText("J. O.");
  paper.getByText("4 Weavers Row");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(screen.getByRole("checkbox", { name: "Where they live" }));
  await drawn(() => expect(paper.queryByText("4 Weavers Row")).toBeNull());
  await user.click(screen.getByRole("radio", { name: "Whole names" }));
  await paper.findByText(/Okafor/);
  await user.click(screen.getByRole("button", { name: "Save as PDF" }));
  await drawn(() =>
    expect(desk.requests("save_day_sheet")[0]).toEqual({
      on: "2027-02-02",
      names: true,
      leave_off: ["place"],
      layout: "standard",
    }),
  );
  await screen.findByText(/destroy the paper/);
});

test("an empty day makes no paper", async () => {
  router.route = { name: "day", id: "2027-02-03" };
  render(DaySheet);
  await screen.findByText("Nothing is arranged for this day");
  expect(screen.queryByRole("button", { name: "Save as PDF" })).toBeNull();
});

const time = (source_id: string, more: object = {}) => ({
  source_id,
  on: "2027-02-02",
  at: "10:00",
  minutes: 60,
  title: source_id,
  place: "",
  private: false,
  is: "new" as const,
  clashes: [],
  ...more,
});

test("a calendar is shown before it is taken: what is private stays out unless it is asked for", async () => {
  const view: CalendarView = {
    times: [
      time("Practice meeting", { clashes: ["Joseph"] }),
      time("Dentist", { private: true }),
      time("Moved", { is: "changed" }),
      time("Old friend", { is: "known" }),
    ],
    later: 0,
    over: 3,
    endless: 1,
    endless_until: "2027-05-25",
    left: [{ title: "Birthday", on: "2027-03-01", why: "other_rule", detail: "FREQ=YEARLY" }],
    left_total: 1,
  };
  desk.answer("look_into_calendar", () => view);
  router.route = { name: "calendars" };
  const { container } = render(Calendars);
  await user.click(screen.getByRole("button", { name: "Choose a file (.ics)" }));
  await screen.findByText(
    /^3 times can come in. 1 is in the diary already. 3 are over and left out. 1 goes on for ever there: its times until/,
  );
  screen.getByText("Overlaps: Joseph");
  expect((screen.getByRole("checkbox", { name: /Dentist/ }) as HTMLInputElement).checked).toBe(false);
  await user.click(screen.getByRole("button", { name: "1 is left alone" }));
  await screen.findByText(/by a rule that this diary does not follow/);
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Bring in 2 times" }));
  await drawn(() =>
    expect(desk.requests("take_calendar")[0]).toMatchObject({ take: ["Practice meeting", "Moved"] }),
  );
});

test("a calendar that goes out says initials unless more is asked for, and warns before names", async () => {
  router.route = { name: "calendars" };
  render(Calendars);
  await user.click(screen.getByRole("button", { name: "Save the calendar file" }));
  await drawn(() => expect(desk.requests("save_calendar")[0]).toMatchObject({ says: "initials" }));
  await user.click(screen.getByRole("radio", { name: /^All of it/ }));
  await screen.findByText(/Names and addresses would stand/);
});
