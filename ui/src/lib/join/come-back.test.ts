import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import { forgetAll } from "../autosave/index.svelte";
import { BackendError } from "../backend";
import type { FakeBackend } from "../backend/fake";
import type { JoiningView } from "../generated/commands";
import Join from "./Join.svelte";

const CODE = "7Q2KX-7Q2KX-7Q2KX-7Q2KX-7Q2KX-7Q2KX-7Q2KX";

describe("Ben has a new laptop and the sheet of the lost one", () => {
  let desk: FakeBackend;
  let joining: JoiningView;
  const user = userEvent.setup();
  const ondone = vi.fn();

  beforeEach(() => {
    joining = { is: "nothing" };
    vi.clearAllMocks();
    desk = openDesk({
      joining: () => joining,
      come_back: () => {
        joining = { is: "coming_back" };
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
    render(Join, { worker: "Ben", leave: "Later", onleave: vi.fn(), done: "Open my desk", ondone });
    await user.click(await screen.findByRole("button", { name: "I have lost my laptop" }));
  };
  const ask = async () => {
    await user.type(screen.getByLabelText("The server’s address"), "https://alongside.example");
    await user.type(screen.getByLabelText("Recovery code of the lost laptop"), CODE);
    await user.click(screen.getByRole("button", { name: "Let me back in" }));
  };
  const becomes = (next: JoiningView) => {
    joining = next;
    desk.emit("sync", {});
  };

  test("he types the code, is back, and takes the lost laptop out", async () => {
    await come();
    await ask();
    expect(desk.requests("come_back")).toEqual([
      { server: "https://alongside.example", code: CODE, laptop: "Ben’s laptop" },
    ]);
    await screen.findByRole("heading", { name: "Letting you back in" });
    const laptop = { last_heard: null, is_revoked: false, is_paper: false, has_own: true };
    let lost = { ...laptop, id: "b", name: "The one from the bus", is_this: false };
    const team = () => ({
      name: "Larkbridge",
      server: "https://alongside.example",
      my_role: "link_worker" as const,
      recovery: "on_its_way" as const,
      reads_own: true,
      is_out: false,
      members: [
        {
          id: "ben",
          name: "Ben",
          role: "link_worker" as const,
          is_me: true,
          is_here: true,
          laptops: [
            { ...laptop, id: "a", name: "Ben’s laptop", is_this: true },
            { ...laptop, id: "p", name: "", is_this: false, is_paper: true },
            lost,
          ],
        },
      ],
    });
    desk.answer("team", team);
    desk.answer("revoke_laptop", () => {
      lost = { ...lost, is_revoked: true };
      return team();
    });
    becomes({ is: "came_back" });
    await screen.findByRole("heading", { name: "You are back" });
    await user.click(
      await screen.findByRole("button", { name: "The one from the bus is lost: take it out" }),
    );
    await screen.findByText("No other laptop of yours is in the team now.");
    expect(desk.requests("revoke_laptop")).toEqual([{ laptop: "b" }]);
    await user.click(screen.getByRole("button", { name: "Open my desk" }));
    expect(ondone).toHaveBeenCalledOnce();
  });

  test("a code that nobody knows, or that was ended, is said, and he can try again or use an invitation", async () => {
    await come();
    await ask();
    becomes({ is: "unknown_code" });
    await screen.findByText("The server knows no such code");
    await user.type(screen.getByLabelText("Recovery code of the lost laptop"), CODE);
    await user.click(screen.getByRole("button", { name: "Let me back in" }));
    becomes({ is: "ended_code" });
    await screen.findByText("This code was ended");
    await user.click(screen.getByRole("button", { name: "I have an invitation code instead" }));
    await screen.findByLabelText("Code");
  });

  test("a mistyped group is named, and the code is in no draft", async () => {
    desk.answer("come_back", () => {
      throw new BackendError("recovery_code_typo", "", "3");
    });
    await come();
    await ask();
    await screen.findByText(/group 3/i);
    await drawn(() => expect(desk.requests("save_draft").length).toBeGreaterThan(0));
    expect(JSON.stringify(desk.requests("save_draft"))).not.toContain("7Q2KX");
  });
});
