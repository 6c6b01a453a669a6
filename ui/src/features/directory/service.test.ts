import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { useBackend } from "$lib/backend";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import { view } from "$lib/view.svelte";
import { editing } from "./editing.svelte";
import { leaflet } from "./leaflet.svelte";
import ServiceDetail from "./ServiceDetail.svelte";

const settle = (wait = 0) => new Promise((go) => setTimeout(go, wait));
const press = (name: string | RegExp) => userEvent.setup().click(screen.getByRole("button", { name }));

describe("Amira opens the Men's Shed", () => {
  let desk: FakeBackend;

  beforeEach(async () => {
    desk = new FakeBackend({ ...directoryAnswers(() => desk), save_draft: () => ({ saved_at: 1 }) });
    useBackend(desk);
    // Menus are drawn inside the page's main part.
    const main = document.createElement("main");
    document.body.replaceChildren(main);
    render(ServiceDetail, { target: main, props: { id: "service-0", level: 1 } });
    await settle(10);
  });

  afterEach(() => {
    editing.clear();
    leaflet.clear();
    view.discreet = false;
    forgetAll();
  });

  test("she reads when, whom to ask for, how it went and who goes there", () => {
    expect(screen.getByRole("heading", { level: 1, name: "Tern Valley Men’s Shed" })).toBeTruthy();
    expect(screen.getByText("Tuesday and Thursday, 10:00 to 15:00")).toBeTruthy();
    expect(screen.getByText("Geraint Hale")).toBeTruthy();
    expect(screen.getByText("It was full: 2")).toBeTruthy();
    expect(screen.getByText("Joan Whitcombe")).toBeTruthy();
  });

  test("with names hidden nobody's name is on the screen, and none can be chosen", async () => {
    view.discreet = true;
    await settle();
    expect(screen.queryByText("Joan Whitcombe")).toBeNull();
    await press("Connect someone");
    await settle();
    expect(screen.getByText("Names are hidden just now")).toBeTruthy();
    expect(screen.queryByLabelText("Who?")).toBeNull();
  });

  test("one press says that it is still right", async () => {
    await press("Still right");
    expect(desk.requests("check_service")).toEqual([{ id: "service-0", near: "" }]);
  });

  test("a time is added to the whole list, and what is no time is not saved", async () => {
    const user = userEvent.setup();
    await press("Change: When");
    const until = screen.getAllByLabelText("To")[0] as HTMLInputElement;
    await user.clear(until);
    await user.type(until, "late");
    await user.tab();
    expect(screen.getByText("Write the time as 09:30.")).toBeTruthy();
    await user.clear(until);
    await user.type(until, "4.30pm");
    await user.tab();
    expect(until.value).toBe("16:30");
    await settle(800);
    const saved = desk.requests("edit_field").filter((asked) => asked.field === "opening");
    const times = (saved.at(-1)?.value ?? []) as { closes_at: string }[];
    expect(times.map((one) => one.closes_at)).toEqual(["16:30", "12:00"]);
  });

  test("a tip is given in one line", async () => {
    const user = userEvent.setup();
    await user.type(screen.getByLabelText("A tip for colleagues"), "Mind the step{Enter}");
    await settle(80);
    expect(desk.requests("add_record")).toEqual([
      { kind: "tip", fields: { service: "service-0", words: "Mind the step" } },
    ]);
    expect(screen.getByText("Mind the step")).toBeTruthy();
  });

  test("what its description suggests is offered, and only what she chooses is kept", async () => {
    await press("Change: Needs and tags");
    await press("Suggest from what it says");
    await settle();
    const before = desk.requests("edit_field").length;
    await press("Add: Men’s sheds");
    await settle();
    expect(desk.requests("edit_field").slice(before)).toEqual([
      {
        kind: "service",
        id: "service-0",
        field: "tags",
        value: ["ukcat:SW106", "Community group", "Men", "ukcat:LE205"],
      },
    ]);
  });

  test("it goes into a leaflet and out again", async () => {
    await press("Put in a leaflet");
    expect(leaflet.services).toEqual([
      { id: "service-0", name: "Tern Valley Men’s Shed", bus: "", bring: "" },
    ]);
    await press("Take out of the leaflet");
    expect(leaflet.services).toEqual([]);
  });
});
