import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { BackendError, call } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import type { SyncTrouble, TeamView } from "$lib/generated/commands";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { syncNow } from "$lib/sync/now.svelte";
import { drawn, openDesk } from "../../../tests/world";
import Team from "./Team.svelte";

let desk: FakeBackend;
const user = userEvent.setup();

async function open(
  change: (team: TeamView) => TeamView | null,
  as: "lead" | "link_worker" = "link_worker",
  trouble: SyncTrouble | null = null,
) {
  desk = openDesk({}, { as, trouble, standing: trouble ? "needs_you" : "synced" });
  syncNow.follow();
  const known = await call("team", {});
  if (!known) throw new Error("no team");
  desk.answer("team", () => change(known));
  await shell.start();
  router.route = { name: "team" };
  render(Team);
  await drawn(() => expect(screen.queryByText("Opening")).toBeNull());
}

afterEach(() => forgetAll());

const withMine = (
  team: TeamView,
  more: Partial<TeamView["members"][number]["laptops"][number]>,
): TeamView => ({
  ...team,
  members: team.members.map((member) =>
    member.is_me
      ? {
          ...member,
          laptops: [
            ...member.laptops,
            {
              id: "new",
              name: "The one from the office",
              is_this: false,
              last_heard: null,
              is_revoked: false,
              is_paper: false,
              has_own: true,
              ...more,
            },
          ],
        }
      : member,
  ),
});

describe("if Amira loses this laptop", () => {
  test("a code that is ready is said to be; it stands in the list as paper and can be ended", async () => {
    await open((team) => team);
    await screen.findByText("Your recovery code brings you back");
    await user.click(screen.getByRole("button", { name: "More: Amira’s recovery code" }));
    await user.click(await screen.findByRole("menuitem", { name: "The sheet is lost" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "End it" }));
    await drawn(() => expect(desk.requests("revoke_laptop")).toEqual([{ laptop: "paper-amira" }]));
  });

  test("one that is not is typed once; a slip is named", async () => {
    await open((team) => ({ ...team, recovery: "no" }));
    await screen.findByText("Your recovery code cannot bring you back yet");
    await user.click(screen.getByRole("button", { name: "Make it ready" }));
    await screen.findByText("Type your recovery code.");
    desk.answer("give_recovery_code", () => {
      throw new BackendError("recovery_code_typo", "", "5");
    });
    await user.type(screen.getByLabelText("Your recovery code"), "7Q2KX");
    await user.click(screen.getByRole("button", { name: "Make it ready" }));
    await screen.findByText("Group 5 of the code is not quite right");
  });

  test("a team with one lead is told gently that a second is worth having", async () => {
    await open((team) => team, "lead");
    await screen.findByText("Only one lead");
  });
});

describe("a laptop that a lead let in under Amira’s name", () => {
  test("is hers only when she says so", async () => {
    await open((team) => withMine(team, { has_own: false }));
    await screen.findByText("Is “The one from the office” yours?");
    expect(desk.requests("hand_own_key")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Yes, it is mine" }));
    await drawn(() => expect(desk.requests("hand_own_key")).toEqual([{ laptop: "new" }]));
  });

  test("can be taken out at once", async () => {
    await open((team) => withMine(team, { has_own: false }));
    await user.click(await screen.findByRole("button", { name: "No: take it out" }));
    await drawn(() => expect(desk.requests("revoke_laptop")).toEqual([{ laptop: "new" }]));
  });

  test("says itself what is still on its way, and takes a code", async () => {
    await open((team) => withMine({ ...team, reads_own: false }, {}));
    await screen.findByText("Your reflections are not on this laptop yet");
    expect(screen.getByText(/Open Alongside on your other laptop,/)).toBeTruthy();
    await user.type(screen.getByLabelText("Or type the recovery code of your other laptop:"), "7Q2KX");
    await user.click(screen.getByRole("button", { name: "Fetch my reflections" }));
    await drawn(() => expect(desk.requests("own_key_by_code")).toEqual([{ code: "7Q2KX" }]));
  });
});

describe("the server was put back", () => {
  test("who was just being let in says so, before there is a team to show", async () => {
    await open(() => null, "link_worker", "other_history");
    await screen.findByText("The server tells another story than before");
    await user.click(screen.getByRole("button", { name: "Send again" }));
    await drawn(() => expect(desk.requests("send_again")).toHaveLength(1));
  });
});

describe("the server was emptied", () => {
  test("Amira, the lead, sets the team up again with a code", async () => {
    await open((team) => team, "lead", "server_empty");
    await screen.findByText("The server has nothing of your team any more");
    await user.click(screen.getByRole("button", { name: "Set it up again" }));
    await screen.findByText("Type the sign-up code.");
    await user.type(screen.getByLabelText("Sign-up code"), "4KQ2-77");
    await user.click(screen.getByRole("button", { name: "Set it up again" }));
    await screen.findByText("Your team is there again");
    expect(desk.requests("set_up_again")).toEqual([{ sign_up_code: "4KQ2-77" }]);
  });

  test("who does not lead is told that a lead can, and that nothing is lost", async () => {
    await open((team) => team, "link_worker", "server_empty");
    await screen.findByText(/A lead of your team can set it up again/);
    expect(screen.queryByRole("button", { name: "Set it up again" })).toBeNull();
  });

  test("the server may have moved to another address", async () => {
    await open((team) => team);
    await user.click(screen.getByText("The server has another address now"));
    await user.type(await screen.findByLabelText("The server’s new address"), "new.example");
    await user.click(screen.getByRole("button", { name: "Use this address" }));
    await drawn(() => expect(desk.requests("change_server")).toEqual([{ server: "new.example" }]));
  });
});

describe("a laptop that was taken out of the team", () => {
  const out = (team: TeamView): TeamView => ({ ...team, is_out: true });

  test("says so, and offers nothing that it cannot do", async () => {
    await open(out, "link_worker", "revoked");
    await screen.findByText("This laptop was taken out of the team");
    expect(screen.queryByRole("button", { name: "Add a laptop of my own" })).toBeNull();
    expect(screen.queryByText("Members")).toBeNull();
  });

  test("asks to be let in again at the server that it knows", async () => {
    await open(out, "link_worker", "revoked");
    await user.click(await screen.findByRole("button", { name: "I have a code" }));
    const server = await screen.findByLabelText<HTMLInputElement>("The server’s address");
    expect(server.value).toMatch(/^https:/);
    expect(screen.queryByRole("button", { name: /lost my laptop/i })).toBeNull();
    desk.answer("join_team", () => ({ is: "not_theirs" }));
    await user.type(screen.getByLabelText("Code"), "4821-K7QM2-9TXP4");
    await user.click(screen.getByRole("button", { name: "Ask to be let in" }));
    await screen.findByText("That code is for somebody else");
    expect(screen.getByLabelText<HTMLInputElement>("Code").value).toBe("");
    expect(desk.requests("join_team")).toHaveLength(1);
  });
});

describe("somebody who was in the team", () => {
  test("is let in again by a lead, as whatever they are to be", async () => {
    await open((team) => team, "lead");
    await user.click(await screen.findByText("Were in the team"));
    await user.click(await screen.findByRole("button", { name: "Let Priya in again" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByLabelText("Volunteer"));
    await user.click(dialog.getByRole("button", { name: "Make a code" }));
    await screen.findByText("Read this code out");
    const [asked] = desk.requests("invite");
    expect(asked).toMatchObject({ role: "volunteer" });
    expect(asked?.member).toBeTruthy();
  });

  test("is let in by nobody else", async () => {
    await open((team) => team, "link_worker");
    await user.click(await screen.findByText("Were in the team"));
    expect(screen.queryByRole("button", { name: "Let Priya in again" })).toBeNull();
  });
});
