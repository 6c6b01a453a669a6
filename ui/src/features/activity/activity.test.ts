import { render, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import type { ActivityLine, Moved } from "$lib/generated/commands";
import { syncNow } from "$lib/sync/now.svelte";
import { waiting } from "$lib/sync/waiting.svelte";
import { openDesk } from "../../../tests/world";
import Activity from "./Activity.svelte";
import { byDay, movedWords } from "./lines";

afterEach(() => {
  vi.useRealTimers();
});

const line = (at: Date, what: Moved): ActivityLine => ({ at: at.getTime(), what });

test("lines stand under their day, newest first, also across midnight", () => {
  const days = byDay([
    line(new Date(2026, 10, 21, 23, 59), { is: "connected" }),
    line(new Date(2026, 10, 22, 0, 1), { is: "sent", changes: 1 }),
    line(new Date(2026, 10, 22, 9, 0), { is: "roster" }),
  ]);
  expect(days.map((day) => [day.date, day.lines.map((one) => one.what.is)])).toEqual([
    ["2026-11-22", ["roster", "sent"]],
    ["2026-11-21", ["connected"]],
  ]);
});

test("each is said in plain words; a code from a newer version is not shown raw", () => {
  const said: [Moved, string][] = [
    [{ is: "sent", changes: 1 }, "1 change sent"],
    [{ is: "received", changes: 1_200, by: "Ben" }, "1,200 changes received from Ben"],
    [{ is: "received", changes: 2, by: "" }, "2 changes received"],
    [{ is: "stick_read", changes: 0 }, "A stick was read: nothing was new"],
    [{ is: "trouble", code: "not_ours" }, "Something else answers in the server’s place"],
    [{ is: "trouble", code: "of_tomorrow" }, "Something is the matter"],
  ];
  for (const [what, words] of said) expect(movedWords(what)).toBe(words);
});

test("a laptop that works alone has a kind, empty page", async () => {
  openDesk();
  render(Activity);
  await screen.findByText("Nothing has moved yet");
  expect(screen.queryByRole("button", { name: "Look for changes now" })).toBeNull();
});

test("off line it says whose news has not gone out, and the record says so too", async () => {
  // Three hours ago is today, at whatever hour this runs.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 22, 14, 0) });
  openDesk({}, { as: "lead", standing: "offline", unsent: 3 });
  const stops = [syncNow.follow(), waiting.follow()];
  render(Activity);
  const list = within(await screen.findByRole("region", { name: "Waiting to be sent" }));
  const [whose] = list.getAllByRole("listitem");
  expect(whose?.textContent).toMatch(/2 changes, the oldest made 3 hours ago/);
  expect(list.getByText("The directory")).toBeTruthy();
  const link = list.getByRole("link");
  const id = link.getAttribute("href")?.split("/")[2] ?? "";
  expect(waiting.of(id)).toBe(2);
  for (const stop of stops) stop();
});

test("in a team it names who, and how many, and nothing of what was in them", async () => {
  openDesk({}, { as: "lead" });
  render(Activity);
  await screen.findByText("12 changes received from Ben");
  expect(screen.getAllByRole("heading", { level: 2 }).length).toBeGreaterThan(1);
});
