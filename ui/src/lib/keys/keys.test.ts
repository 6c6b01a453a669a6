import { afterEach, expect, test, vi } from "vitest";
import { listenToKeys } from "./listen";
import { fit, matches, registry } from "./registry.svelte";

const press = (init: KeyboardEventInit, target: EventTarget = window) => {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};

let stop: (() => void)[] = [];
afterEach(() => {
  for (const end of stop) end();
  stop = [];
  document.body.replaceChildren();
});

test("keys mean what they say, and no more", () => {
  const key = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);
  expect(matches(key({ key: "k", ctrlKey: true }), "Ctrl+K")).toBe(true);
  expect(matches(key({ key: "k", metaKey: true }), "Ctrl+K")).toBe(true);
  expect(matches(key({ key: "K", ctrlKey: true, shiftKey: true }), "Ctrl+K")).toBe(false);
  expect(matches(key({ key: "D", ctrlKey: true, shiftKey: true }), "Ctrl+Shift+D")).toBe(true);
  expect(matches(key({ key: "&", code: "Digit1", altKey: true }), "Alt+1")).toBe(true);
  expect(matches(key({ key: "/", ctrlKey: true, shiftKey: true }), "Ctrl+/")).toBe(true);
  expect(matches(key({ key: "k" }), "Ctrl+K")).toBe(false);
  expect(matches(key({ key: "F1" }), "F1")).toBe(true);
});

test("a screen's own key wins over the same key everywhere, until the screen is left", () => {
  stop.push(listenToKeys());
  const everywhere = vi.fn();
  const here = vi.fn();
  stop.push(
    registry.offer([
      { id: "new", words: () => "New", keys: ["Ctrl+N"], scope: "everywhere", run: everywhere },
    ]),
  );
  const leave = registry.offer([
    { id: "new-service", words: () => "New service", keys: ["Ctrl+N"], scope: "directory", run: here },
  ]);
  expect(press({ key: "n", ctrlKey: true }).defaultPrevented).toBe(true);
  expect(here).toHaveBeenCalledOnce();
  leave();
  press({ key: "n", ctrlKey: true });
  expect(everywhere).toHaveBeenCalledOnce();
});

test("reload keys do nothing", () => {
  stop.push(listenToKeys());
  expect(press({ key: "F5" }).defaultPrevented).toBe(true);
  expect(press({ key: "r", ctrlKey: true }).defaultPrevented).toBe(true);
});

test("Ctrl+Z in a field undoes typing first, and the last action only when the field has none left", () => {
  vi.useFakeTimers();
  stop.push(listenToKeys());
  const undo = vi.fn();
  stop.push(
    registry.offer([{ id: "undo", words: () => "Undo", keys: ["Ctrl+Z"], scope: "everywhere", run: undo }]),
  );
  const field = document.createElement("textarea");
  document.body.append(field);

  press({ key: "z", ctrlKey: true }, field);
  field.dispatchEvent(new Event("input"));
  vi.runAllTimers();
  expect(undo).not.toHaveBeenCalled();

  press({ key: "z", ctrlKey: true }, field);
  vi.runAllTimers();
  expect(undo).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test("the palette finds by the start of a word, then by letters in order", () => {
  expect(fit("Go to Directory", "dir")).toBeGreaterThan(fit("Hide or reveal", "dir"));
  expect(fit("Lock the desk", "lk")).toBe(1);
  expect(fit("Lock the desk", "xyz")).toBe(0);
});
