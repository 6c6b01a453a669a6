import { describe, expect, test } from "vitest";
import type { Opening } from "$lib/generated/commands";
import { daysInWords, openingInWords, readByDay, readTime, writeByDay } from "./times";

const opening = (some: Partial<Opening>): Opening => ({
  freq: "WEEKLY",
  interval: 1,
  byday: "",
  bymonthday: "",
  opens_at: "",
  closes_at: "",
  valid_from: "",
  valid_to: "",
  words: "",
  ...some,
});

describe("when the shed is open", () => {
  test("days are said as people say them", () => {
    expect(daysInWords(["TU", "TH"])).toBe("Tuesday and Thursday");
    expect(daysInWords(["MO", "TU", "WE", "TH", "FR"])).toBe("Monday – Friday");
    expect(daysInWords(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])).toBe("Every day");
  });

  test("a line says which days, how often and from when to when", () => {
    expect(openingInWords(opening({ byday: "TU,TH", opens_at: "10:00", closes_at: "15:00" }))).toBe(
      "Tuesday and Thursday, 10:00 to 15:00",
    );
    expect(openingInWords(opening({ freq: "MONTHLY", byday: "-1SA", opens_at: "10:00" }))).toBe(
      "Last Saturday of the month, from 10:00",
    );
    expect(openingInWords(opening({ byday: "WE", interval: 2 }))).toBe("Wednesday, every other week");
    expect(openingInWords(opening({ freq: "", words: "By arrangement" }))).toBe("");
  });

  test("the days of a calendar rule come back as they went", () => {
    for (const byday of ["TU,TH", "1FR", "-1SA", ""]) expect(writeByDay(readByDay(byday))).toBe(byday);
    expect(readByDay("XX,MO").days).toEqual(["MO"]);
  });

  test("a time may be typed in any usual way", () => {
    expect(readTime("9")).toBe("09:00");
    expect(readTime("9.30")).toBe("09:30");
    expect(readTime("930")).toBe("09:30");
    expect(readTime("2pm")).toBe("14:00");
    expect(readTime("12am")).toBe("00:00");
    expect(readTime("")).toBe("");
    expect(readTime("25:00")).toBeNull();
    expect(readTime("noon")).toBeNull();
  });
});
