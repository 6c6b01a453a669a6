import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { FeedView } from "$lib/generated/commands";
import Feeds from "./Feeds.svelte";

const council = (some: Partial<FeedView> = {}): FeedView => ({
  feed: {
    id: "feed-1",
    archived: null,
    name: "Larkbridge Council",
    address: "https://council.example/oruk/",
    form: "open_referral_3",
    whole_at: null,
    whole_by: "",
    services: null,
  },
  state: "resting",
  done: 0,
  total: null,
  trouble: null,
  last: null,
  ...some,
});

describe("Amira adds the council's live list", () => {
  let desk: FakeBackend;
  let all: FeedView[];

  beforeEach(() => {
    all = [];
    desk = new FakeBackend({
      feeds: () => all,
      add_feed: () => {
        all = [council({ state: "listing", done: 100, total: 5128 })];
        return { id: "feed-1", saved_at: 0 };
      },
      stop_feed: () => ({}),
      pull_feed: () => ({}),
      remove_feed: () => ({ saved_at: 0 }),
    });
    useBackend(desk);
  });

  test("by its address; how far it is shows as it comes", async () => {
    render(Feeds);
    await screen.findByText("No live list yet");
    const user = userEvent.setup();
    await user.type(screen.getByLabelText("Address of the list"), "council.example/oruk");
    await user.click(screen.getByRole("button", { name: "Add it and read it now" }));
    expect(desk.requests("add_feed")).toEqual([{ address: "council.example/oruk", name: "" }]);
    desk.emit("changed", { kinds: ["feed"] });
    await screen.findByText("100 of 5,128");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(desk.requests("stop_feed")).toEqual([{ id: "feed-1" }]);
  });

  test("an address that is none is said beside it", async () => {
    desk.answer("add_feed", () => {
      throw new BackendError("bad_address");
    });
    render(Feeds);
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText("Address of the list"), "ftp://council.example");
    await user.click(screen.getByRole("button", { name: "Add it and read it now" }));
    await waitFor(() =>
      expect(screen.getByLabelText("Address of the list").getAttribute("aria-invalid")).toBe("true"),
    );
  });

  test("without a connection she reads that nothing is lost, and what was not whole", async () => {
    all = [
      council({
        state: "waiting",
        trouble: "unreachable",
        last: {
          at: 0,
          added: 100,
          updated: 0,
          unchanged: 0,
          gone: 2,
          back: 0,
          left_out: 0,
          whole: false,
          said: 5128,
          shrank: true,
        },
      }),
    ];
    render(Feeds);
    await screen.findByText(/it goes on by itself from there/);
    await screen.findByText(/did not give all of the 5,128/);
    await screen.findByText(/2 are no longer in the list/);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Go on now" }));
    expect(desk.requests("pull_feed")).toEqual([{ id: "feed-1" }]);
  });
});
