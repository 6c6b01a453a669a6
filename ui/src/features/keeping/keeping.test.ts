import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { PersonLine, ToCheckView } from "$lib/generated/commands";
import Checks from "./Checks.svelte";
import { asLines, report } from "./report";

const club = (some: Partial<ToCheckView> = {}): ToCheckView => ({
  id: "club",
  name: "Larkbridge lunch club",
  phone: "01632 960100",
  last: null,
  by: "",
  gone_since: null,
  people: 1,
  tried: 2,
  ...some,
});

describe("Amira rings round on Friday", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = new FakeBackend({
      services_to_check: () => [club({ gone_since: "2026-11-01" })],
      note_check: ({ found }) => ({
        saved_at: 0,
        people: found === "closed" ? [{ id: "okafor", called: "Mr Okafor" } as unknown as PersonLine] : [],
      }),
    });
    useBackend(desk);
  });

  test("one key says what she found", async () => {
    render(Checks);
    const right = await screen.findByRole("button", { name: "Still right: Larkbridge lunch club" });
    screen.getByText("Not in its list any more");
    screen.getByText(/tried 2 times, nobody answered/);
    right.focus();
    const user = userEvent.setup();
    await user.keyboard("4");
    expect(desk.requests("note_check")).toEqual([{ service: "club", found: "no_answer", words: "" }]);
  });

  test("a closed door names everyone who is on the way there", async () => {
    render(Checks);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Has closed: Larkbridge lunch club" }));
    await screen.findByText("Larkbridge lunch club has closed");
    await screen.findByText("Mr Okafor");
  });
});

test("what leaves the house says what is told, and how it was counted", () => {
  const written = report(
    {
      people: 10,
      rows: [
        {
          need: "company",
          people: 10,
          why_not: [["full", 5]],
          places: [["SY1", 10]],
        },
        { need: "food", people: null, why_not: [], places: [] },
      ],
      places: [["SY1", 10]],
    },
    "1 January",
    "1 June",
    (code) => code,
  );
  expect(written.title).toBe("Needs that nothing local met, 1 January to 1 June");
  expect(written.words.split("\n\n").at(-1)).toBe("People with the needs that are told: about 10");
  expect(written.table).toEqual({
    headings: ["Need", "People", "Why not", "Where"],
    rows: [
      ["company", "about 10", "It was full: about 5", "SY1: about 10"],
      ["food", "fewer than 5", "", ""],
    ],
    below: "By place, over the needs that are told there: SY1: about 10",
  });
  expect(asLines(written).split("\n").slice(4)).toEqual([
    "People with the needs that are told: about 10",
    "",
    "company: about 10",
    "  It was full: about 5",
    "  SY1: about 10",
    "food: fewer than 5",
    "",
    "By place, over the needs that are told there: SY1: about 10",
  ]);
});
