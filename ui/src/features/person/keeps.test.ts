// What Amira writes in Mr Okafor's record stays written, and is taken back whole.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll, takeUpDrafts } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import { desk as recordDesk, type Section } from "./desk.svelte";
import Person from "./Person.svelte";

let desk: FakeBackend;

function open(section: Section) {
  router.route = { name: "person", id: OKAFOR, section };
  location.hash = `#/person/${OKAFOR}/${section}`;
  return render(Person);
}

beforeEach(() => {
  desk = openDesk();
  shell.state = "open";
});
afterEach(() => {
  forgetAll();
  recordDesk.leave();
  shell.state = "starting";
});

describe("Words in a form", () => {
  const words = "They said to ask again in spring, and";

  async function writeFollowUp() {
    const user = userEvent.setup();
    const page = open("connections");
    await user.click((await screen.findAllByRole("button", { name: "What became of it" }))[0] as HTMLElement);
    await user.selectOptions(screen.getByLabelText("Where has it got to?"), "did_not_happen");
    await user.click(screen.getByLabelText("It was full"));
    await user.type(screen.getByLabelText("In words"), words);
    return page;
  }

  async function theyAreThere() {
    open("connections");
    const box = await screen.findByLabelText<HTMLTextAreaElement>("In words");
    expect(box.value).toBe(words);
    expect(box.dataset["writing"]).toMatch(new RegExp(`^form/${OKAFOR}/follow_up/connection-`));
    expect(screen.getByLabelText<HTMLSelectElement>("Where has it got to?").value).toBe("did_not_happen");
    expect(screen.getByLabelText<HTMLInputElement>("It was full").checked).toBe(true);
  }

  test("a lock in mid-sentence: after unlocking the words and the choices are there", async () => {
    const page = await writeFollowUp();
    await shell.lock();
    expect(shell.state).toBe("locked");
    expect(shell.lockHeld).toBe(false);
    expect(desk.requests("remember_place")[0]?.field).toMatch(/^form\/.*\/follow_up\//);
    page.unmount();
    await shell.opened({ resume: null });
    await theyAreThere();

    await userEvent.setup().click(screen.getByRole("button", { name: "Write it down" }));
    await drawn(() => expect(desk.requests("follow_up")).toMatchObject([{ words, why_not: "full" }]));
    await drawn(() => expect(desk.requests("discard_draft")).toHaveLength(1));
    expect(await desk.call("drafts", {})).toEqual([]);
  });

  test("a crash in mid-sentence: the words are there when the desk is opened again", async () => {
    const page = await writeFollowUp();
    await drawn(() => expect(desk.requests("save_draft").at(-1)?.text).toContain(words));
    forgetAll();
    page.unmount();
    await takeUpDrafts();
    await theyAreThere();
  });

  test("when the words cannot be kept the desk does not lock over them", async () => {
    desk.answer("save_draft", () => {
      throw new Error("the disk is full");
    });
    await writeFollowUp();
    await shell.lock();
    expect(shell.state).toBe("open");
    expect(shell.lockHeld).toBe(true);
    shell.lockHeld = false;
  });

  test("a line that a crash caught before Enter is in its place again", async () => {
    const page = open("story");
    await userEvent.setup().type(await screen.findByLabelText("Add a strength"), "I whistle in tu");
    await drawn(() => expect(desk.requests("save_draft").at(-1)?.text).toContain("I whistle in tu"));
    forgetAll();
    page.unmount();
    await takeUpDrafts();
    open("story");
    const line = await screen.findByLabelText<HTMLInputElement>("Add a strength");
    expect(line.value).toBe("I whistle in tu");
    await userEvent.setup().type(line, "ne{Enter}");
    await drawn(() =>
      expect(desk.requests("add_record")[0]).toMatchObject({ fields: { words: "I whistle in tune" } }),
    );
    await drawn(() => expect(desk.requests("discard_draft")).toHaveLength(1));
  });
});

describe("Several fields that are one change", () => {
  test("an action that is done says so and when, at once", async () => {
    open("plan");
    await userEvent
      .setup()
      .click((await screen.findAllByRole("checkbox", { name: /^Done: / })).at(-1) as HTMLElement);
    await drawn(() => expect(desk.requests("edit_fields")).toHaveLength(1));
    expect(Object.keys(desk.requests("edit_fields")[0]?.fields ?? {})).toEqual(["status", "done_on"]);
    expect(desk.requests("edit_field")).toEqual([]);
  });

  test("a GP practice is chosen with its code, name and address", async () => {
    const user = userEvent.setup();
    open("details");
    const box = await screen.findByRole("combobox", { name: "Find the GP practice" });
    await user.clear(box);
    desk.asked.length = 0;
    await user.type(box, "tern");
    await user.click(await screen.findByRole("option", { name: /Tern Valley/ }));
    await drawn(() => expect(desk.requests("edit_fields")).toHaveLength(1));
    expect(desk.requests("edit_fields")[0]).toEqual({
      kind: "person",
      id: OKAFOR,
      fields: {
        gp_practice_code: "Z99000",
        gp_practice_name: "Tern Valley Surgery",
        gp_practice_address: "1 Mill Lane, Larkbridge, LQ1 3EA",
      },
    });
    expect(desk.requests("edit_field")).toEqual([]);
  });

  test("an NHS number typed by hand is present but not traced; taken out it has no status", async () => {
    const user = userEvent.setup();
    open("details");
    const box = await screen.findByLabelText<HTMLInputElement>("NHS number");
    await user.clear(box);
    await user.type(box, "999 000 0018");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_fields").at(-1)?.fields).toEqual({
        nhs_number: "9990000018",
        nhs_number_status: "02",
      }),
    );
    await drawn(() => expect(box.value).toBe("9990000018"));

    // The same figures, written with spaces, are no change.
    const before = desk.requests("edit_fields").length;
    await user.clear(box);
    await user.type(box, "999-000-0018");
    await user.tab();
    await drawn(() => expect(box.value).toBe("9990000018"));
    expect(desk.requests("edit_fields")).toHaveLength(before);

    await user.clear(box);
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_fields").at(-1)?.fields).toEqual({
        nhs_number: null,
        nhs_number_status: "",
      }),
    );
  });
});

describe("Numbers that look alike", () => {
  test("each kind says its own rule beside its own box, and is saved as itself only", async () => {
    const user = userEvent.setup();
    open("details");
    for (const [label, rule] of [
      ["NHS number", /not an NHS number/],
      ["CHI number (Scotland)", /not a CHI number/],
      ["Health and Care number (Northern Ireland)", /not a Health and Care number/],
    ] as const) {
      const box = await screen.findByLabelText<HTMLInputElement>(label);
      await user.clear(box);
      await user.type(box, "99");
      await user.tab();
      await drawn(() => expect(box.getAttribute("aria-invalid")).toBe("true"));
      const said = document.getElementById(box.getAttribute("aria-describedby") ?? "");
      expect(said?.textContent).toMatch(rule);
      expect(box.value).toBe("99");
    }
    await user.clear(screen.getByLabelText("CHI number (Scotland)"));
    await user.type(screen.getByLabelText("CHI number (Scotland)"), "010 190 0017");
    await user.tab();
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "chi_number", value: "0101900017" }),
    );
  });

  test("a number caught half typed by a lock is in its box after it, with what is wrong", async () => {
    const page = open("details");
    const box = await screen.findByLabelText<HTMLInputElement>("NHS number");
    await userEvent.setup().clear(box);
    await userEvent.setup().type(box, "99900");
    await shell.lock();
    expect(shell.state).toBe("locked");
    page.unmount();
    await shell.opened({ resume: null });
    open("details");
    expect((await screen.findByLabelText<HTMLInputElement>("NHS number")).value).toBe("99900");
    await screen.findByText(/not an NHS number/);
  });
});

test("asked and not stated is another answer than not asked yet", async () => {
  const user = userEvent.setup();
  await desk.call("edit_field", { kind: "person", id: OKAFOR, field: "ethnicity", value: "" });
  open("details");
  const field = (await screen.findByLabelText("Ethnicity")).closest("[data-field]") as HTMLElement;
  expect(field.textContent).toContain("Not asked yet");
  await user.click(within(field).getByRole("button", { name: /Asked, not stated/ }));
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ field: "ethnicity", value: "Z" }),
  );
  await drawn(() => expect(field.textContent).toContain("Asked, and they would rather not say."));
  expect(screen.getByLabelText<HTMLInputElement>("Ethnicity").value).toBe("Not stated");
});

describe("The plan", () => {
  test("a goal moves up with the keyboard: one change, and the focus goes with it", async () => {
    const user = userEvent.setup();
    open("plan");
    const goals = async () =>
      (await screen.findAllByLabelText<HTMLTextAreaElement>("Goal")).map((box) => box.value);
    const [first, second] = await goals();
    const menu = screen.getByRole("button", { name: new RegExp(`^More: ${second?.slice(0, 20)}`) });
    menu.focus();
    await user.keyboard("{Enter}");
    await screen.findByText("Move up");
    expect(screen.getByText("Move down").closest("[data-disabled]")).not.toBeNull();
    await user.click(screen.getByText("Move up"));
    await drawn(async () => expect((await goals()).slice(0, 2)).toEqual([second, first]));
    expect(desk.requests("edit_field").at(-1)).toMatchObject({ kind: "goal", field: "position" });
    await drawn(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toContain(second?.slice(0, 20)),
    );
  });

  test("an action says which strengths it builds on", async () => {
    const user = userEvent.setup();
    const { container } = open("plan");
    await screen.findAllByLabelText("Goal");
    const action = container.querySelector<HTMLElement>(".more button");
    await user.click(action as HTMLElement);
    const group = await screen.findByRole("group", { name: "Strengths it builds on" });
    const box = within(group).getByLabelText<HTMLInputElement>("I mend clocks and radios.");
    const was = box.checked;
    await user.click(box);
    await drawn(() =>
      expect(desk.requests("edit_field").at(-1)).toMatchObject({ kind: "action", field: "strengths" }),
    );
    const strengths = desk.requests("edit_field").at(-1)?.value as string[];
    expect(strengths.length > 0).toBe(!was);
  });
});
