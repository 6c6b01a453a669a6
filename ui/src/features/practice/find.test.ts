// Amira looks for something she once wrote for herself.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { Reflection } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { drawn, openDesk } from "../../../tests/world";
import { holds } from "./find";
import Practice from "./Practice.svelte";

afterEach(forgetAll);

test.each([
  ["", true],
  ["sil", true],
  ["SILENCE kitchen", true],
  ["sian", true],
  ["ilence", false],
  ["silence garden", false],
])("“%s” fits: %s", (typed, fits) => {
  expect(holds(typed, ["The silence in Siân’s", "kitchen"])).toBe(fits);
});

test("a long list has a box to find something in; a short one has none, and nothing of it is asked of the program", async () => {
  const one = (n: number, words: string): Reflection =>
    ({
      id: `r-${n}`,
      archived: null,
      on: `2026-01-0${n}`,
      words,
      person: null,
      for_supervision: false,
      talked_about_on: null,
      outcome: "",
      contact: null,
      task: null,
      session: null,
    }) as unknown as Reflection;
  const words = ["The silence in the kitchen", "Too fast again", "Bill laughed", "A slow door", "The stairs"];
  const desk = openDesk({ reflections: () => words.map((text, n) => one(n + 1, text)) });
  router.route = { name: "practice" };
  const user = userEvent.setup();
  render(Practice);
  const box = await screen.findByLabelText("Find in your own words");
  await user.type(box, "sil");
  await screen.findByText("1 found");
  expect(screen.getByText("The silence in the kitchen")).toBeTruthy();
  expect(screen.queryByText("Bill laughed")).toBeNull();
  expect(desk.requests("find_anything")).toEqual([]);
  await user.clear(box);
  await drawn(() => expect(screen.getByText("Bill laughed")).toBeTruthy());

  desk.answer("reflections", () => words.slice(0, 2).map((text, n) => one(n + 1, text)));
  await desk.call("add_record", { kind: "reflection", fields: {} });
  await drawn(() => expect(screen.queryByLabelText("Find in your own words")).toBeNull());
});
