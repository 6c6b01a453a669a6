import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { SourceCorrectionsView } from "$lib/generated/commands";
import ToTell from "./ToTell.svelte";
import { asManyAsFit, letter, valueSaid } from "./words";

const council = (): SourceCorrectionsView => ({
  source: "https://council.example/feed",
  name: "Council list",
  to: "lists@council.example",
  services: [
    {
      id: "club",
      name: "Lunch club",
      source_id: "lunch",
      corrections: [
        { key: "phone=2", place: null, field: "phone", said: "1", right: "2", by: "Amira", at: 0 },
        {
          key: "p/address=b",
          place: "Hall",
          field: "address",
          said: null,
          right: "Mill Lane",
          by: "Ben",
          at: 0,
        },
      ],
      found: [{ key: "check=1", found: "changed", words: "They\nmoved.", by: "Amira", on: "2026-11-24" }],
      told: null,
    },
  ],
});

describe("a correction in words", () => {
  test("says what the list says, what is right, and what was found", () => {
    const { subject, text } = letter(council());
    expect(subject).toBe("Correction to your list: Lunch club");
    expect(text.split("\n")).toEqual([
      "Hello,",
      "",
      "In your list of services (Council list) we found this to be different:",
      "",
      "Lunch club (your id: lunch)",
      "- Telephone: your list says 1. Right is: 2.",
      "- Address (Hall): your list says nothing. Right is: Mill Lane.",
      "- Found on 24 November 2026 by Amira: They moved.",
      "",
      "Please would you put it right? Thank you.",
    ]);
  });

  test("every sort of value is said on one line", () => {
    expect(valueSaid("status", "defunct")).not.toBe("defunct");
    expect(valueSaid("free", true)).toBe("yes");
    expect(valueSaid("languages", ["Polish", "Welsh"])).toBe("Polish; Welsh");
    expect(valueSaid("costs", [{ option: "", amount: 2, words: "a session" }])).toBe("£2.00, a session");
    expect(valueSaid("opening", [])).toBe("nothing");
    expect(valueSaid("minimum_age", 18)).toBe("18");
    expect(valueSaid("description", "one\n\ntwo")).toBe("one two");
  });
});

describe("what one e-mail does not hold", () => {
  const long = (services: number, words: number): SourceCorrectionsView => {
    const [club] = council().services;
    if (!club) throw new Error("the club");
    return {
      ...council(),
      services: Array.from({ length: services }, (_, at) => ({
        ...club,
        id: `club-${at}`,
        found: [],
        corrections: [
          {
            key: "description",
            place: null,
            field: "description",
            said: "",
            right: "é ".repeat(words),
            by: "",
            at: 0,
          },
        ],
      })),
    };
  };

  test("comes in the next, service by service", () => {
    const all = long(12, 40);
    const first = asManyAsFit(all);
    expect(first.services.length).toBeGreaterThan(1);
    expect(first.services).toEqual(all.services.slice(0, first.services.length));
    const address = ({ subject, text }: ReturnType<typeof letter>) =>
      `mailto:${all.to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
    expect(address(letter(first)).length).toBeLessThanOrEqual(1_900);
    const onemore = { ...all, services: all.services.slice(0, first.services.length + 1) };
    // A bracket takes three characters there, and one here.
    expect(address(letter(onemore)).length).toBeGreaterThan(1_850);
  });

  test("one service alone is never cut, and a few that fit stay together", () => {
    expect(asManyAsFit(long(3, 900)).services.length).toBe(1);
    expect(asManyAsFit(council())).toEqual(council());
  });
});

describe("Amira tells the council", () => {
  let desk: FakeBackend;
  let long: boolean;
  beforeEach(() => {
    long = false;
    desk = new FakeBackend({
      corrections: () => [council()],
      write_email: () => {
        if (long) throw new BackendError("bad_value", "", "text", "too_long");
        return {};
      },
      tell_source: () => ({ saved_at: 0 }),
      save_draft: () => ({ saved_at: 0 }),
      discard_draft: () => ({}),
    });
    useBackend(desk);
  });

  const write = async () => {
    render(ToTell, { level: 2 });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Write the e-mail to Council list" }));
    await screen.findByText(/It goes to lists@council.example/);
    return user;
  };

  test("the e-mail opens in her own program, and is told when she says so", async () => {
    const user = await write();
    await user.click(screen.getByRole("button", { name: "Open in your e-mail program" }));
    await screen.findByText(/mark it as told/);
    const { subject, text } = letter(council());
    expect(desk.requests("write_email")).toEqual([{ services: ["club"], subject, text }]);
    expect(desk.requests("tell_source")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Mark as told" }));
    expect(desk.requests("tell_source")).toEqual([
      { services: [{ id: "club", keys: ["phone=2", "p/address=b", "check=1"] }], words: text },
    ]);
  });

  test("what is too long for another program is copied", async () => {
    long = true;
    const user = await write();
    await user.click(screen.getByRole("button", { name: "Open in your e-mail program" }));
    await screen.findByText(/too long to be handed/);
    await user.click(screen.getByRole("button", { name: "Copy the text" }));
    expect(await navigator.clipboard.readText()).toBe(letter(council()).text);
  });

  test("of one service each list is told by itself, and what each was told is said", async () => {
    const register = { ...council(), source: "register", name: "Register", to: "" };
    const told = { at: Date.now(), by: "Ben", to: "lists@council.example" };
    const [club] = council().services;
    if (!club) throw new Error("the club");
    const known = { ...council(), services: [{ ...club, corrections: [], found: [], told }] };
    desk.answer("corrections", () => [known, register]);
    render(ToTell, { level: 2, service: "club" });
    const user = userEvent.setup();
    await screen.findByText("Council list: Told today by Ben, at lists@council.example");
    screen.getByRole("heading", { name: "Register does not know yet" });
    expect(screen.queryByRole("button", { name: "Write the e-mail to Council list" })).toBe(null);
    await user.click(screen.getByRole("button", { name: "Write the e-mail to Register" }));
    const text = await screen.findByRole("textbox", { name: "Text" });
    await user.type(text, "!");
    await new Promise((go) => setTimeout(go, 700));
    const keys = desk.requests("save_draft").map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(decodeURIComponent(key)).toContain("club register");
  });

  test("two lists of one name that were told the same day are both said", async () => {
    const [club] = council().services;
    if (!club) throw new Error("the club");
    const told = { at: Date.now(), by: "Ben", to: "lists@council.example" };
    const known = { ...council(), services: [{ ...club, corrections: [], found: [], told }] };
    desk.answer("corrections", () => [known, { ...known, source: "https://council.example/old" }]);
    render(ToTell, { level: 2, service: "club" });
    const said = "Council list: Told today by Ben, at lists@council.example";
    expect(await screen.findAllByText(said)).toHaveLength(2);
  });

  test("when an e-mail does not hold all of them she is told that another comes", async () => {
    const many = { ...council(), services: Array.from({ length: 30 }, () => council().services).flat() };
    many.services = many.services.map((one, at) => ({ ...one, id: `club-${at}` }));
    desk.answer("corrections", () => [many]);
    await write();
    const these = asManyAsFit(many).services.length;
    screen.getByText(new RegExp(`tells of ${these} services.*${30 - these} more come`));
  });
});
