import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import { saving } from "../autosave/index.svelte";
import { BackendError } from "../backend";
import type { FakeBackend } from "../backend/fake";
import HistoryPanel from "../components/HistoryPanel.svelte";
import type { SyncTrouble, SyncView } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { overlays } from "../shell/commands.svelte";
import Indicator from "./Indicator.svelte";
import { syncNow } from "./now.svelte";
import { offBy, percentOf, syncWords } from "./words";

const now = new Date(2026, 10, 22, 12, 0);
const view = (part: Partial<SyncView>): SyncView => ({
  standing: "synced",
  unsent: 0,
  oldest_unsent: null,
  synced_at: new Date(2026, 10, 22, 10, 42).getTime(),
  loading: null,
  history_arriving: false,
  trouble: null,
  clock_minutes_ahead: 0,
  differences: 0,
  ...part,
});

describe("one line says how things stand", () => {
  test.each<[string, Partial<SyncView> | null]>([
    ["Saved here", null],
    ["Saved here", { standing: "alone", synced_at: null }],
    ["Synced 10:42", {}],
    ["Synced", { synced_at: null }],
    ["Synced 20 Nov 2026, 09:05", { synced_at: new Date(2026, 10, 20, 9, 5).getTime() }],
    ["Sending 3 changes", { standing: "working", unsent: 3 }],
    ["Sending 1 change", { standing: "working", unsent: 1 }],
    ["Looking for changes", { standing: "working" }],
    ["Working offline", { standing: "offline", trouble: "unreachable" }],
    ["Working offline, 14 changes to send", { standing: "offline", unsent: 14 }],
    ["Needs you", { standing: "needs_you", trouble: "revoked" }],
    ["Getting the team’s records: 40 %", { standing: "working", loading: { done: 2_140, of: 5_350 } }],
    ["Getting the team’s records: 0 %", { standing: "working", loading: { done: 0, of: 0 } }],
    // A laptop that is off line is not getting anything, however much is left.
    ["Working offline", { standing: "offline", loading: { done: 1, of: 2 } }],
  ])("%s", (words, part) => {
    expect(syncWords(part && view(part), now)).toBe(words);
  });

  test("it never says that all is here before it is", () => {
    expect(percentOf({ done: 5_349, of: 5_350 })).toBe(99);
    expect(percentOf({ done: 5_350, of: 5_350 })).toBe(99);
  });

  test("how far a clock is off, as people say it", () => {
    expect([3, -12, 95, 26 * 60, -3 * 1440].map(offBy)).toEqual([
      "3 minutes",
      "12 minutes",
      "about 2 hours",
      "about 26 hours",
      "about 3 days",
    ]);
  });
});

describe("Amira presses the line at the top", () => {
  let desk: FakeBackend;
  let stop: () => void;

  const begin = async (part: Partial<SyncView>) => {
    desk = openDesk({ sync_state: () => view(part) }, { as: "lead" });
    stop = syncNow.follow();
    const { baseElement } = render(Indicator);
    await drawn(() => expect(syncNow.view).not.toBeNull());
    await userEvent.setup().click(screen.getByRole("button", { name: /Saved on this laptop/ }));
    await screen.findByRole("dialog", { name: "How things stand" });
    return baseElement;
  };

  beforeEach(() => {
    saving.state = "saved";
    saving.savedAt = null;
    overlays.standing = false;
  });
  afterEach(() => {
    stop();
    overlays.standing = false;
  });

  test("alone she is told so, and where a team is made; nothing is offered that makes no sense", async () => {
    const page = await begin({ standing: "alone" });
    expect(page.textContent).toContain("This laptop works alone.");
    expect(screen.getByRole("link", { name: "Make or join a team" }).getAttribute("href")).toBe("#/team");
    expect(screen.queryByRole("button", { name: "Look for changes now" })).toBeNull();
  });

  test("off line for hours: how many wait, since when, that nothing is wrong, and that her clock is", async () => {
    const page = await begin({
      standing: "offline",
      trouble: "unreachable",
      unsent: 14,
      oldest_unsent: Date.now() - 3 * 3_600_000 - 1,
      clock_minutes_ahead: -12,
      differences: 2,
    });
    expect(page.textContent).toContain("Nothing is wrong with that");
    expect(page.textContent).not.toContain("The server cannot be reached");
    expect(page.textContent).toMatch(
      /14 changes wait to be sent\. The oldest was made (3 hours ago|yesterday)/,
    );
    expect(page.textContent).toContain("This laptop’s clock is 12 minutes slow");
    expect(screen.getByRole("link", { name: "2 differences to look at" }).getAttribute("href")).toBe(
      "#/differences",
    );
  });

  test("looking for changes without a connection says so in place, and the line stays true", async () => {
    const page = await begin({ standing: "offline" });
    desk.answer("sync_now", () => {
      throw new BackendError("server_unreachable");
    });
    await userEvent.setup().click(screen.getByRole("button", { name: "Look for changes now" }));
    await drawn(() => expect(page.textContent).toContain("The server could not be reached"));
    expect(syncWords(syncNow.view)).toBe("Working offline");
  });

  test("news of the moment is shown without being asked for", async () => {
    await begin({});
    desk.emit("sync", view({ standing: "working", unsent: 2 }));
    await screen.findByRole("heading", { name: "Sending 2 changes" });
  });

  test("a word that could not be saved here comes before all else", async () => {
    await begin({});
    saving.state = "failed";
    await screen.findByText("Not saved yet, trying again");
    saving.state = "saved";
  });

  test("taken out of the team with words that were not sent, she saves them as a file for a colleague", async () => {
    const page = await begin({ standing: "needs_you", trouble: "revoked", unsent: 2 });
    desk.answer("save_unsent", () => ({ path: "E:\\Not sent.txt" }));
    await userEvent.setup().click(screen.getByRole("button", { name: "Save what was not sent" }));
    await drawn(() => expect(page.textContent).toContain("Saved as E:\\Not sent.txt"));
  });

  test("every trouble has words, what it means and what to do", async () => {
    const troubles = Object.keys(t.sync.trouble) as SyncTrouble[];
    expect(troubles).toHaveLength(17);
    const page = await begin({ standing: "needs_you", trouble: "not_ours" });
    for (const trouble of troubles) {
      desk.emit("sync", view({ standing: "needs_you", trouble }));
      const words = t.sync.trouble[trouble];
      await drawn(() => {
        for (const part of [words.title, words.means, words.next]) expect(page.textContent).toContain(part);
      });
    }
  });
});

test("a new laptop has the words of a record before it has read who wrote them, and says so", async () => {
  const desk = openDesk(
    { sync_state: () => view({ standing: "working", history_arriving: true }), history: () => [] },
    { as: "lead" },
  );
  const stop = syncNow.follow();
  await drawn(() => expect(syncNow.view).not.toBeNull());
  render(HistoryPanel, { kind: "person", id: "person-1" });
  await screen.findByText("Earlier changes are still on their way to this laptop.");
  expect(screen.queryByText("Nothing has changed since it was written.")).toBeNull();
  desk.emit("sync", view({}));
  await screen.findByText("Nothing has changed since it was written.");
  expect(screen.queryByText("Earlier changes are still on their way to this laptop.")).toBeNull();
  stop();
});
