// A drop-in morning: thirty people by keyboard, then one of them becomes a person.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import { reference } from "$lib/backend/dev-people";
import type { FakeBackend } from "$lib/backend/fake";
import { router } from "$lib/shell/router.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, openDesk } from "../../../tests/world";
import DropIns from "./DropIns.svelte";
import Session from "./Session.svelte";
import { clockTime, minutesIn, needsIn, servicesIn } from "./understand";

let desk: FakeBackend;
const user = userEvent.setup();

beforeEach(() => {
  desk = openDesk();
});
afterEach(() => {
  forgetAll();
  looks.discreet = false;
});

async function begin(): Promise<string> {
  const { id } = await call("add_record", { kind: "drop_in", fields: { place: "Larkbridge library" } });
  router.route = { name: "session", id };
  return id;
}

test("where, and Enter: the morning begins", async () => {
  router.route = { name: "dropin" };
  render(DropIns);
  await screen.findByText("No drop-in yet");
  await user.type(screen.getByLabelText("Start a drop-in at"), "Larkbridge library{Enter}");
  await drawn(() =>
    expect(desk.requests("add_record").at(-1)).toMatchObject({
      kind: "drop_in",
      fields: { place: "Larkbridge library" },
    }),
  );
  await drawn(() => expect(location.hash).toMatch(/^#\/session\//));
});

test("a line is written without the mouse and the next one is ready; one of them becomes a record", async () => {
  await begin();
  const { container } = render(Session);
  const called = await screen.findByLabelText("Called");
  called.focus();
  await user.keyboard(
    "Mrs Bello{Tab}Letters she cannot read{Tab}mon, xyz{Tab}Warm Hub, Food bank{Tab}5{Enter}",
  );
  await drawn(() => expect(desk.requests("add_record").at(-1)?.kind).toBe("conversation"));
  expect(desk.requests("add_record").at(-1)).toMatchObject({
    fields: {
      called: "Mrs Bello",
      words: "Letters she cannot read · xyz",
      services: [
        { service: null, name: "Warm Hub", link: "signposted" },
        { service: null, name: "Food bank", link: "signposted" },
      ],
      minutes: 5,
    },
  });
  await drawn(() => expect(document.activeElement).toBe(called));
  expect((called as HTMLInputElement).value).toBe("");
  await screen.findByText("1 conversation");
  await user.keyboard("{Tab}Only about the bus{Enter}");
  await screen.findByText("2 conversations");
  expect((await axe.run(container)).violations).toEqual([]);

  await user.click(screen.getByRole("button", { name: "Make this a record: Mrs Bello" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect((dialog.getByLabelText("What to call them") as HTMLInputElement).value).toBe("Mrs Bello");
  await user.click(dialog.getByRole("button", { name: "Begin the record" }));
  await drawn(() =>
    expect(desk.requests("conversation_becomes").at(-1)).toMatchObject({ person: null, name: "Mrs Bello" }),
  );
  await screen.findByRole("link", { name: /In their record/ });
});

test("an empty line is not written, nor minutes that are none; what was typed stays", async () => {
  await begin();
  render(Session);
  const called = await screen.findByLabelText("Called");
  called.focus();
  await user.keyboard("{Enter}");
  await screen.findByText("Nothing is in the line yet");
  await user.keyboard("Joan{Tab}{Tab}{Tab}{Tab}soon{Enter}");
  await screen.findByText("A number from 0 to 600");
  expect(desk.requests("add_record").filter(({ kind }) => kind === "conversation")).toEqual([]);
  expect((called as HTMLInputElement).value).toBe("Joan");
});

test("people through the door are counted one by one, and not counted is not zero", async () => {
  const id = await begin();
  render(Session);
  await screen.findByText("not counted");
  await user.click(screen.getByRole("button", { name: "One more" }));
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toEqual({
      kind: "drop_in",
      id,
      field: "head_count",
      value: 1,
    }),
  );
  const heads = within(screen.getByRole("group", { name: "People through the door" }));
  await heads.findByText("1");
  // Three come in at once, faster than anything is written down: nobody is lost.
  const more = screen.getByRole("button", { name: "One more" });
  for (let n = 0; n < 3; n += 1) more.click();
  await heads.findByText("4");
  await drawn(() => expect(desk.requests("edit_field").map(({ value }) => value)).toEqual([1, 2, 3, 4]));
});

test("while names are hidden a line says neither who nor what", async () => {
  const id = await begin();
  await call("add_record", {
    kind: "conversation",
    fields: { drop_in: id, called: "Mrs Bello", words: "Her letters" },
  });
  looks.discreet = true;
  const { container } = render(Session);
  await screen.findByText("1 conversation");
  expect(container.textContent).not.toContain("Bello");
  expect(container.innerHTML).not.toContain("Her letters");
});

describe("What is typed in a hurry", () => {
  test("needs by a few letters", () => {
    const list = reference.needs;
    const first = list[0];
    if (!first) throw new Error("no needs");
    expect(needsIn(`${first.name.slice(0, 4)}, qqq, ${first.code}`, list)).toEqual({
      codes: [first.code],
      unknown: ["qqq"],
    });
    expect(needsIn(" , ;", list)).toEqual({ codes: [], unknown: [] });
  });
  test("services once each, minutes or none", () => {
    expect(servicesIn("Warm Hub, Warm Hub; Shed")).toEqual(["Warm Hub", "Shed"]);
    expect([minutesIn(""), minutesIn(" 5 "), minutesIn("soon"), minutesIn("601")]).toEqual([
      null,
      5,
      undefined,
      undefined,
    ]);
    expect(clockTime(new Date(2026, 10, 24, 9, 5))).toBe("09:05");
  });
});
