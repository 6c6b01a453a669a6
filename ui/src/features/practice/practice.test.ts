// Amira thinks over her work, for nobody's eyes but her own.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll, takeUpDrafts } from "$lib/autosave/index.svelte";
import type { TeamLook } from "$lib/backend/dev-team";
import type { Answers, FakeBackend } from "$lib/backend/fake";
import type { Reflection } from "$lib/generated/commands";
import { listenToKeys } from "$lib/keys/listen";
import { registry } from "$lib/keys/registry.svelte";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { toasts } from "$lib/toasts.svelte";
import { view } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import { offerPractice } from "./anywhere";
import { practice } from "./desk.svelte";
import { arrange } from "./order";
import Practice from "./Practice.svelte";

let desk: FakeBackend;
const user = userEvent.setup();

async function open(more: Answers = {}, team: TeamLook = {}) {
  desk = openDesk(more, team);
  router.route = { name: "practice" };
  const page = render(Practice);
  await drawn(() => expect(desk.requests("reflections").length).toBeGreaterThan(0));
  return page;
}

const queue = () => screen.findByRole("region", { name: "For supervision" });
const words = () => screen.findByLabelText<HTMLTextAreaElement>("What stayed with you");
const silence = /He went quiet when I asked/;

beforeEach(() => {
  shell.state = "open";
});
afterEach(() => {
  forgetAll();
  practice.close();
  toasts.clear();
  view.discreet = false;
  shell.state = "starting";
  shell.resume = null;
});

describe("The page", () => {
  test("says once who can open it; what waits for supervision is on top, longest waiting first, the rest by month", async () => {
    await open();
    const waiting = within(await queue());
    expect(screen.getAllByText(/Only your key opens these/)).toHaveLength(1);
    const days = waiting.getAllByRole("listitem").map((item) => item.textContent);
    expect(days).toHaveLength(2);
    expect(days[0]).toContain("Eleven people waiting");
    expect(days[1]).toMatch(silence);
    expect(waiting.queryByText(/First visit after dark/)).toBeNull();
    expect(screen.getByText(/First visit after dark/)).toBeTruthy();
    await waiting.findByText("Joseph");
    await screen.findByText("Somebody who is no longer here");
  });

  test("with nothing in it, it invites", async () => {
    await open({ reflections: () => [] });
    await screen.findByText("What stayed with you today?");
    expect(screen.queryByRole("region", { name: "For supervision" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "New reflection" }));
    expect(desk.requests("add_record")).toHaveLength(1);
  });

  test("years of reflections come a part at a time", async () => {
    const many = Array.from({ length: 130 }, (_, at): Reflection => {
      const day = new Date(2026, 0, 1 + (129 - at));
      return {
        id: `r-${at}`,
        archived: null,
        on: day.toISOString().slice(0, 10),
        words: `Day ${at}`,
        person: null,
        for_supervision: false,
        talked_about_on: null,
        outcome: "",
        contact: null,
        task: null,
        session: null,
      };
    });
    await open({ reflections: () => many });
    await screen.findByText("Day 59");
    expect(screen.queryByText("Day 60")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 60 older" }));
    await user.click(await screen.findByRole("button", { name: "Show 10 older" }));
    await screen.findByText("Day 129");
    expect(screen.queryByRole("button", { name: /older/ })).toBeNull();
  });
});

describe("Amira writes", () => {
  test("Ctrl+Alt+R from Mr Okafor's record begins one of today about him, with the cursor in it; her words save themselves", async () => {
    desk = openDesk();
    router.route = { name: "person", id: OKAFOR, section: "story" };
    offerPractice();
    const stop = listenToKeys();
    await user.keyboard("{Control>}{Alt>}r{/Alt}{/Control}");
    await drawn(() => expect(desk.requests("add_record")).toHaveLength(1));
    const [added] = desk.requests("add_record");
    expect(added).toMatchObject({ kind: "reflection", fields: { person: OKAFOR } });
    await drawn(() => expect(location.hash).toBe("#/practice"));
    render(Practice);
    const box = await words();
    await drawn(() => expect(document.activeElement).toBe(box));
    await user.keyboard("He laughed.");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({
        kind: "reflection",
        field: "words",
        value: "He laughed.",
      }),
    );
    stop();
  });

  test("a blank one that was begun before is used again; one being typed in this moment is not blank", async () => {
    await open();
    await practice.begin();
    await practice.begin();
    expect(desk.requests("add_record")).toHaveLength(1);
    await user.type(await words(), "Not blank");
    await practice.begin();
    expect(desk.requests("add_record")).toHaveLength(2);
  });

  test("not in the Together view, where somebody is reading along", () => {
    offerPractice();
    const command = registry.commands.find((known) => known.id === "new-reflection");
    router.route = { name: "together", id: OKAFOR, section: "plan" };
    expect(command?.when?.()).toBe(false);
    router.route = { name: "today" };
    expect(command?.when?.()).toBe(true);
  });

  test("ticked for supervision it stays where it is written, and waits on top once it is closed, with the focus on it", async () => {
    await open();
    await practice.begin();
    await user.type(await words(), "Where is the line?");
    await user.click(screen.getByRole("checkbox", { name: "For supervision" }));
    await screen.findByRole("group", { name: "Talked about on" });
    expect(within(await queue()).queryByLabelText("What stayed with you")).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("checkbox", { name: "For supervision" }));
    await user.click(screen.getByRole("button", { name: "Close" }));
    const moved = await within(await queue()).findByText("Where is the line?");
    const card = moved.closest<HTMLElement>("li");
    expect(card?.contains(document.activeElement)).toBe(true);
  });

  test("about whom is chosen by name", async () => {
    await open();
    await practice.begin();
    await words();
    const box = screen.getByLabelText<HTMLInputElement>("About work with");
    await user.type(box, "oka");
    await user.click(await screen.findByRole("option", { name: /Okafor/ }, { timeout: 3_000 }));
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "person", value: OKAFOR }),
    );
    await screen.findByRole("link", { name: /record$/ });
    await user.clear(box);
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "person", value: null }),
    );
  });

  test("one that is about somebody shows their name when it is opened", async () => {
    await open();
    await user.click(await screen.findByRole("button", { name: /Joseph.*Talked about/ }));
    await drawn(() =>
      expect(screen.getByLabelText<HTMLInputElement>("About work with").value).toBe("Joseph"),
    );
  });
});

describe("After supervision", () => {
  test("one click says that it was talked about, and the cursor waits for what came of it", async () => {
    await open();
    const card = within(await queue())
      .getByText(silence)
      .closest<HTMLElement>("li");
    await user.click(within(card as HTMLElement).getByRole("button", { name: /^We talked about it/ }));
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "talked_about_on" });
    const outcome = await screen.findByLabelText("What came of it");
    await drawn(() => expect(document.activeElement).toBe(outcome));
    await user.keyboard("Count to ten.");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await drawn(() => expect(screen.getByText("Count to ten.")).toBeTruthy());
    expect(within(await queue()).queryByText(silence)).toBeNull();
  });

  test("into the bin without a question, without its words, and out again", async () => {
    await open();
    const card = within(await queue())
      .getByText(silence)
      .closest<HTMLElement>("li");
    await user.click(within(card as HTMLElement).getByRole("button", { name: /^More: Reflection/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Put in the bin" }));
    await drawn(() => expect(screen.queryByText(silence)).toBeNull());
    const said = toasts.list.at(-1);
    expect(said?.words).toBe("Put in the bin");
    await said?.undo?.();
    await screen.findByText(silence);
  });
});

describe("Nobody else reads along", () => {
  test("with names hidden only days are shown, until she opens one herself; and nobody is named in it", async () => {
    const { container } = await open();
    await within(await queue()).findByText("Joseph");
    view.discreet = true;
    await screen.findByText("Hidden while names are hidden");
    for (const private_ of ["Joseph", "quiet when", "Eleven people", "parrot", "ring the practice"]) {
      expect(container.textContent).not.toContain(private_);
    }
    await user.click(screen.getByRole("button", { name: /Talked about/ }));
    expect((await words()).value).toContain("First visit after dark");
    expect(screen.queryByLabelText("About work with")).toBeNull();
  });

  test("a lock in mid-sentence leaves nothing on the page but finds the words and their field again", async () => {
    const page = await open();
    await practice.begin();
    await user.type(await words(), "I was just");
    await shell.lock();
    expect(shell.state).toBe("locked");
    const [left] = desk.requests("remember_place");
    expect(left?.field).toMatch(/^reflection\/.*\/words$/);
    page.unmount();
    await takeUpDrafts();
    render(Practice);
    expect((await words()).value).toBe("I was just");
    expect((await words()).dataset["writing"]).toBe(left?.field);
  });

  test("after a crash the one that was being written is open", async () => {
    shell.resume = { route: "practice", field: "reflection/reflection-3/words", cursor: 4 };
    await open();
    expect((await words()).dataset["writing"]).toBe("reflection/reflection-3/words");
    expect((await words()).value).toContain("parrot");
  });
});

describe("How colleagues see her", () => {
  test("who works alone is asked nothing", async () => {
    await open();
    await queue();
    expect(screen.queryByText("How colleagues see me")).toBeNull();
  });

  test("in a team her own record is there to be changed, and nobody else's", async () => {
    await open({}, { as: "link_worker" });
    const about = await screen.findByLabelText<HTMLInputElement>("What you do");
    expect(about.value).toBe("Link worker, Tern Valley practices");
    await user.type(screen.getByLabelText("Telephone for colleagues"), " ext 2");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toEqual({
        kind: "colleague",
        id: "member-amira",
        field: "phone",
        value: "01632 960 310 ext 2",
      }),
    );
  });

  test("the roster's id and the record's are the same bytes, written differently", async () => {
    const id = "0192f3aa-0000-7000-8000-00000000000a";
    const team = {
      name: "Larkbridge",
      server: "",
      my_role: "read_only" as const,
      recovery: "ready" as const,
      reads_own: true,
      is_out: false,
      members: [
        {
          id: id.replaceAll("-", ""),
          name: "",
          role: "read_only" as const,
          is_me: true,
          is_here: true,
          laptops: [],
        },
      ],
    };
    const blank = { archived: null, about: "", phone: "", email: "" };
    await open({ team: () => team, colleagues: () => [{ ...blank, id, name: "Amira Haddad" }] });
    await screen.findByText("Amira Haddad");
    // Who may only read is shown it, and asked nothing.
    expect(screen.queryByLabelText("Your name")).toBeNull();
  });
});

test("the one being written keeps its place whatever is changed in it", () => {
  const one: Reflection = {
    id: "1",
    archived: null,
    on: "2026-11-20",
    words: "",
    person: null,
    for_supervision: false,
    talked_about_on: null,
    outcome: "",
    contact: null,
    task: null,
    session: null,
  };
  const changed = { ...one, on: null, for_supervision: true };
  const held = { id: "1", as: one };
  expect(arrange([changed], held, 10).months.map((month) => month.key)).toEqual(["2026-11"]);
  expect(arrange([changed], null, 10)).toMatchObject({ months: [], queue: [{ id: "1" }] });
});
