import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import FirstRun from "./FirstRun.svelte";
import JoinMyTeam from "./JoinMyTeam.svelte";

const user = userEvent.setup();

beforeEach(() => {
  openDesk();
});

test("alone it takes three steps; with a team four, the same first three", async () => {
  render(FirstRun);
  await user.click(screen.getByRole("button", { name: "Start" }));
  await screen.findByText("Step 1 of 3");
  await user.click(screen.getByRole("button", { name: "Back" }));
  await user.click(screen.getByRole("button", { name: "Join" }));
  await screen.findByText("Step 1 of 4");
  await drawn(() => expect(document.activeElement?.textContent).toBe("Choose a passphrase"));
});

test("three doors, and the promise of all three", () => {
  render(FirstRun);
  expect(screen.getAllByRole("heading", { level: 2 }).map((door) => door.textContent)).toEqual([
    "Start on my own",
    "Join my team",
    "Look around with example people",
  ]);
  expect(screen.getByText(/Everything is kept on this laptop/)).toBeTruthy();
});

test("who is in is not told any more how a code is made", async () => {
  const desk = openDesk();
  desk.answer("joining", () => ({ is: "joined" }));
  render(JoinMyTeam, { worker: "Ben", steps: 4, ondone: () => undefined });
  await screen.findByRole("heading", { name: "You are in" });
  expect(screen.queryByText(/reads it out to you/)).toBeNull();
});
