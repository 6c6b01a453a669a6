import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { BackendError } from "$lib/backend";
import type { FakeBackend } from "$lib/backend/fake";
import type { PeopleView } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import NewReferral from "./NewReferral.svelte";
import Twice from "./Twice.svelte";
import TwiceList from "./TwiceList.svelte";
import Waiting from "./Waiting.svelte";

describe("coming in", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    forgetAll();
  });

  test("a referral needs a name and nothing else; who may be known is shown, and is chosen instead", async () => {
    router.route = { name: "referral", id: "" };
    const user = userEvent.setup();
    render(NewReferral);
    await user.click(screen.getByRole("button", { name: "Onto the waiting list" }));
    screen.getByText("Write something to call them by.");
    expect(desk.requests("new_referral")).toEqual([]);

    await user.type(screen.getByLabelText("First name"), "Joan");
    await screen.findByText("They may be known already");
    const [first] = screen.getAllByRole("button", { name: /^It is them/ });
    if (first) await user.click(first);
    await drawn(() => expect(screen.queryByLabelText("First name")).toBeNull());
    await user.type(screen.getByLabelText("Why, in their words"), "Alone a lot");
    await user.click(screen.getByRole("button", { name: /Onto the waiting list|Add it to their record/ }));
    await drawn(() => expect(desk.requests("new_referral")).toHaveLength(1));
    const [sent] = desk.requests("new_referral");
    expect(sent?.person).toMatch(/^person-/);
    expect(sent?.about).toEqual({});
    expect(sent?.referral["reason"]).toBe("Alone a lot");
    await drawn(() => expect(location.hash).toMatch(/^#\/person\/person-\d+\/details$/));
  });

  test("the waiting list shows why, logs the welcome call, and writes the honest letter", async () => {
    router.route = { name: "waiting" };
    desk.answer("waiting_list", () => ({
      waits: [
        {
          person: {
            id: OKAFOR,
            called: "Joe",
            full_name: "Joe Okafor",
            pronouns: "",
            age: 80,
            standing: "waiting",
            standing_since: "2026-09-01",
            postcode: "",
            last_contact: null,
            next_contact: null,
            found_in: "",
          },
          since: "2026-09-01",
          days: 84,
          episode: {
            id: "episode-1",
            see_soon: false,
            see_soon_because: "",
            welcomed_on: null,
            welcome_words: "",
          } as never,
          referral: null,
          urgency: "urgent",
          needs: 2,
          because: ["urgent", "carer"],
          phone: "01691 555 0123",
        },
      ],
      counts: { all: 9, open: 7, waiting: 1, paused: 0, closed: 1 },
      longest_days: 84,
      middle_days: 84,
      referrals: 12,
      pause: null,
    }));
    const user = userEvent.setup();
    render(Waiting);
    const line = (await screen.findByText("Urgent, says who referred them")).closest("li");
    if (!line) throw new Error("no line");
    within(line).getByText("Cares for somebody");
    within(line).getByText("84 days");

    await user.click(within(line).getByRole("button", { name: /Welcome call with/ }));
    await user.type(await screen.findByLabelText("What was said"), "Glad of the call");
    desk.answer("edit_fields", () => ({ saved_at: 1 }));
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    await drawn(() =>
      expect(desk.requests("edit_fields").at(-1)?.fields["welcome_words"]).toBe("Glad of the call"),
    );

    await user.click(screen.getByRole("button", { name: "A letter to those who refer" }));
    const letter = await screen.findByLabelText<HTMLTextAreaElement>("The letter");
    expect(letter.value).toContain(
      "1 person is waiting for a link worker today. The longest has waited 84 days.",
    );
    expect(letter.value).toContain(
      "We are supporting 7 people now. In the last twelve weeks 12 new referrals came.",
    );
    await user.click(screen.getByRole("button", { name: "Save as PDF" }));
    await drawn(() => expect(desk.requests("save_letter")[0]?.words).toContain("84 days"));
  });

  test("side by side, what differs is chosen, and two people are said to be two", async () => {
    const everyone = { text: "", standing: null, sort: "name", offset: 0, limit: 9 } as const;
    const { rows } = (await desk.call("find_people", everyone)) as PeopleView;
    const other = rows.find((row) => row.id !== OKAFOR)?.id ?? "";
    router.route = { name: "twice", id: OKAFOR, other };
    const user = userEvent.setup();
    render(Twice);
    await screen.findByText("Written first: this one stays");
    const group = screen.getByRole("group", { name: "Family name" });
    const [, theirs] = within(group).getAllByRole("radio");
    if (theirs) await user.click(theirs);
    await user.click(screen.getByRole("button", { name: "They are one person" }));
    await drawn(() =>
      expect(desk.requests("join_people")).toEqual([{ one: OKAFOR, other, take: ["family_name"] }]),
    );
  });

  test("whoever may be recorded twice is listed with who supports them, and both are one click away", async () => {
    const everyone = { text: "", standing: null, sort: "name", offset: 0, limit: 9 } as const;
    const { rows } = (await desk.call("find_people", everyone)) as PeopleView;
    const [one, two] = rows;
    if (!one || !two) throw new Error("too few people");
    desk.answer("recorded_twice", () => [
      {
        person: one,
        worker: "Ben",
        other: { person: two, worker: "Amira", because: ["short_name", "born"] },
      },
    ]);
    const { container } = render(TwiceList);
    await screen.findByText(/with Ben/);
    screen.getByText("Because of a short form of the name, born on the same day");
    const link = screen.getByRole("link", { name: `Look at both: ${one.full_name} and ${two.full_name}` });
    expect(link.getAttribute("href")).toBe(`#/twice/${one.id}/${two.id}`);
    expect((await axe.run(container)).violations).toEqual([]);
  });

  test("nobody twice: it says so", async () => {
    render(TwiceList);
    await screen.findByText("Nobody seems to be recorded twice");
  });

  test("a practice's file fills the form and keeps nothing by itself; a broken one says so", async () => {
    router.route = { name: "referral", id: "" };
    const person = { given_name: "Emeka", family_name: "Okafor", date_of_birth: null, nhs_number: null };
    const referral = {
      reason: "Low since his wife died",
      source: "practice",
      source_id: "0f1e2d",
      source_file: "r.json",
    };
    desk.answer("read_referral_file", () => ({
      name: "r.json",
      person: {
        ...person,
        reach: [],
        addresses: [{ lines: ["2 Mill Lane"], postcode: "SY10 1AA", kind: "" }],
      } as never,
      referral: referral as never,
      left_out: ["nhs_number"],
      already: null,
    }));
    const user = userEvent.setup();
    render(NewReferral);
    await user.click(screen.getByRole("button", { name: "Read from a file" }));
    await screen.findByText("Could not be read and was left out: NHS number.");
    expect(screen.getByLabelText<HTMLTextAreaElement>("Why, in their words").value).toBe(
      "Low since his wife died",
    );
    expect(desk.requests("new_referral")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Onto the waiting list" }));
    await drawn(() => expect(desk.requests("new_referral")).toHaveLength(1));
    const [sent] = desk.requests("new_referral");
    expect(sent?.referral["source_id"]).toBe("0f1e2d");
    expect(sent?.about["addresses"]).toEqual([{ lines: ["2 Mill Lane"], postcode: "SY10 1AA", kind: "" }]);

    desk.answer("read_referral_file", () => {
      throw new BackendError("unknown_format");
    });
    await user.click(screen.getByRole("button", { name: "Read from a file" }));
    await screen.findByText("This file is no referral");
  });
});
