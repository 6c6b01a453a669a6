import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { PublicChanges, PublicLookView, PublishingView } from "$lib/generated/commands";
import Publishing from "./Publishing.svelte";

const ADDRESS = "https://team.example/open/abababababababababab/";

const stands = (some: Partial<PublishingView> = {}): PublishingView => ({
  may_publish: true,
  is_served: true,
  address: null,
  published_at: null,
  services: 0,
  unfinished: false,
  sending: null,
  trouble: null,
  ...some,
});

const look = (changes: PublicChanges | null = null): PublicLookView => ({
  sources: [
    { source: "", name: "", services: 12, naming: 3, chosen: true },
    {
      source: "https://council.example/",
      name: "Larkbridge Council",
      services: 5128,
      naming: 0,
      chosen: false,
    },
  ],
  changes,
});

describe("Amira publishes the directory", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = new FakeBackend({
      publishing: () => stands(),
      look_over_publication: () => look(),
      publish_directory: () => stands({ address: ADDRESS, published_at: 0, services: 12 }),
      stop_publishing: () => stands(),
    });
    useBackend(desk);
  });

  test("after reading what will be public; what others keep is not ticked for her", async () => {
    render(Publishing);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Publish our directory…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/Not public: your tips/)).toBeTruthy();
    expect(dialog.getByText("12 services will be public.")).toBeTruthy();
    expect(dialog.getByText(/3 of them name somebody to ask for/)).toBeTruthy();
    const council = dialog.getByLabelText("Larkbridge Council: 5,128 services");
    expect((council as HTMLInputElement).checked).toBe(false);
    expect(desk.requests("publish_directory")).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Make it public" }));
    expect(desk.requests("publish_directory")).toEqual([{ sources: [""] }]);
    await screen.findByText(ADDRESS);
    await user.click(screen.getByRole("button", { name: "Copy the address" }));
    expect(await navigator.clipboard.readText()).toBe(ADDRESS);
    await user.click(screen.getByRole("button", { name: "Stop publishing" }));
    const question = within(await screen.findByRole("dialog"));
    await user.click(question.getByRole("button", { name: "Stop publishing" }));
    await screen.findByText("Nothing is public.");
  });

  test("Ben, a link worker, sees the address and no button", async () => {
    desk.answer("publishing", () =>
      stands({ may_publish: false, address: ADDRESS, services: 12, published_at: 0 }),
    );
    render(Publishing);
    await screen.findByText(ADDRESS);
    expect(screen.queryByRole("button", { name: /Publish/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /Stop/ })).toBeNull();
  });

  test("what changed since is told, and read before it is public; who names somebody first", async () => {
    desk.answer("publishing", () => stands({ address: ADDRESS, services: 12, published_at: 0 }));
    desk.answer("look_over_publication", () =>
      look({
        added: 1,
        changed: 60,
        gone: 2,
        naming: 1,
        services: [
          { id: "lunch", name: "Lunch club", is_new: false, names_somebody: true },
          { id: "walk", name: "Walk", is_new: true, names_somebody: false },
        ],
      }),
    );
    render(Publishing);
    await screen.findByText("63 services have changed since you published");
    expect(desk.requests("publish_directory")).toEqual([]);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Publish again…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("1 new, 60 changed, 2 no longer there")).toBeTruthy();
    const [lunch, walk] = dialog.getAllByRole("link").map((link) => link.closest("li")?.textContent?.trim());
    expect(lunch).toBe("Lunch club: names somebody who is not named in public yet");
    expect(walk).toBe("Walk (new)");
    expect(dialog.getByText("and 59 more")).toBeTruthy();
  });

  test("where another laptop published, nothing is made up about what changed", async () => {
    desk.answer("publishing", () => stands({ address: ADDRESS, services: 12, published_at: 0 }));
    render(Publishing);
    await screen.findByText(ADDRESS);
    await waitFor(() => expect(desk.requests("look_over_publication").length).toBe(1));
    expect(screen.queryByText(/changed since you published/)).toBeNull();
  });

  test("what is in the way is said, and how far it is", async () => {
    desk.answer("publishing", () =>
      stands({ trouble: "waiting", unfinished: true, sending: { done: 2, of: 7 } }),
    );
    render(Publishing);
    await screen.findByText(/Nothing is lost, and it goes on by itself/);
    await screen.findByText("2 of 7");
  });

  test("who works alone is shown nothing of it", async () => {
    desk.answer("publishing", () => {
      throw new BackendError("no_team");
    });
    const { container } = render(Publishing);
    await waitFor(() => expect(desk.requests("publishing").length).toBeGreaterThan(0));
    expect(container.textContent?.trim()).toBe("");
  });
});
