import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { Did, ImportPreviewView } from "$lib/generated/commands";
import ImportScreen from "./Import.svelte";
import { Import, importing } from "./import.svelte";

const table = (some: Partial<ImportPreviewView> = {}): ImportPreviewView => ({
  format: "table",
  source: "community-groups.csv",
  encoding: "utf8",
  services: 214,
  already_here: 31,
  columns: ["Group", "What we do", "Where"],
  mapping: { name: "Group" },
  remembered: null,
  rows: [["Tern Valley Men’s Shed", "Mending clocks", "Larkbridge"]],
  sample: [{ name: "Tern Valley Men’s Shed", organisation: "", postcode: "", summary: "" }],
  skipped: [
    { at: 17, name: "", reason: "no_name", detail: "01632 960100" },
    { at: 20, name: "Village hall", reason: "eaten_by_the_dog", detail: "" },
  ],
  skipped_total: 2,
  notes: { characters_mended: 4 },
  ...some,
});

const settle = () => new Promise((go) => setTimeout(go));

describe("Amira brings in the council's list of groups", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = new FakeBackend({
      choose_import: () => ({ path: "/home/amira/community-groups.csv" }),
      inspect_import: ({ mapping }) => table(mapping ? { mapping: mapping as Record<string, string> } : {}),
    });
    useBackend(desk);
    importing.again();
  });

  afterEach(() => importing.again());

  test("choosing nothing changes nothing", async () => {
    desk.answer("choose_import", () => ({ path: null }));
    const list = new Import();
    await list.choose(false);
    expect(list.step).toBe("choose");
    expect(desk.requests("inspect_import")).toHaveLength(0);
  });

  test("naming another column looks again with it, keeping the rest of the guess", async () => {
    const list = new Import();
    await list.choose(false);
    await list.map("description", "What we do");
    expect(desk.requests("inspect_import").at(-1)?.mapping).toEqual({
      name: "Group",
      description: "What we do",
    });
    await list.map("description", null);
    expect(desk.requests("inspect_import").at(-1)?.mapping).toEqual({ name: "Group" });
  });

  test("columns chosen for such a table before are offered, and can be forgotten", async () => {
    const list = new Import();
    const remembered = { id: "choice-1", by: "Ben", at: 1 };
    desk.answer("inspect_import", () => table({ remembered }));
    desk.answer("archive_record", () => ({ saved_at: 1 }));
    await list.choose(false);
    expect(list.preview?.remembered?.by).toBe("Ben");
    desk.answer("inspect_import", () => table({}));
    await list.forgetColumns();
    expect(desk.requests("archive_record")).toEqual([{ kind: "column_choice", id: "choice-1" }]);
    expect(desk.requests("inspect_import").at(-1)?.mapping).toBeNull();
    expect(list.preview?.remembered).toBeNull();
  });

  test("of two looks the later wins, whichever answers first", async () => {
    const list = new Import();
    await list.choose(false);
    const answers: ((view: ImportPreviewView) => void)[] = [];
    desk.answer("inspect_import", () => new Promise((answer) => answers.push(answer)));
    const first = list.map("town", "Where");
    const second = list.map("address", "Where");
    answers[1]?.(table({ services: 2 }));
    answers[0]?.(table({ services: 1 }));
    await Promise.all([first, second]);
    expect(list.preview?.services).toBe(2);
  });

  test("what is left out is said in words, also for a reason nobody here has heard of", async () => {
    const user = userEvent.setup();
    render(ImportScreen);
    await user.click(screen.getByRole("button", { name: "Choose a file" }));
    await settle();
    expect(screen.getByText("It has no name, and no organisation to name it after.")).toBeTruthy();
    expect(screen.getByText("It could not be used (eaten by the dog).")).toBeTruthy();
    expect(screen.getByText("4 texts had garbled letters; put right")).toBeTruthy();
    expect(screen.getByRole("combobox", { name: "Name" })).toBeTruthy();
  });

  test("she can stop it half way, and is told that nothing was changed", async () => {
    const user = userEvent.setup();
    let refuse: (error: BackendError) => void = () => undefined;
    desk.answer("run_import", () => new Promise((_, reject) => (refuse = reject)));
    desk.answer("cancel_import", () => {
      refuse(new BackendError("cancelled"));
      return {};
    });
    render(ImportScreen);
    await user.click(screen.getByRole("button", { name: "Choose a file" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "Bring in 214 services" }));
    await settle();
    desk.emit("import_progress", { done: 70, total: 214, finishing: false });
    await settle();
    expect(screen.getByText("70 of 214")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Stop" }));
    await settle();
    expect(screen.getByText("Stopped. Nothing was changed.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Bring in 214 services" })).toBeTruthy();
  });

  test("while it is made searchable she is told so, and offered nothing that would come too late", async () => {
    const user = userEvent.setup();
    desk.answer("run_import", () => new Promise(() => undefined));
    render(ImportScreen);
    await user.click(screen.getByRole("button", { name: "Choose a file" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "Bring in 214 services" }));
    await settle();
    desk.emit("import_progress", { done: 428, total: 428, finishing: true });
    await settle();
    expect(screen.getByRole("progressbar", { name: "Making it searchable" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Stop" })).toBeNull();
  });

  describe("after it is in", () => {
    const did = (verb: Did["verb"], kind: Did["kind"]): Did => ({ verb, kind, field: null });
    const imported = did("imported", "service");
    const undoState = (undo: Did | null, redo: Did | null = null) =>
      desk.answer("undo_state", () => ({ undo, redo, done: null }));
    const takeOut = () => screen.queryByRole("button", { name: "Take it all out again" });
    let user: ReturnType<typeof userEvent.setup>;

    beforeEach(async () => {
      user = userEvent.setup();
      desk.answer("run_import", () => ({
        added: 183,
        updated: 12,
        unchanged: 19,
        skipped: [],
        skipped_total: 0,
      }));
      undoState(imported);
      desk.answer("undo", () => ({ undo: null, redo: imported, done: imported }));
      render(ImportScreen);
      await user.click(screen.getByRole("button", { name: "Choose a file" }));
      await settle();
      await user.click(screen.getByRole("button", { name: "Bring in 214 services" }));
      await settle();
    });

    test("the whole list can be taken out again", async () => {
      expect(desk.requests("run_import")[0]?.source).toBe("community-groups.csv");
      await user.click(takeOut() as HTMLElement);
      await settle();
      expect(desk.requests("undo")).toHaveLength(1);
      expect(screen.getByRole("button", { name: "Choose a file" })).toBeTruthy();
    });

    test("once something else was changed, she is told to undo that first", async () => {
      undoState(did("changed", "goal"));
      desk.emit("changed", { kinds: ["goal"] });
      await settle();
      expect(takeOut()).toBeNull();
      expect(screen.getByText(/Undo that first/)).toBeTruthy();
    });

    test("a change the screen has not heard of is not undone in its place either", async () => {
      undoState(did("changed", "goal"));
      await user.click(takeOut() as HTMLElement);
      await settle();
      expect(desk.requests("undo")).toHaveLength(0);
      expect(screen.getByText(/Undo that first/)).toBeTruthy();
    });

    test("taken out by Ctrl+Z, an older list before it is not offered as if it were this one", async () => {
      undoState(imported, imported);
      desk.emit("changed", { kinds: ["service"] });
      await settle();
      expect(takeOut()).toBeNull();
      expect(screen.getByText("This list has been taken out again.")).toBeTruthy();
    });
  });
});
