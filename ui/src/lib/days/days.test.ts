// Amira's tasks, a handover to her, and a visit that overruns.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import LateWhileLocked from "$lib/days/LateWhileLocked.svelte";
import OutNow from "$lib/days/OutNow.svelte";
import Tasks from "$lib/days/Tasks.svelte";
import type { OutView, Task } from "$lib/generated/commands";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";

let desk: FakeBackend;
const user = userEvent.setup();

beforeEach(() => {
  desk = openDesk();
});
afterEach(() => {
  forgetAll();
  looks.discreet = false;
});

const task = (id: string, what: string): Task => ({
  id,
  archived: null,
  person: null,
  what,
  worker: "Amira",
  due_on: "2026-11-24",
  status: "planned",
  done_on: null,
  outcome: "",
  author: "Amira",
  written_at: null,
});

test("a task is added in one line, ticked with its day in one change, and moved to another day", async () => {
  const ring = await call("add_record", { kind: "task", fields: { what: "Ring the surgery" } });
  const { container } = render(Tasks, {
    tasks: [task(ring.id, "Ring the surgery")],
    today: "2026-11-24",
    person: OKAFOR,
    label: "Something to do",
  });
  await user.type(screen.getByLabelText("Something to do"), "Post the form{Enter}");
  await drawn(() =>
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "task",
      fields: { person: OKAFOR, what: "Post the form", due_on: "2026-11-24" },
    }),
  );
  await user.click(screen.getByRole("checkbox", { name: "Done: Ring the surgery" }));
  await drawn(() =>
    expect(desk.requests("edit_fields").at(-1)).toMatchObject({
      kind: "task",
      fields: { status: "done", done_on: "2026-11-24" },
    }),
  );
  await user.click(screen.getByRole("button", { name: "Another day: Ring the surgery" }));
  await user.click(await screen.findByRole("menuitem", { name: "In a week" }));
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "due_on", value: "2026-12-01" }),
  );
  expect((await axe.run(container)).violations).toEqual([]);
});

const out = (out_by: number): OutView => ({
  contact: "contact-1",
  person: OKAFOR,
  called: "Joseph",
  place: "4 Weavers Row",
  went_in_at: out_by - 3_600_000,
  out_by,
  buddy: "Ben, 01632 960 311",
  overdue: out_by <= Date.now(),
});

test("a visit that overruns says whom to ring and what to say, and that nobody else was told", async () => {
  desk.answer("out_alone", () => [out(Date.now() - 60_000)]);
  desk.answer("come_out", () => ({ saved_at: Date.now() }));
  desk.answer("stay_longer", () => ({ saved_at: Date.now() }));
  const { container } = render(OutNow);
  const alarm = within(await screen.findByRole("alert"));
  alarm.getByText("Ben, 01632 960 311");
  alarm.getByText(/The address is 4 Weavers Row/);
  alarm.getByText(/Nobody else has been told/);
  expect((await axe.run(container)).violations).toEqual([]);
  await user.click(alarm.getByRole("button", { name: "15 minutes more" }));
  await drawn(() => expect(desk.requests("stay_longer")).toEqual([{ contact: "contact-1", minutes: 15 }]));
  await user.click(alarm.getByRole("button", { name: "I am out and safe" }));
  await drawn(() => expect(desk.requests("come_out")).toEqual([{ contact: "contact-1" }]));
});

test("it becomes late while it is looked at", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  desk.answer("out_alone", () => [out(Date.now() + 60_000)]);
  render(OutNow);
  await drawn(() => expect(screen.getByText(/You are in until/)).toBeTruthy());
  expect(screen.queryByRole("alert")).toBeNull();
  vi.advanceTimersByTime(70_000);
  await drawn(() => expect(screen.getByRole("alert")).toBeTruthy());
  vi.useRealTimers();
});

test("while names are hidden the words to say have no address", async () => {
  looks.discreet = true;
  desk.answer("out_alone", () => [out(Date.now() - 60_000)]);
  const { container } = render(OutNow);
  await screen.findByRole("alert");
  expect(container.textContent).not.toContain("Weavers");
  expect(container.textContent).not.toContain("Joseph");
});

test("the locked door says that a visit is past its time, and no name", async () => {
  desk.answer("start_state", () => ({
    vault: "locked",
    example: false,
    version: "0.1.0",
    settings: { theme: "system", text_size: 100, lock_minutes: 10, spell_check: true, safe_graphics: false },
    worker: "",
    out_by: Date.now() - 60_000,
  }));
  const { container } = render(LateWhileLocked);
  const alarm = await screen.findByRole("alert");
  expect(alarm.textContent).toContain("A visit is past its time");
  expect((await axe.run(container)).violations).toEqual([]);
});
