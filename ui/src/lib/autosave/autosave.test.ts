import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BackendError, useBackend } from "../backend";
import { FakeBackend } from "../backend/fake";
import { flushAll, forgetAll, hold, letGo, saving, takeUpDrafts, whereAmI } from "./index.svelte";
import { COMMIT_AFTER, DRAFT_AFTER, DRAFT_PATIENCE, RETRY_FIRST } from "./writing.svelte";

const whatMatters = { kind: "about_me", id: "okafor", field: "important_to_me" } as const;
const atTwo = Date.UTC(2026, 10, 22, 14, 2);

/** A promise that the test answers when it likes, as a slow disk would. */
function later<T>() {
  let answer: (value: T) => void = () => undefined;
  let refuse: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    refuse = reject;
  });
  return { promise, answer, refuse };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("Amira writes down what matters to Mr Okafor", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new FakeBackend({
      save_draft: () => ({ saved_at: atTwo }),
      edit_field: () => ({ saved_at: atTwo }),
    });
    useBackend(desk);
    whereAmI(() => "#/person/okafor/story");
  });

  afterEach(() => {
    forgetAll();
    vi.useRealTimers();
  });

  const saved = () => desk.requests("edit_field").map((request) => request.value);

  test("a page that is read again while she types does not take her words from under her fingers", async () => {
    const writing = hold(whatMatters, "");
    writing.type("My", 2);
    // A colleague’s change arrives: the page lets go of its fields and takes hold of them again.
    letGo(writing);
    expect(hold(whatMatters, "")).toBe(writing);
    await settle();
    expect(saved()).toEqual([]);
    writing.type("My garden", 9);
    letGo(writing);
    await settle();
    expect(saved()).toEqual(["My garden"]);
  });

  test("each burst of typing is drafted within 300 ms, with the cursor and the place", async () => {
    const writing = hold(whatMatters, "");
    writing.type("My", 2);
    writing.type("My garden", 9);
    expect(DRAFT_AFTER).toBeLessThanOrEqual(300);
    await vi.advanceTimersByTimeAsync(300);
    expect(desk.requests("save_draft")).toEqual([
      {
        key: "about_me/okafor/important_to_me",
        text: "My garden",
        cursor: 9,
        route: "#/person/okafor/story",
      },
    ]);
  });

  test("typing without a pause is still drafted, not put off for ever", async () => {
    const writing = hold(whatMatters, "");
    for (let n = 1; n <= 20; n++) {
      writing.type("a".repeat(n), n);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(desk.requests("save_draft").length).toBeGreaterThanOrEqual(6);
    expect(saved()).toEqual([]);
  });

  test("four quiet seconds commit the text, and it says when", async () => {
    const writing = hold(whatMatters, "");
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(COMMIT_AFTER);
    expect(saved()).toEqual(["My garden"]);
    expect(writing.state).toBe("saved");
    expect(saving.savedAt).toBe(atTwo);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved()).toEqual(["My garden"]);
  });

  test("words typed while a save is under way are saved after it, and an old answer cannot win", async () => {
    const first = later<{ saved_at: number }>();
    desk.answer("edit_field", (request) =>
      request.value === "My" ? first.promise : { saved_at: atTwo + 60_000 },
    );
    const writing = hold(whatMatters, "");
    writing.type("My", 2);
    const leaving = writing.flush();
    await settle();
    writing.type("My garden", 9);
    const leavingAgain = writing.flush();
    await vi.advanceTimersByTimeAsync(COMMIT_AFTER);
    expect(saved()).toEqual(["My"]);
    first.answer({ saved_at: atTwo });
    await expect(leaving).resolves.toBe(true);
    await expect(leavingAgain).resolves.toBe(true);
    expect(saved()).toEqual(["My", "My garden"]);
    expect(writing.text).toBe("My garden");
    expect(writing.savedAt).toBe(atTwo + 60_000);
  });

  test("the save cleared the draft of words typed meanwhile, so they are drafted again at once", async () => {
    const first = later<{ saved_at: number }>();
    desk.answer("edit_field", () => first.promise);
    const writing = hold(whatMatters, "");
    writing.type("My", 2);
    void writing.flush();
    await settle();
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
    const before = desk.requests("save_draft").length;
    first.answer({ saved_at: atTwo });
    await settle();
    const drafts = desk.requests("save_draft");
    expect(drafts.length).toBeGreaterThan(before);
    expect(drafts.at(-1)?.text).toBe("My garden");
  });

  test("a save waits for the draft sent before it", async () => {
    const draft = later<{ saved_at: number }>();
    desk.answer("save_draft", () => draft.promise);
    const writing = hold(whatMatters, "");
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
    void writing.flush();
    await settle();
    expect(saved()).toEqual([]);
    draft.answer({ saved_at: atTwo });
    await settle();
    expect(saved()).toEqual(["My garden"]);
  });

  test("a draft that is stuck does not hold the words back, and is cleared when it lands late", async () => {
    const draft = later<{ saved_at: number }>();
    desk.answer("save_draft", () => draft.promise);
    const writing = hold(whatMatters, "");
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
    const leaving = writing.flush();
    await vi.advanceTimersByTimeAsync(DRAFT_PATIENCE);
    await expect(leaving).resolves.toBe(true);
    expect(saved()).toEqual(["My garden"]);
    draft.answer({ saved_at: atTwo });
    await settle();
    expect(saved()).toEqual(["My garden", "My garden"]);
  });

  test("when the disk is full the words stay, it says so, and tries again until it works", async () => {
    let full = true;
    desk.answer("edit_field", () => {
      if (full) throw new BackendError("disk_full");
      return { saved_at: atTwo + 420_000 };
    });
    const writing = hold(whatMatters, "");
    writing.type("My garden", 9);
    await expect(writing.flush()).resolves.toBe(false);
    expect(writing.text).toBe("My garden");
    expect(writing.state).toBe("failed");
    expect(writing.error?.code).toBe("disk_full");
    expect(saving.state).toBe("failed");
    full = false;
    await vi.advanceTimersByTimeAsync(RETRY_FIRST);
    expect(writing.state).toBe("saved");
    expect(writing.error).toBeNull();
    expect(saving.state).toBe("saved");
    expect(saved()).toEqual(["My garden", "My garden"]);
  });

  test("leaving the screen saves; coming back before that finished finds the new words", async () => {
    const slow = later<{ saved_at: number }>();
    desk.answer("edit_field", () => slow.promise);
    const writing = hold(whatMatters, "");
    writing.type("My garden", 9);
    letGo(writing);
    const again = hold(whatMatters, "");
    expect(again).toBe(writing);
    expect(again.text).toBe("My garden");
    slow.answer({ saved_at: atTwo });
    await settle();
    letGo(again);
    await settle();
    expect(hold(whatMatters, "My garden")).not.toBe(writing);
  });

  test("locking waits for every field, and knows when only a draft could be kept", async () => {
    desk.answer("edit_field", (request) => {
      if (request.field === "please_do") throw new BackendError("read_only");
      return { saved_at: atTwo };
    });
    hold(whatMatters, "").type("My garden", 9);
    hold({ ...whatMatters, field: "please_do" }, "").type("Ring before you come", 20);
    await expect(flushAll()).resolves.toEqual({ saved: false, safe: true });
    desk.answer("save_draft", () => {
      throw new BackendError("read_only");
    });
    hold({ ...whatMatters, field: "please_do" }, "").type("Ring before you come.", 21);
    await expect(flushAll()).resolves.toEqual({ saved: false, safe: false });
  });

  test("what the record says anew is taken over, unless words are being written", () => {
    const writing = hold(whatMatters, "My garden");
    writing.accept("My garden and my sister");
    expect(writing.text).toBe("My garden and my sister");
    writing.type("My garden, my sister", 20);
    writing.accept("Something from elsewhere");
    expect(writing.text).toBe("My garden, my sister");
  });

  test("typing back what was there leaves nothing to save", async () => {
    const writing = hold(whatMatters, "My garden");
    writing.type("My gardens", 10);
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(COMMIT_AFTER);
    expect(saved()).toEqual([]);
    expect(writing.state).toBe("saved");
  });

  test("words taken back after they were drafted leave no draft behind to come up again", async () => {
    const writing = hold(whatMatters, "My garden");
    writing.type("My gardens", 10);
    await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
    writing.type("My garden", 9);
    await vi.advanceTimersByTimeAsync(COMMIT_AFTER);
    expect(saved()).toEqual(["My garden"]);
  });

  test("what a crash caught in mid-sentence is saved into the record before its screen is drawn", async () => {
    const draft = {
      key: "about_me/okafor/important_to_me",
      text: "My garden, and",
      cursor: 14,
      route: "",
      saved_at: atTwo,
    };
    desk.answer("drafts", () => [draft]);
    await takeUpDrafts();
    expect(saved()).toEqual(["My garden, and"]);
    expect(saving.state).toBe("saved");
  });

  test("a draft that cannot be saved after a crash is still what its field shows", async () => {
    const draft = {
      key: "about_me/okafor/important_to_me",
      text: "My garden, and",
      cursor: 14,
      route: "",
      saved_at: atTwo,
    };
    desk.answer("drafts", () => [draft]);
    desk.answer("edit_field", () => {
      throw new BackendError("disk_full");
    });
    await takeUpDrafts();
    const field = hold(whatMatters, "My garden");
    expect(field.text).toBe("My garden, and");
    expect(field.error?.code).toBe("disk_full");
  });

  test("once locked no word is tried again, whatever was still failing", async () => {
    desk.answer("edit_field", () => {
      throw new BackendError("disk_full");
    });
    hold(whatMatters, "").type("My garden", 9);
    await flushAll();
    forgetAll();
    const before = desk.asked.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(desk.asked).toHaveLength(before);
  });
});
