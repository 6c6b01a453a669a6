// "Still unknown" is a way to the right question, not a list of failings.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { Unknown } from "$lib/generated/commands";
import { records } from "$lib/i18n/en/records";
import { router } from "$lib/shell/router.svelte";
import { drawn, openDesk } from "../../../tests/world";
import { desk as recordDesk } from "./desk.svelte";
import Person from "./Person.svelte";

/** What the cursor must be in, by the words that name it. */
const asked: Record<Unknown, [section: string, name: string]> = {
  given_name: ["details", "First name"],
  family_name: ["details", "Family name"],
  date_of_birth: ["details", "Day"],
  gp_practice: ["details", "Find the GP practice"],
  referrer: ["details", "A new referral"],
  risk: ["details", "Add a risk"],
  gender: ["details", "Gender"],
  ethnicity: ["details", "Ethnicity"],
  nhs_number: ["details", "NHS number"],
  address: ["details", "Add an address"],
  reach: ["details", "Add a number or e-mail"],
  sexual_orientation: ["details", "Sexual orientation"],
  requirements: ["details", "Help with communication"],
  consent: ["details", "Add what they agreed to"],
  need: ["plan", "Add a need"],
};

const nameOf = (at: Element | null) =>
  (at as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim() || at?.textContent?.trim();

afterEach(() => {
  forgetAll();
  recordDesk.leave();
});

test("everything that is unknown about someone new leads to its own question", async () => {
  const user = userEvent.setup();
  const desk = openDesk();
  const { id } = (await desk.call("new_person", { name: "Sam", standing: "open" })) as { id: string };
  router.route = { name: "person", id, section: "story" };
  location.hash = `#/person/${id}/story`;
  render(Person);
  await user.click(await screen.findByRole("button", { name: /^Still unknown/ }));
  for (const [unknown, [section, name]] of Object.entries(asked) as [Unknown, [string, string]][]) {
    await user.click(screen.getByRole("button", { name: records.unknown[unknown] }));
    await drawn(() => {
      expect(router.route).toMatchObject({ section });
      expect(nameOf(document.activeElement), unknown).toBe(name);
    });
  }
}, 30_000);

test("somebody who was erased while they were looked at: calm words, and a way on", async () => {
  openDesk();
  router.route = { name: "person", id: "0199aaaa-0000-7000-8000-00000000dead", section: "story" };
  render(Person);
  await screen.findByText("This record is no longer on this laptop");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("link", { name: "What was erased" }).getAttribute("href")).toBe(
    "#/settings/erased",
  );
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
