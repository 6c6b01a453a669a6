import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { BackendError } from "$lib/backend";
import type { TeamLook } from "$lib/backend/dev-team";
import type { Answers, FakeBackend } from "$lib/backend/fake";
import type { InvitationState, RoleCode } from "$lib/generated/commands";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { drawn, openDesk } from "../../../tests/world";
import Team from "./Team.svelte";

let desk: FakeBackend;
const user = userEvent.setup();

async function open(look: TeamLook, more: Answers = {}) {
  desk = openDesk(more, look);
  await shell.start();
  router.route = { name: "team" };
  render(Team);
  await drawn(() => expect(screen.queryByText("Opening")).toBeNull());
}

afterEach(() => forgetAll());

const menu = async (of: string, item: string) => {
  await user.click(screen.getByRole("button", { name: of }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
};

describe("Amira, who works alone, makes a team", () => {
  test("nothing is sent until all four are there; a wrong address is said beside the form and keeps what she typed", async () => {
    await open({});
    await user.click(screen.getByRole("button", { name: "Make a team" }));
    await user.type(screen.getByLabelText("The server’s address"), "larkbridge");
    await user.click(screen.getByRole("button", { name: "Make the team" }));
    expect(desk.requests("make_team")).toHaveLength(0);
    expect(screen.getByText("Type the sign-up code.")).toBeTruthy();
    await user.type(screen.getByLabelText("Sign-up code"), "plum-otter-9");
    await user.type(screen.getByLabelText("What the team is called"), "Larkbridge");
    expect(screen.getByLabelText<HTMLInputElement>("What this laptop is called").value).toBe(
      "Amira’s laptop",
    );
    await user.click(screen.getByRole("button", { name: "Make the team" }));
    await screen.findByText("That is not an address of a server");
    await user.type(screen.getByLabelText("The server’s address"), ".example");
    await user.click(screen.getByRole("button", { name: "Make the team" }));
    await screen.findByText("Members");
    expect(desk.requests("make_team").at(-1)).toEqual({
      server: "larkbridge.example",
      sign_up_code: "plum-otter-9",
      name: "Larkbridge",
      laptop: "Amira’s laptop",
    });
  });

  test("the sign-up code is never kept as a draft", async () => {
    await open({});
    await user.click(screen.getByRole("button", { name: "Make a team" }));
    await user.type(screen.getByLabelText("Sign-up code"), "plum-otter-9");
    await user.type(screen.getByLabelText("What the team is called"), "Larkbridge");
    await drawn(() => expect(desk.requests("save_draft").length).toBeGreaterThan(0));
    expect(JSON.stringify(desk.requests("save_draft"))).not.toContain("plum-otter");
  });
});

describe("Amira, the lead, lets Ana in", () => {
  const states: InvitationState[] = [
    { is: "waiting" },
    { is: "asking", name: "Ana", laptop: "Ana’s laptop", safety: "48213 90572 11634" },
  ];

  test("the code is read out, Ana asks, the numbers wait behind a word, and she is in", async () => {
    await open({ as: "lead" });
    await user.click(screen.getByRole("button", { name: "Invite somebody" }));
    await user.click(screen.getByLabelText("Volunteer"));
    await user.click(screen.getByRole("button", { name: "Make a code" }));
    await screen.findByText("Read this code out");
    expect(desk.requests("invite")).toEqual([{ role: "volunteer", member: null }]);
    const code = within(screen.getByRole("list", { name: "The code" }));
    expect(code.getAllByRole("listitem").map((group) => group.textContent)).toEqual([
      "4821",
      "K7QM2",
      "9TXP4",
    ]);
    expect(screen.getByLabelText("Part 2: Kilo, seven, Quebec, Mike, two")).toBeTruthy();
    expect(screen.getByText("https://alongside.larkbridge.example", { selector: "strong" })).toBeTruthy();
    desk.answer("invitation", () => ({
      code: "4821-K7QM2-9TXP4",
      role: "volunteer",
      until: Date.now() + 60_000,
      state: states[1] as InvitationState,
    }));
    desk.emit("sync", {});
    await screen.findByText("Ana asks to be let in from “Ana’s laptop”");
    expect(screen.queryByText("48213 90572 11634")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Compare numbers" }));
    expect(screen.getByText("48213 90572 11634")).toBeTruthy();
    desk.answer("invitation", () => ({
      code: "4821-K7QM2-9TXP4",
      role: "volunteer",
      until: Date.now() + 60_000,
      state: { is: "joined" },
    }));
    await user.click(screen.getByRole("button", { name: "Let them in" }));
    await screen.findByText("They are in");
    expect(desk.requests("answer_invitation")).toEqual([{ admit: true }]);
    await user.click(screen.getByRole("button", { name: "Done" }));
    await drawn(() => expect(screen.queryByText("They are in")).toBeNull());
  });

  test("the focus goes from step to step, so that no mouse is needed", async () => {
    await open({ as: "lead" });
    screen.getByRole("button", { name: "Invite somebody" }).focus();
    await user.keyboard("{Enter}");
    await drawn(() => expect(document.activeElement).toBe(screen.getByLabelText("Link worker")));
    await user.keyboard("{Enter}");
    await drawn(() => expect(document.activeElement?.textContent).toBe("Read this code out"));
    await user.click(screen.getByRole("button", { name: "Cancel the code" }));
    await drawn(() =>
      expect(document.activeElement).toBe(screen.getByRole("button", { name: "Invite somebody" })),
    );
  });

  test.each([
    ["expired", "The time of this code is over"],
    ["spoiled", "This code cannot be used any more"],
  ] as const)("one that is %s says why, and offers another", async (is, words) => {
    const state = { is } as InvitationState;
    let held = true;
    await open(
      { as: "lead" },
      {
        invitation: () => (held ? { code: "4821-K7QM2-9TXP4", role: "link_worker", until: 0, state } : null),
        cancel_invitation: () => {
          held = false;
          return {};
        },
      },
    );
    await screen.findByText(words);
    await user.click(screen.getByRole("button", { name: "Make another code" }));
    await screen.findByText("They join as");
  });
});

describe("what a lead may do only a lead sees", () => {
  test("a link worker adds a laptop of her own, puts it away, and compares numbers; no more", async () => {
    await open({ as: "link_worker" });
    expect(screen.queryByRole("button", { name: "Invite somebody" })).toBeNull();
    expect(screen.getByRole("button", { name: "More: Amira’s laptop" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "More: Ben’s laptop" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "More: Ben" }));
    expect((await screen.findAllByRole("menuitem")).map((item) => item.textContent)).toEqual([
      "Compare safety numbers",
    ]);
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Add a laptop of my own" }));
    await drawn(() =>
      expect(desk.requests("invite")).toEqual([{ role: "link_worker", member: "member-amira" }]),
    );
  });

  test("a lost laptop: what happens is said plainly before it is done", async () => {
    await open({ as: "lead" });
    await menu("More: Ben’s laptop", "It is lost, or put away");
    const dialog = within(await screen.findByRole("dialog"));
    expect(
      dialog.getByText(/stays readable to whoever has the laptop and knows its passphrase/),
    ).toBeTruthy();
    expect(dialog.getByText(/gets nothing newer/)).toBeTruthy();
    expect(desk.requests("revoke_laptop")).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Take it out" }));
    await drawn(() => expect(desk.requests("revoke_laptop")).toEqual([{ laptop: "laptop-ben" }]));
    await drawn(() => expect(screen.getAllByText("Taken out")).toHaveLength(2));
  });

  test("Ben becomes read-only; the last lead stays one", async () => {
    await open({ as: "lead" });
    await menu("More: Ben", "Change what they may do");
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByLabelText("Read only"));
    await user.click(dialog.getByRole("button", { name: "Change it" }));
    await drawn(() =>
      expect(desk.requests("change_role")).toEqual([{ member: "member-ben", role: "read_only" as RoleCode }]),
    );
    await drawn(() => expect(screen.queryByRole("dialog")).toBeNull());
    await menu("More: Amira", "Change what they may do");
    await screen.findByText("A team needs a lead. Make somebody else a lead first.");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Change it" }).disabled).toBe(true);
  });

  test("Joan leaves; it was not possible without a connection, and nothing is claimed", async () => {
    await open({ as: "lead" });
    desk.answer("remove_member", () => {
      throw new BackendError("needs_connection");
    });
    await menu("More: Joan Ellery", "Take out of the team");
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Take them out" }));
    await dialog.findByText("That needs a connection");
    expect(screen.getByRole("heading", { name: "Joan Ellery" })).toBeTruthy();
  });

  test("safety numbers are twelve groups, read figure by figure", async () => {
    await open({ as: "link_worker" });
    await menu("More: Ben", "Compare safety numbers");
    const numbers = within(await screen.findByRole("list", { name: "Safety numbers" }));
    expect(numbers.getAllByRole("listitem")).toHaveLength(12);
    expect(numbers.getByLabelText("3 0 4 7 1")).toBeTruthy();
  });
});

describe("a stick between two laptops", () => {
  test("saving and reading say what became of it; thinking better of it says nothing", async () => {
    await open({ as: "link_worker" });
    await user.click(screen.getByRole("button", { name: "Save to a stick" }));
    await screen.findByText("Saved: E:\\For Ben.alongside");
    await user.click(screen.getByRole("button", { name: "Read from a stick" }));
    await screen.findByText("Read. 12 changes were new here, of 41.");
    desk.answer("read_stick", () => ({ was_read: false, changes: 0, new: 0 }));
    await user.click(screen.getByRole("button", { name: "Read from a stick" }));
    await drawn(() => expect(screen.queryByText(/^Read\. /)).toBeNull());
  });
});
