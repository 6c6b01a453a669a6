import { expect, test } from "vitest";
import { read, readLine } from "$lib/components/prose";
import { en } from "$lib/i18n/en";
import { parse } from "$lib/shell/router.svelte";

const pages = en.help.pages;

test("every page in the contents is there, and says something", () => {
  for (const id of en.help.order) expect(pages[id]?.text.length, id).toBeGreaterThan(200);
});

test("every error that promises a page has one", () => {
  for (const [code, words] of Object.entries(en.errors)) {
    if (words.help) expect(pages[words.help], `${code} → ${words.help}`).toBeDefined();
  }
});

test("F1 finds a page on every screen", () => {
  const screens = [
    "today",
    "people",
    "person",
    "together",
    "directory",
    "service",
    "import",
    "practice",
    "settings",
    "team",
    "activity",
    "differences",
    "bin",
  ];
  for (const screen of screens) expect(pages[screen]?.text, screen).toBeTruthy();
});

test("every link in the book leads somewhere", () => {
  for (const [id, page] of Object.entries(pages)) {
    for (const [, href] of page.text.matchAll(/\]\((#[^)]+)\)/g)) {
      const route = parse(href ?? "");
      expect(route, `${id}: ${href}`).not.toBeNull();
      if (route?.name === "help") expect(pages[route.topic], `${id}: ${href}`).toBeDefined();
    }
  }
});

test("text is never markup, and links stay inside the desk", () => {
  expect(readLine("<img src=x onerror=alert(1)>")).toEqual([
    { kind: "text", text: "<img src=x onerror=alert(1)>" },
  ]);
  expect(readLine("[read](https://elsewhere.example)")).toEqual([
    { kind: "text", text: "read (https://elsewhere.example)" },
  ]);
  expect(readLine("press `Ctrl+K`, **now**")).toEqual([
    { kind: "text", text: "press " },
    { kind: "keys", text: "Ctrl+K" },
    { kind: "text", text: ", " },
    { kind: "strong", text: "now" },
  ]);
  expect(read("1. one\n2. two\n\n- a\n").map((block) => block.kind)).toEqual(["steps", "list"]);
});
