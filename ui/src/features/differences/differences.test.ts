import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { BackendError } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import TextArea from "$lib/components/TextArea.svelte";
import type { DifferenceView } from "$lib/generated/commands";
import { desk as shell } from "$lib/shell/desk.svelte";
import { router } from "$lib/shell/router.svelte";
import { differences } from "$lib/sync/differences.svelte";
import { toasts } from "$lib/toasts.svelte";
import { view as looks } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Differences from "./Differences.svelte";
import { byPerson } from "./groups";

describe("Amira and Ben wrote about Mr Okafor while apart", () => {
  let desk: FakeBackend;
  let stop: () => void;
  const user = userEvent.setup();

  beforeEach(async () => {
    desk = openDesk({}, { as: "lead" });
    await shell.start();
    router.route = { name: "differences", key: "" };
    stop = differences.follow(() => differences.list.length);
  });
  afterEach(() => {
    stop();
    forgetAll();
    toasts.clear();
    looks.discreet = false;
  });

  const page = async () => {
    render(Differences);
    await screen.findByText("6 differences");
  };
  const card = (name: string | RegExp) => within(screen.getByRole("article", { name }));
  const settled = () => desk.requests("settle_difference");

  test("both versions stand side by side, with who, when and where, and what differs marked", async () => {
    await page();
    const about = card("What is most important to me");
    expect(about.getByText("Amira")).toBeTruthy();
    expect(about.getByText("on Ben’s laptop")).toBeTruthy();
    const marks = screen
      .getByRole("article", { name: "What is most important to me" })
      .querySelectorAll("mark");
    expect([...marks].map((mark) => mark.textContent).join(" ")).toContain("And to see my sister on Sundays");
  });

  test("a choice, a date and a list are shown as such, never as codes", async () => {
    await page();
    const how = card("How to contact them");
    await drawn(() => expect(how.queryByText("2")).toBeNull());
    expect(card("By when").getByText("1 December 2026")).toBeTruthy();
    expect(card("Phones and e-mail").getByText("E-mail: joseph@example.org")).toBeTruthy();
  });

  test("she keeps the other; the focus goes to the next one, and undo brings it back", async () => {
    await page();
    await user.click(card("How to contact them").getByRole("button", { name: /^Keep this one instead/ }));
    await screen.findByText("5 differences");
    expect(settled()).toEqual([{ key: `person-${OKAFOR}-contact_method`, keep: { keep: "other" } }]);
    await drawn(() => expect(document.activeElement?.textContent?.trim()).toBe("Phones and e-mail"));
    await toasts.list.at(-1)?.undo?.();
    await screen.findByText("6 differences");
    expect(desk.requests("undo")).toHaveLength(1);
  });

  test("she writes a third from both; her words are a draft until they are in the record", async () => {
    await page();
    const about = card("What is most important to me");
    await user.click(about.getByRole("button", { name: /^Write a third/ }));
    const words = about.getByRole<HTMLTextAreaElement>("textbox", { name: "What it should say" });
    await user.clear(words);
    await user.type(words, "My garden, and my sister");
    await drawn(() => expect(desk.requests("save_draft").at(-1)?.text).toContain("My garden, and my sister"));
    await user.click(about.getByRole("button", { name: "Keep what I wrote" }));
    await screen.findByText("5 differences");
    expect(settled()).toEqual([
      {
        key: `about_me-${OKAFOR}-important_to_me`,
        keep: { keep: "third", value: "My garden, and my sister" },
      },
    ]);
    await drawn(() => expect(desk.requests("discard_draft")).toHaveLength(1));
  });

  test("of two lists she ticks the entries that hold", async () => {
    await page();
    const reach = card("Phones and e-mail");
    await user.click(reach.getByRole("button", { name: /^Write a third/ }));
    await user.click(reach.getByRole("checkbox", { name: "E-mail: joseph@example.org" }));
    await user.click(reach.getByRole("checkbox", { name: "Mobile: 07700 900 321" }));
    await user.click(reach.getByRole("button", { name: "Keep what I wrote" }));
    await drawn(() => expect(settled()).toHaveLength(1));
    const keep = settled()[0]?.keep;
    const value = keep?.keep === "third" ? (keep.value as { value: string }[]) : [];
    expect(value.map((entry) => entry.value)).toEqual(["01632 960 114", "joseph@example.org"]);
  });

  test("what Ben put in the bin while she wrote in it is back, and says so", async () => {
    await page();
    const goal = card("Ben put this in the bin while Amira wrote in it: it is back");
    expect(goal.queryByRole("button", { name: /third/ })).toBeNull();
    await user.click(goal.getByRole("button", { name: "Put it in the bin after all" }));
    await drawn(() => expect(settled()[0]?.keep).toEqual({ keep: "other" }));
  });

  test("one that a colleague settled meanwhile says that it is gone, and nothing is lost", async () => {
    await page();
    desk.answer("settle_difference", () => {
      throw new BackendError("not_found");
    });
    const when = card("By when");
    await user.click(when.getByRole("button", { name: /^Keep this(?! one)/ }));
    expect(await when.findByText("This is no longer here")).toBeTruthy();
    expect(screen.getByText("6 differences")).toBeTruthy();
  });

  test("a mark beside the field leads to its difference, and the focus is on it", async () => {
    await differences.ask();
    render(TextArea, {
      label: "What matters",
      place: { kind: "about_me", id: OKAFOR, field: "important_to_me" },
      value: "",
    });
    const mark = screen.getByRole("link", { name: /^Two versions ?: What matters$/ });
    expect(mark.getAttribute("href")).toBe(`#/differences/about_me-${OKAFOR}-important_to_me`);
    cleanup();
    router.route = { name: "differences", key: `about_me-${OKAFOR}-important_to_me` };
    await page();
    await drawn(() =>
      expect(document.activeElement?.textContent?.trim()).toBe("What is most important to me"),
    );
  });

  test("while names are hidden nobody is named", async () => {
    looks.discreet = true;
    await page();
    expect(document.body.textContent).not.toContain("Joseph");
  });

  test("when nothing is left the page is calm", async () => {
    desk.answer("differences", () => []);
    render(Differences);
    await screen.findByText("Nothing to look at");
  });
});

test("they stand person by person, those of nobody last", () => {
  const one = (person: string | null, key: string) => ({ person, key, person_name: "" }) as DifferenceView;
  const groups = byPerson([one(null, "a"), one("x", "b"), one("y", "c"), one("x", "d")]);
  expect(
    groups.map((group) => [group.person, group.of.map(({ one: { key }, at }) => `${key}${at}`)]),
  ).toEqual([
    ["x", ["b0", "d1"]],
    ["y", ["c2"]],
    [null, ["a3"]],
  ]);
});
