import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import type { Script } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Together from "./Together.svelte";

let desk: FakeBackend;

beforeEach(() => {
  // The whole record must not even be asked for on a screen that two people look at.
  desk = openDesk({
    open_person: () => {
      throw new Error("the whole record was asked for");
    },
  });
  router.route = { name: "together", id: OKAFOR, section: "plan" };
  location.hash = `#/together/${OKAFOR}`;
});
afterEach(() => {
  expect(desk.requests("open_person")).toEqual([]);
  forgetAll();
});

test("the plan is read again when something of it changes", async () => {
  render(Together);
  await screen.findByRole("heading", { level: 1, name: "Joseph’s plan" });
  expect(desk.requests("open_plan")).toEqual([{ id: OKAFOR }]);
  await desk.call("add_record", { kind: "strength", fields: { person: OKAFOR, words: "I whistle in tune" } });
  await screen.findByText("I whistle in tune");
  expect(desk.requests("open_plan")).toHaveLength(2);
  desk.emit("changed", { kinds: ["risk"] });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(desk.requests("open_plan")).toHaveLength(2);
});

test("nothing that is for the worker alone is on the page, seen or unseen", async () => {
  const secrets = {
    alert: "Dog behind the gate",
    risk: "Falls on the stairs at night",
    concern: "Money going missing",
    worker_note: "I wonder about the nephew",
    contact: "Cried about Grace on the phone",
    relation: "Ngozi",
    because: "Sold the car without asking",
  };
  await desk.call("edit_field", { kind: "person", id: OKAFOR, field: "alert", value: secrets.alert });
  await desk.call("add_record", { kind: "risk", fields: { person: OKAFOR, risk: secrets.risk } });
  await desk.call("add_record", {
    kind: "safeguarding",
    fields: { person: OKAFOR, concern: secrets.concern },
  });
  await desk.call("add_record", {
    kind: "contact",
    fields: {
      person: OKAFOR,
      came: "happened",
      on: "2026-11-01",
      note: secrets.contact,
      worker_note: secrets.worker_note,
    },
  });
  await desk.call("edit_field", {
    kind: "circumstances",
    id: OKAFOR,
    field: "summary_for_gp",
    value: secrets.because,
  });

  render(Together);
  await screen.findByRole("heading", { level: 1, name: "Joseph’s plan" });
  expect(
    screen.getByDisplayValue("To have two places in the week where somebody knows my name"),
  ).toBeTruthy();
  const page = document.documentElement;
  const values = [...page.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea, input")].map(
    (box) => box.value,
  );
  for (const secret of Object.values(secrets)) {
    expect(page.innerHTML).not.toContain(secret);
    expect(values.join("\n")).not.toContain(secret);
  }
});

test("not agreed is written down with its reason, as carefully as agreed", async () => {
  const user = userEvent.setup();
  render(Together);
  await user.click(await screen.findByRole("button", { name: "No" }));
  const because = await screen.findByLabelText("What is not right yet, and why");
  expect(desk.requests("add_record")[0]).toMatchObject({
    kind: "agreement",
    fields: { person: OKAFOR, agreed: "no" },
  });
  await user.type(because, "The lunch club is not for me");
  await user.tab();
  await drawn(() =>
    expect(desk.requests("edit_field").at(-1)).toMatchObject({
      kind: "agreement",
      field: "because",
      value: "The lunch club is not for me",
    }),
  );
});

test("the copy holds what was typed a moment ago", async () => {
  const user = userEvent.setup();
  render(Together);
  const matters = await screen.findByLabelText<HTMLTextAreaElement>("What matters most to me");
  await user.clear(matters);
  await user.type(matters, "The roses");
  await user.click(screen.getByRole("button", { name: "A copy to keep" }));
  await user.click(await screen.findByText("Large print"));
  await drawn(() =>
    expect(desk.requests("save_plan_pdf")).toEqual([{ person: OKAFOR, layout: "large_print" }]),
  );
  const names = desk.asked.map((asked) => asked.name);
  expect(names.lastIndexOf("edit_field")).toBeLessThan(names.indexOf("save_plan_pdf"));
});

test("letters that could not be printed are told calmly, and of a copy without them nothing is said", async () => {
  const user = userEvent.setup();
  const save = async (unprinted: number, scripts: Script[]) => {
    desk.answer("save_plan_pdf", () => ({ path: "Documents/Plan.pdf", unprinted, scripts }));
    await user.click(screen.getByRole("button", { name: "A copy to keep" }));
    await user.click(await screen.findByText("Usual print"));
  };
  render(Together);
  await screen.findByLabelText("What matters most to me");
  await save(3, ["chinese_or_japanese", "pictures"]);
  expect(await screen.findByText("3 different letters could not be printed")).toBeTruthy();
  expect(screen.getByText(/Chinese or Japanese, emoji or other pictures/)).toBeTruthy();
  await save(0, []);
  await drawn(() => expect(screen.queryByText(/could not be printed/)).toBeNull());
});
