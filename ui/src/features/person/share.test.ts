import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { sharingAnswers } from "$lib/backend/dev-sharing";
import type { FakeBackend } from "$lib/backend/fake";
import { shared } from "$lib/sharing/shared.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Share from "./Share.svelte";
import SharedBanner from "./SharedBanner.svelte";

const user = userEvent.setup();
/** The line says that something moved, until it is seen on the screen. */
const news = (desk: FakeBackend, seen: () => unknown) =>
  drawn(() => {
    desk.emit("sync", {});
    expect(seen()).toBeTruthy();
  });
afterEach(() => {
  forgetAll();
  shared.list = [];
});

describe("Amira shares Mr Okafor’s record with another organisation", () => {
  const dialog = async (as: "lead" | null = "lead") => {
    const desk = openDesk({}, { as });
    render(Share, { person: OKAFOR, called: "Mr Okafor" });
    await user.click(screen.getByRole("button", { name: "Share with another organisation…" }));
    return { desk, page: within(await screen.findByRole("dialog")) };
  };

  test("without what he said to it there is no code", async () => {
    const { desk, page } = await dialog();
    await user.type(page.getByLabelText("With whom"), "Lantern, the debt advice team");
    await user.click(page.getByRole("button", { name: "They agreed: make a code" }));
    expect(page.getByText(/Without their yes nothing is shared/)).toBeTruthy();
    expect(desk.requests("offer_sharing")).toHaveLength(0);
  });

  test("what he said is still there when the lid was closed in mid-sentence", async () => {
    const { page } = await dialog();
    await user.type(page.getByLabelText("What they said to it"), "Yes, Tom may");
    cleanup();
    const again = (await dialog()).page;
    expect((again.getByLabelText("What they said to it") as HTMLTextAreaElement).value).toBe("Yes, Tom may");
  });

  test("he agrees, the code is read out, both say yes, and it is shared", async () => {
    const { desk, page } = await dialog();
    await user.type(page.getByLabelText("With whom"), "Lantern, the debt advice team");
    await user.type(page.getByLabelText("What they said to it"), "Yes, Tom may know.");
    await user.click(page.getByRole("button", { name: "They agreed: make a code" }));
    await page.findByText("Read this code out to the other worker");
    expect(page.getByRole("list", { name: "The code" }).textContent).toContain("K7QM2");
    expect(desk.requests("offer_sharing").at(-1)).toMatchObject({
      person: OKAFOR,
      with_whom: "Lantern, the debt advice team",
      words: "Yes, Tom may know.",
    });
    await news(desk, () => page.getByText("Tom of Lantern is there"));
    expect(page.getByText("48213 90572 11634")).toBeTruthy();
    await user.click(page.getByRole("button", { name: "It is them: share" }));
    await page.findByText("Waiting for their yes");
    await news(desk, () => page.getByText("It is shared"));
    await user.click(page.getByRole("button", { name: "Done" }));
    await drawn(() => expect(shared.of(OKAFOR)?.team).toBe("Lantern"));
  });

  test("who works alone is told how it could be, and nothing is asked", async () => {
    const { page } = await dialog(null);
    expect(await page.findByText(/this laptop must be in a team/)).toBeTruthy();
  });
});

describe("the line at the top of a shared record", () => {
  const open = async (is_guest: boolean) => {
    const desk = openDesk(sharingAnswers({ shared: [{ person: OKAFOR, team: "Lantern", is_guest }] }), {
      as: "lead",
    });
    render(SharedBanner, { person: OKAFOR });
    await screen.findByText(is_guest ? "Shared with us by Lantern" : "Shared with Lantern");
    return desk;
  };

  test("ending it says first what happens, and asks why", async () => {
    const desk = await open(false);
    await user.click(screen.getByText("What this means"));
    await user.click(screen.getByRole("button", { name: "Stop sharing…" }));
    const page = within(await screen.findByRole("dialog"));
    expect(page.getByText(/Everything they wrote here stays with you/)).toBeTruthy();
    await user.click(page.getByRole("button", { name: "Stop sharing" }));
    expect(desk.requests("end_sharing")).toHaveLength(0);
    await user.click(page.getByLabelText("They do not want it shared any more"));
    await user.click(page.getByRole("button", { name: "Stop sharing" }));
    await drawn(() =>
      expect(desk.requests("end_sharing")).toEqual([
        { person: OKAFOR, is_withdrawn: true, words: "They do not want it shared any more" },
      ]),
    );
    await drawn(() => expect(screen.queryByText("Shared with Lantern")).toBeNull());
  });

  test("a guest is told that the record goes from their team’s laptops", async () => {
    await open(true);
    await user.click(screen.getByText("What this means"));
    await user.click(screen.getByRole("button", { name: "Stop sharing…" }));
    const page = within(await screen.findByRole("dialog"));
    expect(page.getByText(/goes from all your team’s laptops/)).toBeTruthy();
  });
});
