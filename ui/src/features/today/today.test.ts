import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import type { Appointment, RecordedTwiceView, TodayView, VisitView } from "$lib/generated/commands";
import { toIsoDate } from "$lib/i18n/format";
import { router } from "$lib/shell/router.svelte";
import { syncNow } from "$lib/sync/now.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Today from "./Today.svelte";
import { byDay, inOrder, keepWriting, ofToday } from "./visits";

let desk: FakeBackend;

beforeEach(() => {
  desk = openDesk();
  router.route = { name: "today" };
});

test("what became of a visit is two clicks, and the note stays although the visit is no longer planned", async () => {
  const user = userEvent.setup();
  render(Today);
  const first = (await screen.findAllByRole("button", { name: /^(It happened|We spoke)/ }))[0] as HTMLElement;
  const card = first.closest("li") as HTMLElement;
  const name = within(card).getAllByRole("link")[0]?.textContent ?? "";
  await user.click(first);
  await drawn(() =>
    expect(desk.requests("edit_field")[0]).toMatchObject({
      kind: "contact",
      field: "came",
      value: "happened",
    }),
  );
  const note = await screen.findByLabelText("What was said and done");
  await drawn(() => expect(document.activeElement).toBe(note));
  await user.keyboard(" He laughed.");
  // The program now leaves this visit out of its list; its note must not vanish under the cursor.
  await drawn(() => expect(desk.requests("today").length).toBeGreaterThan(1));
  expect(document.activeElement).toBe(note);
  expect((note.closest("li") as HTMLElement).textContent).toContain(name);
  await user.tab();
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ kind: "contact", field: "note" }),
  );
});

test("an action that is due is done in one click, and that is one change with one undo", async () => {
  const user = userEvent.setup();
  render(Today);
  await user.click((await screen.findAllByRole("checkbox"))[0] as HTMLElement);
  await drawn(() => expect(desk.requests("edit_fields")).toHaveLength(1));
  expect(desk.requests("edit_fields")[0]).toMatchObject({
    kind: "action",
    fields: { status: "done", done_on: toIsoDate(new Date()) },
  });
  expect(desk.requests("edit_field")).toEqual([]);
});

test("while names are hidden a visit says neither who nor where", async () => {
  looks.discreet = true;
  const { container } = render(Today);
  await screen.findByText("Visits and calls");
  expect(container.textContent).not.toContain("Joseph");
  expect(container.textContent).not.toContain("Weavers Row");
  looks.discreet = false;
});

test("differences to look at are a line on the page, never in the way", async () => {
  desk = openDesk({}, { as: "lead" });
  const stop = syncNow.follow();
  render(Today);
  const link = await screen.findByRole("link", { name: "6 differences to look at" });
  expect(link.getAttribute("href")).toBe("#/differences");
  expect(screen.queryByRole("dialog")).toBeNull();
  stop();
});

test("an empty day is a kind one", async () => {
  const empty: TodayView = {
    date: "2026-11-22",
    visits: [],
    coming: [],
    appointments: [],
    get_back_to: [],
    new_referrals: [],
    waiting: [],
    due: [],
    tasks: [],
    handed: [],
    away: [],
    services_to_check: [],
    capacity: { open: 0, seen_this_year: 0, agreed_number: 0, waiting: 0, oldest_wait_days: null },
  };
  desk.answer("today", () => empty);
  render(Today);
  await screen.findByText("Nothing arranged for today");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sunday 22 November");
});

const visit = (id: string, on: string, at: string | null) =>
  ({ contact: { id, on, at, came: "planned" } }) as VisitView;

const meeting = (id: string, on: string, at: string | null) =>
  ({ id, on, at, title: id, came: "planned" }) as Appointment;

test("a meeting stands among the visits by the clock", async () => {
  const today = toIsoDate(new Date());
  await call("add_record", {
    kind: "appointment",
    fields: { title: "Practice meeting", on: today, at: "00:05" },
  });
  const { container } = render(Today);
  await screen.findByText("Practice meeting");
  const day = container.querySelector("ol")?.textContent ?? "";
  expect(day).toContain("00:05");
  expect((await axe.run(container)).violations).toEqual([]);
});

test("a day is in order of time, and what was not written up comes after it", () => {
  const visits = [
    visit("old", "2026-11-20", "08:00"),
    visit("a", "2026-11-22", "09:00"),
    visit("c", "2026-11-22", null),
  ];
  const writing = visit("b", "2026-11-22", "11:00");
  const entries = inOrder(keepWriting(visits, writing), [meeting("m", "2026-11-22", "10:00")]);
  expect(ofToday(entries, "2026-11-22").map(({ id }) => id)).toEqual(["a", "m", "b", "c", "old"]);
  expect(keepWriting([...visits, writing], writing)).toHaveLength(4);
});

test("the coming week is gathered under its days", () => {
  const days = byDay(
    inOrder(
      [visit("a", "2026-11-23", "09:00"), visit("b", "2026-11-23", null), visit("c", "2026-11-25", null)],
      [meeting("m", "2026-11-24", "10:00")],
    ),
  );
  expect(days.map(({ date, entries }) => [date, entries.length])).toEqual([
    ["2026-11-23", 2],
    ["2026-11-24", 1],
    ["2026-11-25", 1],
  ]);
});

test("somebody a colleague wrote down too is said on Today, and the list is one click away", async () => {
  render(Today);
  await screen.findAllByRole("heading", { level: 1 });
  await drawn(() => expect(desk.requests("recorded_twice")).toHaveLength(1));
  expect(screen.queryByText(/recorded twice/)).toBeNull();

  desk.answer("recorded_twice", () => [{} as RecordedTwiceView]);
  await call("edit_field", { kind: "person", id: OKAFOR, field: "preferred_name", value: "Emeka" });
  const link = await screen.findByRole("link", { name: "One person may be recorded twice" });
  expect(link.getAttribute("href")).toBe("#/recorded-twice");
});
