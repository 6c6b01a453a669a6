import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { BackendError } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import { erased } from "$lib/erased.svelte";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Erase from "./Erase.svelte";

describe("Mr Okafor asks for his record to be erased", () => {
  let desk: FakeBackend;
  const user = userEvent.setup();

  beforeEach(() => {
    desk = openDesk({}, { as: "lead" });
    erased.latest = null;
  });
  afterEach(() => forgetAll());

  const dialog = async () => {
    render(Erase, { person: OKAFOR, called: "Mr Okafor" });
    await user.click(screen.getByRole("button", { name: "Erase for ever…" }));
    return within(await screen.findByRole("dialog"));
  };

  test("it says how it is unlike the bin, what goes and what stays, and does nothing by itself", async () => {
    const page = await dialog();
    expect(page.getByText(/The bin puts a record away/)).toBeTruthy();
    expect(page.getByText(/backups on this laptop/)).toBeTruthy();
    expect(page.getByText(/What was printed/)).toBeTruthy();
    await user.click(page.getByRole("button", { name: "Keep the record" }));
    expect(desk.requests("erase_person")).toHaveLength(0);
  });

  test("without a reason, or with another name, it does not begin; Enter in the name does not get round that", async () => {
    const page = await dialog();
    const name = page.getByLabelText(/to show that you mean/);
    await user.type(name, "Mrs Okafor{Enter}");
    expect(page.getByText("That is not the name as it stands above.")).toBeTruthy();
    expect(page.getByText("Say why: it stands on the receipt.")).toBeTruthy();
    await user.click(page.getByLabelText("Something else"));
    await user.clear(name);
    await user.type(name, "mr  okafor");
    await user.click(page.getByRole("button", { name: "Erase for ever" }));
    expect(desk.requests("erase_person")).toHaveLength(0);
    await user.type(page.getByLabelText("Why, in a few words"), "Moved away and asked by letter");
    await user.click(page.getByRole("button", { name: "Erase for ever" }));
    await drawn(() =>
      expect(desk.requests("erase_person")).toEqual([
        { person: OKAFOR, why: "Moved away and asked by letter" },
      ]),
    );
  });

  test("then the receipts are opened at the new one", async () => {
    const page = await dialog();
    await user.click(page.getByLabelText("They asked for it"));
    await user.type(page.getByLabelText(/to show that you mean/), "Mr Okafor");
    await user.click(page.getByRole("button", { name: "Erase for ever" }));
    await drawn(() => expect(router.route).toEqual({ name: "settings", page: "erased" }));
    expect(erased.latest).toMatch(/^E-2026-/);
  });

  test("somebody who may not is told so, and the record stays", async () => {
    desk.answer("erase_person", () => {
      throw new BackendError("not_allowed");
    });
    const page = await dialog();
    await user.click(page.getByLabelText("They asked for it"));
    await user.type(page.getByLabelText(/to show that you mean/), "Mr Okafor");
    await user.click(page.getByRole("button", { name: "Erase for ever" }));
    await page.findByText("You may not do that in this team");
  });
});
