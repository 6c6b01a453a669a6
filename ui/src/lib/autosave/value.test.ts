import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BackendError, useBackend } from "../backend";
import { FakeBackend } from "../backend/fake";
import { flushAll, forgetAll, holdValue, letGoValue, saving, takeUpDrafts, whereAmI } from "./index.svelte";
import { VALUE_AFTER } from "./value.svelte";

const phones = { kind: "service", id: "shed", field: "ask_for" } as const;

describe("Amira corrects whom to ask for at the shed", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new FakeBackend({ edit_field: () => ({ saved_at: Date.UTC(2026, 10, 22, 14, 2) }) });
    useBackend(desk);
  });

  afterEach(() => {
    forgetAll();
    vi.useRealTimers();
  });

  test("the whole list is saved once, soon after her fingers rest", async () => {
    const list = holdValue(phones, ["Geraint"]);
    list.write(["Geraint H"]);
    list.write(["Geraint Hale"]);
    expect(saving.state).toBe("writing");
    await vi.advanceTimersByTimeAsync(VALUE_AFTER + 1);
    expect(desk.requests("edit_field")).toEqual([{ ...phones, value: ["Geraint Hale"] }]);
    expect(saving.state).toBe("saved");
    letGoValue(list);
  });

  test("a lock in the middle saves it first", async () => {
    holdValue(phones, [] as string[]).write(["Jean"]);
    expect(await flushAll()).toEqual({ saved: true, safe: true });
    expect(desk.requests("edit_field")).toHaveLength(1);
  });

  test("what cannot be saved is not safe to lock away, and is tried again", async () => {
    let full = true;
    desk.answer("edit_field", () => {
      if (full) throw new BackendError("disk_full");
      return { saved_at: 1 };
    });
    const list = holdValue(phones, [] as string[]);
    list.write(["Jean"]);
    expect((await flushAll()).safe).toBe(false);
    expect(saving.state).toBe("failed");
    full = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saving.state).toBe("saved");
    expect(list.unsaved).toBe(false);
  });

  test("the record read again is taken over, but never over what is being written", async () => {
    const list = holdValue(phones, ["Geraint"]);
    list.accept(["Geraint", "Jean"]);
    expect(list.value).toEqual(["Geraint", "Jean"]);
    list.write(["Jean"]);
    list.accept(["Geraint"]);
    expect(list.value).toEqual(["Jean"]);
    await list.flush();
  });

  describe("the disk is full when the desk locks by itself", () => {
    let full = true;
    let kept = new Map<string, { text: string; route: string }>();

    beforeEach(() => {
      full = true;
      kept = new Map();
      whereAmI(() => "service/shed");
      desk.answer("edit_field", ({ kind, id, field }) => {
        if (full) throw new BackendError("disk_full");
        kept.delete(`${kind}/${id}/${field}`);
        return { saved_at: 2 };
      });
      desk.answer("save_draft", ({ key, text, route }) => {
        kept.set(key, { text, route });
        return { saved_at: 1 };
      });
      desk.answer("drafts", () =>
        [...kept].map(([key, draft]) => ({ key, ...draft, cursor: 0, saved_at: 1 })),
      );
    });

    test("the list is kept as a draft, and saved right after she unlocks", async () => {
      holdValue(phones, ["Geraint"]).write(["Geraint", "Jean"]);
      expect(await flushAll()).toEqual({ saved: false, safe: true });
      forgetAll();
      full = false;
      await takeUpDrafts();
      expect(desk.requests("edit_field").at(-1)).toEqual({ ...phones, value: ["Geraint", "Jean"] });
      expect(kept.size).toBe(0);
      expect(saving.state).toBe("saved");
    });

    test("still full after unlocking, her list is what the editor shows, and is tried until it is saved", async () => {
      holdValue(phones, ["Geraint"]).write(["Jean"]);
      await flushAll();
      forgetAll();
      await takeUpDrafts();
      const editor = holdValue(phones, ["Geraint"]);
      expect(editor.value).toEqual(["Jean"]);
      expect(editor.error?.code).toBe("disk_full");
      full = false;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(editor.state).toBe("saved");
      expect(kept.size).toBe(0);
    });

    test("taking the change back leaves no draft to come up again", async () => {
      const list = holdValue(phones, ["Geraint"]);
      list.write(["Jean"]);
      await flushAll();
      list.write(["Geraint"]);
      full = false;
      expect(await flushAll()).toEqual({ saved: true, safe: true });
      expect(kept.size).toBe(0);
    });

    test("once locked nothing is tried again: the words are gone from the page", async () => {
      holdValue(phones, ["Geraint"]).write(["Jean"]);
      await flushAll();
      forgetAll();
      const before = desk.asked.length;
      await vi.advanceTimersByTimeAsync(120_000);
      expect(desk.asked).toHaveLength(before);
    });
  });
});
