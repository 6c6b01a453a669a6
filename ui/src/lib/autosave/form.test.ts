import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BackendError, useBackend } from "../backend";
import { draftAnswers } from "../backend/dev-drafts";
import { FakeBackend } from "../backend/fake";
import { FormDraft, flushAll, forgetAll, formKey, isKept, takeUpDrafts } from "./index.svelte";
import { DRAFT_AFTER } from "./writing.svelte";

const key = formKey("okafor", "follow_up", "shed");
const blank = { words: "", reached: null as string | null };
let desk: FakeBackend;

beforeEach(() => {
  vi.useFakeTimers();
  desk = new FakeBackend(draftAnswers());
  useBackend(desk);
});
afterEach(() => {
  forgetAll();
  vi.useRealTimers();
});

const saved = () => desk.requests("save_draft").map((draft) => JSON.parse(draft.text).words);

test("what Amira writes in a form is a draft within 300 ms, and is never committed by itself", async () => {
  const form = new FormDraft(key, blank);
  form.write({ ...form.value, words: "They said" });
  await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
  form.write({ ...form.value, words: "They said to ask" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved()).toEqual(["They said", "They said to ask"]);
  expect(desk.asked.every(({ name }) => name === "save_draft")).toBe(true);
});

test("leaving the form and coming back, the words are there", () => {
  new FormDraft(key, blank).write({ ...blank, words: "They said" });
  expect(new FormDraft(key, blank).value.words).toBe("They said");
});

test("a lock waits until the form is kept; after it nothing is in memory, and unlocking brings it back", async () => {
  new FormDraft(key, blank).write({ words: "They said", reached: "asked" });
  await expect(flushAll()).resolves.toMatchObject({ safe: true });
  expect(saved()).toEqual(["They said"]);
  forgetAll();
  expect(isKept(key)).toBe(false);
  await takeUpDrafts();
  expect(isKept(key)).toBe(true);
  expect(new FormDraft(key, blank).value).toEqual({ words: "They said", reached: "asked" });
});

test("after a crash a form's draft is no change of any record", async () => {
  new FormDraft(key, blank).write({ ...blank, words: "They said" });
  await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
  forgetAll();
  desk.answer("edit_field", () => {
    throw new Error("a form is nobody's field");
  });
  await takeUpDrafts();
  expect(desk.requests("edit_field")).toEqual([]);
});

test("written down, the form is blank and no draft is left, whatever was still on its way", async () => {
  const form = new FormDraft(key, blank);
  form.write({ ...blank, words: "They said" });
  await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
  form.write({ ...blank, words: "They said yes" });
  await form.done();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(form.value).toEqual(blank);
  expect(await desk.call("drafts", {})).toEqual([]);
});

test("words taken back leave no draft", async () => {
  const form = new FormDraft(key, blank);
  form.write({ ...blank, words: "They said" });
  await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
  form.write(blank);
  await vi.advanceTimersByTimeAsync(DRAFT_AFTER);
  expect(desk.requests("discard_draft")).toEqual([{ key }]);
});

test("when a draft cannot be kept, the lock is told that words would be lost; once locked nothing is tried", async () => {
  desk.answer("save_draft", () => {
    throw new BackendError("disk_full");
  });
  new FormDraft(key, blank).write({ ...blank, words: "They said" });
  await expect(flushAll()).resolves.toMatchObject({ safe: false });
  forgetAll();
  const before = desk.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.asked).toHaveLength(before);
});

test("a draft that says nothing sensible is a blank form", async () => {
  desk.answer("drafts", () => [{ key, text: "not json", cursor: 0, route: "", saved_at: 0 }]);
  await takeUpDrafts();
  expect(new FormDraft(key, blank).value).toEqual(blank);
});
