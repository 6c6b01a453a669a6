// Amira does not write the same words twice.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import TextArea from "$lib/components/TextArea.svelte";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import { expandPhrases } from "./expand";
import { abbreviation, filled } from "./insert";
import Picker from "./Picker.svelte";
import { phrases } from "./phrases.svelte";

let desk: FakeBackend;
const user = userEvent.setup();
const stops: (() => void)[] = [];
const place = { kind: "contact" as const, id: "contact-1", field: "note" };

beforeEach(async () => {
  desk = openDesk({ save_draft: () => ({ saved_at: 1 }) });
  stops.push(phrases.follow(), expandPhrases());
  await drawn(() => expect(phrases.list).toHaveLength(2));
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  forgetAll();
  router.route = { name: "today" };
});

describe("Typed by its name", () => {
  test("a semicolon, the name and a space; what the person is called comes in, and the draft has it", async () => {
    router.route = { name: "person", id: OKAFOR, section: "contacts" };
    render(TextArea, { label: "Note", place, value: "" });
    const note = screen.getByLabelText<HTMLTextAreaElement>("Note");
    await user.type(note, "Good talk. ;next ");
    await drawn(() => expect(note.value).toBe("Good talk. Agreed with Joseph: I ring on Tuesday. "));
    await drawn(() => expect(desk.requests("save_draft").at(-1)?.text).toBe(note.value));
  });

  test("with nobody's record open the name is left to be written, and words that are no abbreviation stay", async () => {
    render(TextArea, { label: "Note", place, value: "" });
    const note = screen.getByLabelText<HTMLTextAreaElement>("Note");
    await user.type(note, "next ;nobody tea;next ;REACH ");
    expect(note.value).toBe("next ;nobody tea;next 01632 960 310, weekdays until four. ");
    expect(filled("Dear {name}", null)).toBe("Dear ____");
  });

  test("an abbreviation begins a word and ends at the cursor", () => {
    expect(abbreviation(";next", 5)).toEqual({ name: "next", from: 0 });
    expect(abbreviation("so ;next on", 8)).toEqual({ name: "next", from: 3 });
    for (const none of ["next", "so;next", "; next", ";", ";;"])
      expect(abbreviation(none, none.length)).toBeNull();
  });
});

test("chosen with the keyboard they come where the cursor was", async () => {
  render(TextArea, { label: "Note", place, value: "Ring: or come by" });
  render(Picker);
  const field = screen.getByLabelText<HTMLTextAreaElement>("Note");
  phrases.at = { field, from: 6, to: 6 };
  const find = await screen.findByRole("combobox", { name: "Find by name or words" });
  await user.type(find, "rea");
  await drawn(() => expect(screen.getAllByRole("option")).toHaveLength(1));
  await user.keyboard("{Enter}");
  await drawn(() => expect(field.value).toBe("Ring: 01632 960 310, weekdays until four.or come by"));
  expect(phrases.at).toBeNull();
});
