// Amira has words to begin with, and they are hers to change.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import BeginWith from "$lib/phrases/BeginWith.svelte";
import { phrases } from "$lib/phrases/phrases.svelte";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { toasts } from "$lib/toasts.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Practice from "./Practice.svelte";

let desk: FakeBackend;
const user = userEvent.setup();
const stops: (() => void)[] = [];

beforeEach(() => {
  shell.state = "open";
  desk = openDesk();
  router.route = { name: "practice", page: "words" };
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  forgetAll();
  toasts.clear();
  shell.state = "starting";
});
const region = async () => within(await screen.findByRole("region", { name: "Templates" }));

test("ours come with one click; a part is changed, and the template is the team’s with another", async () => {
  const { container } = render(Practice);
  const templates = await region();
  await user.click(templates.getByRole("button", { name: "Take ours to begin with" }));
  await user.click(await templates.findByRole("button", { name: /^First conversation/ }));
  const words = await templates.findByLabelText<HTMLTextAreaElement>("Words to begin with");
  expect(words.value).toBe("What {name} wanted to talk about:");
  expect((await axe.run(container)).violations).toEqual([]);
  await user.type(words, " and why now");
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toMatchObject({
      kind: "phrase",
      field: "parts",
      value: [{ field: "note", words: "What {name} wanted to talk about: and why now" }],
    }),
  );
  await user.click(templates.getByRole("button", { name: "More: First conversation" }));
  await user.click(await screen.findByRole("menuitem", { name: "Share with the team" }));
  await drawn(() => expect(desk.requests("share_phrase").at(-1)).toMatchObject({ for_team: true }));
  await templates.findByText("The team’s");
  // What is typed by its name is another list.
  expect(screen.queryByText(";First conversation")).toBeNull();
});

test("a new one begins with the field that is written first", async () => {
  render(Practice);
  const templates = await region();
  await user.click(templates.getByRole("button", { name: "New for a plan" }));
  expect(desk.requests("add_record").at(-1)).toMatchObject({
    kind: "phrase",
    fields: { what_for: "plan", parts: [{ field: "goal", words: "" }] },
  });
  await templates.findByLabelText("Goes to");
});

test("a contact begins with one; what had words already is said", async () => {
  stops.push(phrases.follow());
  await desk.call("begin_templates", {});
  await drawn(() => expect(phrases.list.length).toBeGreaterThan(2));
  desk.answer("use_template", () => ({ put: 1, left: 2, saved_at: 1 }));
  render(BeginWith, { what: "contact", person: OKAFOR, contact: "contact-1" });
  await user.click(screen.getByRole("button", { name: "Begin with a template" }));
  expect(screen.queryByRole("menuitem", { name: "Getting out" })).toBeNull();
  await user.click(await screen.findByRole("menuitem", { name: "First conversation" }));
  await drawn(() =>
    expect(desk.requests("use_template").at(-1)).toMatchObject({ person: OKAFOR, contact: "contact-1" }),
  );
  await drawn(() => expect(toasts.list.at(-1)?.words).toMatch(/^2 parts were left out/));
});
