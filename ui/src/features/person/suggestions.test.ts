import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { PersonView, SuggestionsView } from "$lib/generated/commands";
import Suggestions from "./Suggestions.svelte";

const person = { id: "okafor", preferred_name: "Mr Okafor", given_name: "" };
const view = { person, needs: [], strengths: [] } as unknown as PersonView;

const suggested: SuggestionsView = {
  near_unknown: true,
  needs_unknown: false,
  rows: [
    {
      line: {
        id: "befrienders",
        name: "Larkbridge befrienders",
        organisation: "",
        summary: "",
        town: "Larkbridge",
        postcode: "",
        point: null,
        miles: null,
        days: ["TU"],
        free: true,
        step_free: true,
        status: "active",
        checked_on: null,
        people: 0,
        holiday: null,
        favourite: false,
        why: [],
      },
      reasons: [{ is: "one_to_one" }, { is: "open_on", on: "2026-12-01" }],
      doubts: [
        { is: "never_checked" },
        { is: "tried_before", reached: "did_not_happen", why_not: "full" },
        { is: "age", from: 60, until: null },
      ],
    },
  ],
};

test("Amira reads what speaks for a service and what to ask first, says the days he can go, and connects him", async () => {
  const desk = new FakeBackend({
    suggest_services: () => suggested,
    connect: () => ({ id: "connection", saved_at: 0 }),
  });
  useBackend(desk);
  let closed = false;
  render(Suggestions, { view, onclose: () => (closed = true) });
  await screen.findByText("Larkbridge befrienders");
  screen.getByText("One to one");
  screen.getByText(/Open on/);
  screen.getByText("Never checked");
  screen.getByText(/Tried before: /);
  screen.getByText("From age 60");
  screen.getByText(/distance is left out/);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Tue" }));
  expect(desk.requests("suggest_services").at(-1)).toEqual({ person: "okafor", days: ["TU"] });
  await user.click(await screen.findByRole("button", { name: "Connect: Larkbridge befrienders" }));
  expect(desk.requests("connect")[0]).toMatchObject({
    person: "okafor",
    service: "befrienders",
    reached: "suggested",
  });
  expect(closed).toBe(true);
});

test("with nothing written down there is nothing to go by, and it says so", async () => {
  useBackend(
    new FakeBackend({ suggest_services: () => ({ near_unknown: true, needs_unknown: true, rows: [] }) }),
  );
  render(Suggestions, { view, onclose: () => undefined });
  await screen.findByText(/Write down a need or a strength first/);
});
