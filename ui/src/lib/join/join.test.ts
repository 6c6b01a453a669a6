import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import { forgetAll } from "../autosave/index.svelte";
import { BackendError } from "../backend";
import type { FakeBackend } from "../backend/fake";
import type { JoiningView, SyncView } from "../generated/commands";
import Join from "./Join.svelte";

describe("Ana joins on her first day", () => {
  let desk: FakeBackend;
  let joining: JoiningView;
  const user = userEvent.setup();
  const onleave = vi.fn();
  const ondone = vi.fn();
  const onlocked = vi.fn();

  beforeEach(() => {
    joining = { is: "nothing" };
    vi.clearAllMocks();
    desk = openDesk({
      joining: () => joining,
      join_team: () => {
        joining = { is: "asking" };
        return joining;
      },
      cancel_joining: () => {
        joining = { is: "nothing" };
        return {};
      },
    });
  });
  afterEach(() => forgetAll());

  const come = async () => {
    render(Join, { worker: "Ana", leave: "Later", onleave, done: "Open my desk", ondone, onlocked });
    await screen.findByLabelText("Code");
  };
  const ask = async () => {
    await user.type(screen.getByLabelText("The server’s address"), " https://alongside.example ");
    await user.type(screen.getByLabelText("Code"), "4821 k7qm2 9txp4");
    await user.click(screen.getByRole("button", { name: "Ask to be let in" }));
  };
  const becomes = (next: JoiningView) => {
    joining = next;
    desk.emit("sync", {});
  };

  test("she types the code, waits, is let in, and may start before everything is here", async () => {
    await come();
    await ask();
    expect(desk.requests("join_team")).toEqual([
      { server: "https://alongside.example", code: "4821 k7qm2 9txp4", laptop: "Ana’s laptop" },
    ]);
    await screen.findByRole("heading", { name: "Talking to your colleague’s laptop" });
    becomes({ is: "waiting", safety: "48213 90572 11634" });
    await screen.findByRole("heading", { name: "Waiting to be let in" });
    const sync: SyncView = {
      standing: "working",
      unsent: 0,
      oldest_unsent: null,
      synced_at: null,
      loading: { done: 0, of: 5_350 },
      history_arriving: true,
      trouble: null,
      clock_minutes_ahead: 0,
      differences: 0,
    };
    desk.answer("sync_state", () => sync);
    becomes({ is: "joined" });
    await screen.findByRole("heading", { name: "You are in" });
    await screen.findByText("Getting the team’s records. What you need today comes first.");
    desk.emit("sync", { ...sync, loading: { done: 640, of: 5_350 } });
    await screen.findByText("You can start: today’s people are here. The rest is coming.");
    await user.click(screen.getByRole("button", { name: "Open my desk" }));
    expect(ondone).toHaveBeenCalledOnce();
  });

  test("a wrong code keeps the address, asks for a new code, and never keeps the old one", async () => {
    desk.answer("join_team", () => ({ is: "wrong_code" }));
    await come();
    await ask();
    await screen.findByText("That code did not open the door");
    expect(screen.getByLabelText<HTMLInputElement>("Code").value).toBe("");
    expect(screen.getByLabelText<HTMLInputElement>("The server’s address").value).toContain(
      "alongside.example",
    );
    expect(JSON.stringify(desk.requests("save_draft"))).not.toContain("k7qm2");
  });

  test("they said no, the line failed: each says what to do next", async () => {
    await come();
    await ask();
    becomes({ is: "refused" });
    await screen.findByText("They said no");
    joining = { is: "failed", trouble: "not_ours" };
    desk.answer("join_team", () => joining);
    await user.type(screen.getByLabelText("Code"), "4821 k7qm2 9txp4");
    await user.click(screen.getByRole("button", { name: "Ask to be let in" }));
    await screen.findByText(/log in to that network/);
  });

  test("she stops asking, or leaves it for later", async () => {
    await come();
    await ask();
    await user.click(await screen.findByRole("button", { name: "Stop asking" }));
    await screen.findByLabelText("Code");
    expect(desk.requests("cancel_joining")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Later" }));
    expect(onleave).toHaveBeenCalledOnce();
  });

  test("when the desk locked meanwhile she is shown the door", async () => {
    await come();
    await ask();
    desk.answer("joining", () => {
      throw new BackendError("locked");
    });
    desk.emit("sync", {});
    await drawn(() => expect(onlocked).toHaveBeenCalled());
  });
});
