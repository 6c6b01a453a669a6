import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { call } from "$lib/backend";
import { erased } from "$lib/erased.svelte";
import { syncNow } from "$lib/sync/now.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Erased from "./Erased.svelte";

describe("receipts for what was erased for ever", () => {
  const user = userEvent.setup();
  let stop: () => void = () => undefined;

  beforeEach(() => {
    erased.latest = null;
  });
  afterEach(() => stop());

  test("the one made just now is open, has the focus, says how far it has come, and names nobody", async () => {
    openDesk({}, { as: "lead" });
    stop = syncNow.follow();
    erased.latest = (await call("erase_person", { person: OKAFOR, why: "They asked for it" })).number;
    const { container } = render(Erased);
    await screen.findByText("Records erased here");
    await drawn(() => expect(container.textContent).toContain("3 laptops to hear from"));
    expect(container.textContent).toContain("Has not confirmed it yet");
    expect(container.textContent).not.toContain("Okafor");
    await drawn(() => expect(document.activeElement?.textContent).toContain("Receipt number"));
  });

  test("on a laptop that works alone a receipt speaks of no server and of no other laptop", async () => {
    openDesk();
    stop = syncNow.follow();
    const { container } = render(Erased);
    await user.click(await screen.findByRole("button", { name: /Receipt E-2026-0003/ }));
    expect(container.textContent).toContain("Records erased here");
    expect(container.textContent).not.toContain("The server");
  });

  test("the text of a receipt can be copied; where a page may not, it is marked for Ctrl+C", async () => {
    render(Erased);
    await user.click(await screen.findByRole("button", { name: /Receipt E-2026-0003/ }));
    await user.click(screen.getByRole("button", { name: "Copy the text" }));
    expect(await navigator.clipboard.readText()).toContain("Receipt number: E-2026-0003");
    const write = navigator.clipboard.writeText;
    navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
    await user.click(screen.getByRole("button", { name: "Copy the text" }));
    await drawn(() => expect(document.querySelector("pre")?.textContent).toContain("Receipt for an erasure"));
    navigator.clipboard.writeText = write;
  });
});
