// Amira takes things to supervision, writes down what she learns, and settles in.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { takeToSupervision } from "$lib/supervision";
import { toasts } from "$lib/toasts.svelte";
import { view } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Practice from "./Practice.svelte";

let desk: FakeBackend;
const user = userEvent.setup();

function open(page: string) {
  desk = openDesk();
  router.route = { name: "practice", page };
  return render(Practice);
}
const waiting = () => screen.findByRole("region", { name: "Waiting to be talked about" });

beforeEach(() => {
  shell.state = "open";
});
afterEach(() => {
  forgetAll();
  toasts.clear();
  view.discreet = false;
  shell.state = "starting";
});

describe("Supervision", () => {
  test("what was taken from a contact waits with where it came from, and the message offers the way back", async () => {
    open("supervision");
    await waiting();
    await takeToSupervision({ contact: "contact-1", person: OKAFOR });
    expect(desk.requests("take_to_supervision")).toEqual([
      { person: OKAFOR, contact: "contact-1", task: null },
    ]);
    await screen.findByText("He went quiet", { selector: "q" });
    const said = toasts.list.at(-1);
    expect(said?.words).toContain("Nobody else can see it");
    await said?.undo?.();
    await drawn(() => expect(screen.queryByText("He went quiet", { selector: "q" })).toBeNull());
  });

  test("brought to a session it is talked about, or kept for next time", async () => {
    open("supervision");
    await user.click(await screen.findByRole("button", { name: "New session" }));
    const agenda = within(await screen.findByRole("region", { name: "What you bring" }));
    await agenda.findByText("Nothing brought yet");
    await user.click(await agenda.findByRole("button", { name: "Bring all 2 that wait" }));
    await drawn(() => expect(agenda.getAllByLabelText("What you want to talk about")).toHaveLength(2));
    await user.click(agenda.getAllByRole("button", { name: /^Keep for next time/ })[0] as HTMLElement);
    await drawn(() => expect(agenda.getAllByLabelText("What you want to talk about")).toHaveLength(1));
    expect(within(await waiting()).getAllByLabelText("What you want to talk about")).toHaveLength(1);
    await user.click(agenda.getByRole("button", { name: /^We talked about it/ }));
    await agenda.findByText(/^Talked about/);
    await user.type(agenda.getByLabelText("What came of it"), "Wait longer.");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "outcome", value: "Wait longer." }),
    );
  });

  test("while names are hidden nothing of it is on the screen", async () => {
    view.discreet = true;
    const { container } = open("supervision");
    await screen.findByText("What you take to supervision is not shown while names are hidden.");
    await drawn(() => expect(desk.requests("supervision").length).toBeGreaterThan(0));
    expect(container.textContent).not.toContain("quiet when");
    expect(container.textContent).not.toContain("Mwangi");
  });
});

describe("Learning", () => {
  test("it adds up, says what it leaves out, and is saved for the appraisal", async () => {
    open("learning");
    const sum = within(await screen.findByRole("region", { name: "What it comes to" }));
    expect(sum.getAllByText(/6 hours/).length).toBeGreaterThan(0);
    sum.getByText(/1 entry does not say how long it took/);
    await user.click(sum.getByRole("button", { name: "Save for appraisal (PDF)" }));
    expect(desk.requests("save_learning")).toEqual([
      { from: "2026-04-01", until: "2027-03-31", paper: "pdf" },
    ]);
    await drawn(() => expect(toasts.list.at(-1)?.words).toContain("Learning log.pdf"));
  });

  test("one line adds it; a heading used before is one click, a new one is typed", async () => {
    open("learning");
    await user.type(
      await screen.findByRole("textbox", { name: "Something you learned" }),
      "Carers’ rights{Enter}",
    );
    await user.click(await screen.findByRole("button", { name: "+ Listening" }));
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "headings", value: ["Listening"] }),
    );
    await user.type(await screen.findByLabelText("Headings"), "Carers{Enter}");
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ value: ["Listening", "Carers"] }),
    );
  });
});

describe("Settling in", () => {
  test("begins with a list that is hers to change, and is ticked", async () => {
    open("settling");
    await user.click(await screen.findByRole("button", { name: "Begin with a list" }));
    expect(desk.requests("begin_induction")).toHaveLength(1);
    const safe = within(await screen.findByRole("region", { name: "Keeping safe" }));
    await user.click(safe.getByRole("checkbox", { name: /^Lone working/ }));
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ kind: "induction_item", field: "done_on" });
    await user.type(safe.getByRole("textbox", { name: /Another line/ }), "Where the torch is{Enter}");
    await safe.findByText("Where the torch is");
  });
});

describe("What she carries", () => {
  test("it is a lot: she is told why, that nobody else knows, and what she can do", async () => {
    open("load");
    const hot = within(await screen.findByRole("region", { name: "This is a lot" }));
    hot.getByText(/more people open than there is room for/);
    hot.getByText(/Nobody else has been told/);
    await user.click(hot.getByRole("button", { name: "Take this to supervision" }));
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "reflection",
      fields: { for_supervision: true },
    });
    await drawn(() => expect(router.route).toEqual({ name: "practice", page: "supervision" }));
  });

  test("the team is told what she writes, when she says so, and not before", async () => {
    open("load");
    const hot = within(await screen.findByRole("region", { name: "This is a lot" }));
    await user.click(hot.getByRole("button", { name: "Tell my team" }));
    await user.type(hot.getByLabelText("What you want your team to know"), "Nobody new until January");
    expect(desk.requests("add_record")).toEqual([]);
    await user.click(hot.getByRole("button", { name: "Tell them now" }));
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "capacity",
      fields: { worker: "Amira", told_words: "Nobody new until January" },
    });
    await hot.findByText(/You told your team/);
    await user.click(hot.getByRole("button", { name: "Take it back" }));
    await hot.findByText(/Nobody else has been told/);
  });

  test("new referrals are paused from here, with the dialog that the waiting list has", async () => {
    open("load");
    const hot = within(await screen.findByRole("region", { name: "This is a lot" }));
    await user.click(hot.getByRole("button", { name: "Pause new referrals" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Pause new referrals" }));
    await user.type(dialog.getByLabelText("Why, as referrers are told"), "Until a colleague starts");
    desk.answer("add_record", () => ({ id: "pause-1", saved_at: 1 }));
    await user.click(dialog.getByRole("button", { name: "Keep it" }));
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "referral_pause",
      fields: { until: null, because: "Until a colleague starts" },
    });
    await drawn(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("if ten more come: the answer with what it assumes, and the team side by side with nobody called full", async () => {
    open("load");
    await screen.findByText("Counting as 62 then: 15.8 more than there is room for.");
    screen.getByText("There will not be room again by itself: as many come as finish.");
    screen.getByText(/21 came, 9 finished/);
    const table = within(await screen.findByRole("table"));
    expect(table.getAllByRole("row")).toHaveLength(3);
    expect(table.queryByText(/lot|full|over/i)).toBeNull();
    await user.clear(screen.getByLabelText("How many more"));
    await user.type(screen.getByLabelText("How many more"), "4");
    await drawn(() => expect(desk.requests("my_caseload").at(-1)).toEqual({ more: 4 }));
  });
});
