import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import type { ServicesView, WhenSaidView } from "$lib/generated/commands";
import Filters from "./Filters.svelte";
import { search } from "./search.svelte";

const settle = (wait = 0) => new Promise((go) => setTimeout(go, wait));
const nothing: ServicesView = {
  total: 0,
  at_least: false,
  near: null,
  near_unknown: false,
  when_said: null,
  unsaid: 0,
  rows: [],
};

let desk: FakeBackend;
let said: WhenSaidView | null = null;
const asked = () => desk.requests("search_services").at(-1) as Record<string, unknown>;

beforeEach(() => {
  said = null;
  desk = new FakeBackend({
    ...directoryAnswers(() => desk),
    search_services: () => ({ ...nothing, when_said: said }),
  });
  useBackend(desk);
  render(Filters, { props: { ondown: () => {}, onenter: () => {} } });
});

afterEach(() => search.forget());

test("a time that Amira typed stands as a filter, and taking it away takes its words away", async () => {
  said = { day: "TH", part: "afternoon", rest: "lunch" };
  search.narrow({ text: "lunch thursday afternoon" });
  await settle(10);
  const chip = screen.getByRole("button", { name: "Remove: Open on Thursday afternoon" });
  said = null;
  await userEvent.setup().click(chip);
  await settle(10);
  expect(asked()).toMatchObject({ text: "lunch", day: null, part: null, now: false });
  expect(screen.queryByRole("button", { name: /^Remove: Open on/ })).toBeNull();
});

test("open now and a day of the week are one or the other", async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Open now" }));
  expect(asked()).toMatchObject({ now: true, day: null });
  await user.click(screen.getByRole("button", { name: "More filters" }));
  const part = screen.getByLabelText<HTMLSelectElement>("In the");
  expect(part.disabled).toBe(true);
  await user.selectOptions(screen.getByLabelText("Open on"), "Thursday");
  await user.selectOptions(part, "afternoon");
  expect(asked()).toMatchObject({ now: false, day: "TH", part: "afternoon" });
  await user.click(screen.getByRole("button", { name: "Remove: Open on Thursday afternoon" }));
  expect(asked()).toMatchObject({ day: null, part: null });
});
