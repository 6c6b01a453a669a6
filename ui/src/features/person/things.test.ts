import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { measureAnswers } from "$lib/backend/dev-measures";
import type { Story } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import HowThingsAre from "./HowThingsAre.svelte";

const user = userEvent.setup();
const open = () => render(HowThingsAre, { person: OKAFOR });
afterEach(forgetAll);

const ask = async () => {
  await user.click(await screen.findByRole("button", { name: "Ask how things are" }));
  const page = within(await screen.findByRole("dialog"));
  await user.click(await page.findByRole("radio", { name: "Two questions" }));
  return page;
};

describe("How things are with Mr Okafor", () => {
  test("the line is told in words too, and its figures stand in a table with what he said", async () => {
    openDesk();
    open();
    await screen.findByRole("img", { name: "Sleep: 3 (low) at first, 6 (medium) now, asked 2 times" });
    await user.click(screen.getByRole("button", { name: "As a table, with their words" }));
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent?.replace(/\s+/g, " ").trim()).slice(1)).toEqual([
      expect.stringContaining("The street is loud"),
      expect.stringContaining("Since the choir"),
    ]);
  });

  test("what he leaves out is told, and is not sent as an answer", async () => {
    const desk = openDesk();
    open();
    const page = await ask();
    await user.click((await page.findAllByRole("radio", { name: "7" }))[0] as HTMLElement);
    await page.findByText("1 question has no answer: it counts as missing.");
    const write = page.getByRole("button", { name: "Write it down" });
    expect(write).toHaveProperty("disabled", true);
    await user.click(page.getByRole("radio", { name: "Together" }));
    await user.click(write);
    await drawn(() => expect(desk.requests("record_measure")).toHaveLength(1));
    expect(desk.requests("record_measure")[0]).toMatchObject({
      person: OKAFOR,
      measure: "two",
      version: 1,
      filled: "together",
      answers: [{ question: "sleep", score: 7, words: "" }],
      score: null,
    });
  });

  test("what nobody holds a licence for cannot be chosen", async () => {
    openDesk();
    open();
    await user.click(await screen.findByRole("button", { name: "Ask how things are" }));
    const licensed = await screen.findByRole("radio", { name: "A licensed measure" });
    expect(licensed).toHaveProperty("disabled", true);
  });

  test("answers half given are there again after a lock", async () => {
    openDesk();
    open();
    const page = await ask();
    await user.click((await page.findAllByRole("radio", { name: "4" }))[1] as HTMLElement);
    cleanup();
    open();
    const again = within(await screen.findByRole("dialog"));
    const fours = await again.findAllByRole("radio", { name: "4" });
    await drawn(() => expect((fours[1] as HTMLInputElement).checked).toBe(true));
    expect((fours[0] as HTMLInputElement).checked).toBe(false);
  });

  test("turned to the whole screen, the same answers go along", async () => {
    openDesk();
    open();
    const page = await ask();
    await user.click(page.getByRole("button", { name: "Ask it on the whole screen" }));
    await drawn(() => expect(router.route).toEqual({ name: "together", id: OKAFOR, section: "measure" }));
  });

  test("a story that is taken back is taken back from everybody", async () => {
    const story: Story = {
      id: "story-1",
      archived: null,
      person: OKAFOR,
      title: "The roses",
      words: "Joseph grows roses",
      anonymised: "He grows roses",
      for_team: "yes",
      for_funder: "yes",
      for_public: "no",
      agreed_on: null,
      agreed_words: "",
      withdrawn_on: null,
      author: "Amira",
      written_at: 0,
    };
    const view = measureAnswers();
    const desk = openDesk({
      how_things_are: (request) =>
        ({
          ...(view.how_things_are?.(request) as never as object),
          stories: [{ story, told_to: ["team", "funder"] }],
        }) as never,
    });
    open();
    await screen.findByText(/May hear it: the team, those who fund the work/);
    await user.click(screen.getByRole("button", { name: "They take it back" }));
    await drawn(() =>
      expect(desk.requests("edit_fields").at(-1)).toMatchObject({
        kind: "story",
        id: "story-1",
        fields: {
          for_team: "withdrawn",
          for_funder: "withdrawn",
          withdrawn_on: expect.stringMatching(/^\d{4}-/),
        },
      }),
    );
    expect(desk.requests("edit_fields").at(-1)?.fields).not.toHaveProperty("for_public");
  });
});
