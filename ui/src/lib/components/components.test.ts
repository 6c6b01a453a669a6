import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { drawn, openDesk } from "../../../tests/world";
import Combobox from "./Combobox.svelte";
import type { Choice } from "./choices";
import DateField from "./DateField.svelte";
import PassphraseField from "./PassphraseField.svelte";
import VirtualList from "./VirtualList.svelte";

const today = new Date(2026, 10, 22);
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe("a date in three boxes", () => {
  const changed = vi.fn();
  beforeEach(() => changed.mockReset());
  const show = (more: object = {}) => {
    render(DateField, { label: "Born", says: "age", today, onchange: changed, ...more });
    return userEvent.setup();
  };

  test("a month in words and a year of two figures are understood, and it says how old", async () => {
    const user = show();
    await user.type(box("Day"), "3");
    await user.type(box("Month"), "march");
    expect(changed).not.toHaveBeenCalled();
    await user.type(box("Year"), "48");
    expect(changed).toHaveBeenLastCalledWith("1948-03-03");
    expect(screen.getByText("78 years old")).toBeTruthy();
  });

  test("a day that never was is said on leaving the boxes, not while typing", async () => {
    const user = show();
    await user.type(box("Day"), "31");
    await user.type(box("Month"), "2");
    await user.type(box("Year"), "1950");
    expect(box("Day").getAttribute("aria-invalid")).toBeNull();
    await user.click(document.body);
    expect(box("Day").getAttribute("aria-invalid")).toBe("true");
    expect(changed).not.toHaveBeenCalled();
  });

  test("t in the empty day box is today; clearing a box takes the date back", async () => {
    const user = show();
    await user.type(box("Day"), "t");
    expect(changed).toHaveBeenLastCalledWith("2026-11-22");
    expect(box("Month").value).toBe("11");
    await user.clear(box("Year"));
    expect(changed).toHaveBeenLastCalledWith(null);
    expect(box("Day").value).toBe("22");
  });

  test("a date changed elsewhere is shown, but our own answer coming back leaves the typing alone", async () => {
    const { rerender } = render(DateField, { label: "Born", value: "1948-03-03", today });
    await rerender({ value: "1950-12-24" });
    expect([box("Day").value, box("Month").value, box("Year").value]).toEqual(["24", "12", "1950"]);
    const user = userEvent.setup();
    await user.clear(box("Month"));
    await user.type(box("Month"), "feb");
    await rerender({ value: "1950-02-24" });
    expect(box("Month").value).toBe("feb");
  });
});

describe("a list of ten thousand people", () => {
  const people = Array.from({ length: 10_000 }, (_, n) => ({ id: `p${n}`, name: `Person ${n}` }));
  const row = createRawSnippet((person: () => { name: string }) => ({
    render: () => `<span>${person().name}</span>`,
  }));
  const opened = vi.fn();
  const nearlyAtTheEnd = vi.fn();
  beforeEach(() => {
    opened.mockReset();
    nearlyAtTheEnd.mockReset();
  });

  const show = (items = people) => {
    const list = render(VirtualList<(typeof people)[number]>, {
      label: "People",
      items,
      keyOf: (person) => person.id,
      row: row as never,
      onopen: (person) => opened(person.id),
      onend: nearlyAtTheEnd,
    });
    screen.getByRole("grid").focus();
    return { user: userEvent.setup(), list };
  };
  const pointedAt = () => {
    const id = screen.getByRole("grid").getAttribute("aria-activedescendant");
    return id ? document.getElementById(id)?.textContent : null;
  };

  test("draws only the rows in sight, and tells readers how many there are", () => {
    show();
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("10000");
    expect(nearlyAtTheEnd).not.toHaveBeenCalled();
  });

  test("is one stop of the Tab key; the arrows move, Enter opens", async () => {
    const { user } = show();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(pointedAt()).toContain("Person 1");
    await user.keyboard("{Enter}");
    expect(opened).toHaveBeenCalledWith("p1");
    await user.keyboard("{Home}");
    expect(pointedAt()).toContain("Person 0");
  });

  test("End goes to the very last row, which is drawn and pointed at", async () => {
    const { user } = show();
    await user.keyboard("{End}");
    await drawn(() => expect(pointedAt()).toContain("Person 9999"));
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    expect(nearlyAtTheEnd).toHaveBeenCalled();
  });

  test("a shorter list keeps the arrows inside it", async () => {
    const { user, list } = show();
    await user.keyboard("{End}");
    await list.rerender({ items: people.slice(0, 3) });
    await drawn(() => expect(pointedAt()).toContain("Person 2"));
  });
});

describe("a practice found by typing", () => {
  const choices: Choice[] = [
    { value: "a", label: "Castle Street Surgery", hint: "Market Fenwick" },
    { value: "b", label: "Millbrook Medical Centre" },
  ];
  const like = (text: string) => choices.filter(({ label }) => label.toLowerCase().includes(text));

  beforeEach(() => openDesk());

  test("what is chosen is told once, and its words stand in the box", async () => {
    const user = userEvent.setup();
    const chosen = vi.fn();
    render(Combobox, { label: "GP practice", find: async (text) => like(text), onchoose: chosen });
    await user.type(screen.getByRole("combobox"), "mill");
    await drawn(() => expect(screen.getByText("Millbrook Medical Centre")).toBeTruthy());
    await user.keyboard("{ArrowDown}{Enter}");
    await drawn(() => expect(chosen).toHaveBeenCalledExactlyOnceWith(choices[1]));
    expect(screen.getByRole<HTMLInputElement>("combobox").value).toBe("Millbrook Medical Centre");
  });

  test("an answer about letters no longer there is dropped", async () => {
    const user = userEvent.setup();
    const answers = new Map<string, (found: Choice[]) => void>();
    render(Combobox, {
      label: "GP practice",
      find: (text) => new Promise<Choice[]>((resolve) => answers.set(text, resolve)),
    });
    await user.type(screen.getByRole("combobox"), "c");
    await drawn(() => expect(answers.has("c")).toBe(true));
    await user.type(screen.getByRole("combobox"), "a");
    await drawn(() => expect(answers.has("ca")).toBe(true));
    answers.get("ca")?.(like("castle"));
    await drawn(() => expect(screen.getByText("Castle Street Surgery")).toBeTruthy());
    answers.get("c")?.(like("mill"));
    await new Promise((go) => setTimeout(go, 20));
    expect(screen.queryByText("Millbrook Medical Centre")).toBeNull();
  });

  test("emptying the box takes the choice back", async () => {
    const user = userEvent.setup();
    const chosen = vi.fn();
    render(Combobox, {
      label: "GP practice",
      value: "a",
      shown: "Castle Street Surgery",
      find: async (text: string) => like(text),
      onchoose: chosen,
    });
    await user.clear(screen.getByRole("combobox"));
    expect(chosen).toHaveBeenCalledExactlyOnceWith(null);
  });

  test("when the search fails it says that nothing was found, and typing goes on", async () => {
    const user = userEvent.setup();
    render(Combobox, { label: "GP practice", find: async () => Promise.reject(new Error("busy")) });
    await user.type(screen.getByRole("combobox"), "x");
    await drawn(() => expect(screen.getByRole("option").getAttribute("aria-disabled")).toBe("true"));
  });
});

describe("a passphrase", () => {
  test("is spelt one way whatever the keyboard, in the meter too", async () => {
    const inOneSign = "caf\u00e9 lantern";
    const inTwoSigns = "cafe\u0301 lantern";
    const desk = openDesk({
      passphrase_strength: () => ({ score: 3, guesses_log10: 12, advice: [], enough: true }),
    });
    render(PassphraseField, { label: "Passphrase", meter: true });
    const user = userEvent.setup();
    await user.click(box("Passphrase"));
    await user.paste(inTwoSigns);
    expect(box("Passphrase").value).toBe(inOneSign);
    await drawn(() => expect(desk.requests("passphrase_strength")).toEqual([{ passphrase: inOneSign }]));
  });
});
