import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { FakeBackend } from "$lib/backend/fake";
import type { MaybeSameView, PeopleView, ReferralRow, ReferralTableView } from "$lib/generated/commands";
import { drawn, openDesk } from "../../../tests/world";
import Table from "./Table.svelte";

const row = (number: number, name: string, more: Partial<ReferralRow> = {}): ReferralRow => ({
  row: number,
  name,
  born: null,
  postcode: "SY10 1AA",
  from: "Dr Rees",
  reason: "Low since the winter",
  left_out: [],
  already: null,
  same_as_row: null,
  maybe: [],
  ...more,
});

describe("referrals from a spreadsheet", () => {
  let desk: FakeBackend;
  let joan: MaybeSameView;

  beforeEach(async () => {
    desk = openDesk();
    const asked = { text: "Joan", standing: null, sort: "name", offset: 0, limit: 1 } as const;
    const { rows } = (await desk.call("find_people", asked)) as PeopleView;
    const [person] = rows;
    if (!person) throw new Error("no Joan");
    joan = { person, worker: "Ben", because: ["same_name"] };
  });
  afterEach(() => {
    forgetAll();
  });

  test("who may be known is decided by a person, a broken row is explained, and what is chosen goes in at once", async () => {
    const table: ReferralTableView = {
      path: "/list.csv",
      name: "list.csv",
      digest: "d1",
      columns: [
        { heading: "Patient", example: "Joan Pike", says: "name" },
        { heading: "Room", example: "4", says: null },
      ],
      rows: [
        row(2, "Joan Pike", { maybe: [joan] }),
        row(3, "Doris Webb", { left_out: ["urgency"] }),
        row(5, "Bill Evans", { already: joan.person.id }),
      ],
      left_alone: [{ row: 4, why: "no_name" }],
    };
    desk.answer("read_referral_table_file", () => table);
    desk.answer("take_in_referrals", ({ rows }) => ({
      referrals: rows.length,
      people: 1,
      saved_at: Date.now(),
    }));
    const user = userEvent.setup();
    render(Table);
    await user.click(screen.getByRole("button", { name: /Choose a file/ }));
    await screen.findByText(/2 referrals to look through, 1 more here already/);
    screen.getByText("Row 4: it names nobody");
    screen.getByText(/Could not be read and was left out: /);
    screen.getByRole("button", { name: "Take in 1 referral" });
    const who = screen.getByLabelText("What becomes of Joan Pike");
    await user.selectOptions(who, within(who).getByRole("option", { name: /^It is .*the same name$/ }));
    await user.click(screen.getByRole("button", { name: "Take in 2 referrals" }));
    await drawn(() => screen.getByText("2 referrals taken in, 1 person new"));
    expect(desk.requests("take_in_referrals")).toEqual([
      {
        path: "/list.csv",
        digest: "d1",
        says: ["name", null],
        rows: [
          { row: 2, person: joan.person.id },
          { row: 3, person: null },
        ],
      },
    ]);
  });
});
