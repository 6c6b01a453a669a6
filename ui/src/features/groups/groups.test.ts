// A walking group by keyboard: a meeting, who came, who stopped coming; and events with their reach.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import type { GroupView } from "$lib/generated/commands";
import { toIsoDate } from "$lib/i18n/format";
import { router } from "$lib/shell/router.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Events from "./Events.svelte";
import Group from "./Group.svelte";
import Groups from "./Groups.svelte";
import { shownMeetings, yearOf } from "./weeks";

let desk: FakeBackend;
const user = userEvent.setup();
const today = toIsoDate(new Date());

beforeEach(() => {
  desk = openDesk();
});
afterEach(() => {
  forgetAll();
  looks.discreet = false;
});

async function walkingGroup(days: readonly string[] = []): Promise<{ id: string; meetings: string[] }> {
  const { id } = await call("add_record", { kind: "group", fields: { name: "Walking group" } });
  const meetings: string[] = [];
  for (const on of days)
    meetings.push((await call("add_record", { kind: "group_meeting", fields: { group: id, on } })).id);
  router.route = { name: "group", id };
  return { id, meetings };
}

test("a name and Enter: the group is there", async () => {
  router.route = { name: "groups" };
  const { container } = render(Groups);
  await screen.findByText("No group yet");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.type(screen.getByLabelText("A new group"), "Craft morning{Enter}");
  await drawn(() => expect(location.hash).toMatch(/^#\/group\//));
  expect(desk.requests("add_record").at(-1)).toMatchObject({
    kind: "group",
    fields: { name: "Craft morning" },
  });
});

test("it meets today: who came is ticked from the keyboard, the others are a number", async () => {
  const { meetings } = await walkingGroup(["2026-01-06"]);
  await call("mark_attendance", { meeting: meetings[0] ?? "", person: OKAFOR, came: "happened" });
  const { container } = render(Group);
  await user.click(await screen.findByRole("button", { name: "It meets today" }));
  await drawn(() =>
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "group_meeting",
      fields: { on: today },
    }),
  );
  const box = () => screen.getByRole("checkbox", { name: /^Came: / }) as HTMLInputElement;
  await drawn(() => expect(box().checked).toBe(false));
  box().focus();
  await user.keyboard(" ");
  await drawn(() =>
    expect(desk.requests("mark_attendance").at(-1)).toMatchObject({ person: OKAFOR, came: "happened" }),
  );
  const heads = within(screen.getByRole("group", { name: "Other people" }));
  await heads.findByText("not counted");
  await user.click(heads.getByRole("button", { name: "One more" }));
  await heads.findByText("2 together");
  expect((await axe.run(container)).violations).toEqual([]);
});

test("who has missed two is named once, with when they last came; in the weeks a day opens its meeting", async () => {
  const { meetings } = await walkingGroup(["2026-01-06", "2026-01-13", "2026-01-20"]);
  await call("mark_attendance", { meeting: meetings[0] ?? "", person: OKAFOR, came: "happened" });
  render(Group);
  const card = within(await screen.findByRole("region", { name: "Not seen lately" }));
  card.getByText(/last .*2026, 2 meetings since without them/);
  const table = within(screen.getByRole("table"));
  expect(table.getAllByText("Came")).toHaveLength(1);
  await user.click(table.getByRole("button", { name: /6 Jan/ }));
  await drawn(() =>
    expect((screen.getByRole("checkbox", { name: /^Came: / }) as HTMLInputElement).checked).toBe(true),
  );
});

test("while names are hidden nobody of the group is named", async () => {
  const { meetings } = await walkingGroup(["2026-01-06"]);
  await call("mark_attendance", { meeting: meetings[0] ?? "", person: OKAFOR, came: "happened" });
  looks.discreet = true;
  const { container } = render(Group);
  await screen.findByRole("table");
  expect(container.innerHTML).not.toContain("Okafor");
});

test("a talk is one form and Enter; what it came to is counted, and saved as a table", async () => {
  router.route = { name: "events" };
  const { container } = render(Events);
  await screen.findByText("No events in this year");
  const form = within(screen.getByRole("form"));
  await user.click(form.getByRole("button", { name: "Write down" }));
  await form.findByText("Say what it was");
  await user.type(form.getByLabelText("What it was"), "Talk at the mosque");
  await user.type(form.getByLabelText("About how many people"), "60{Enter}");
  await screen.findByText("about 60 people");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save as a table (CSV)" }));
  await drawn(() => expect(desk.requests("save_events")[0]).toEqual(yearOf(today)));
});

test("years begin in April, and the last meetings are read from the left", () => {
  expect(yearOf("2026-11-22")).toEqual({ from: "2026-04-01", until: "2027-03-31" });
  expect(yearOf("2027-03-31")).toEqual({ from: "2026-04-01", until: "2027-03-31" });
  const meetings = Array.from({ length: 14 }, (_, at) => ({ meeting: { id: `${at}` }, ours: 0 }));
  const shown = shownMeetings(meetings as unknown as GroupView["meetings"]);
  expect([shown.length, shown[0]?.meeting.id, shown.at(-1)?.meeting.id]).toEqual([12, "11", "0"]);
});
