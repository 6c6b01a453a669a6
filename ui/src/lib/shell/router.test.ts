import { expect, test } from "vitest";
import { hrefOf, parse, type Route } from "./router.svelte";

test("every place has an address that leads back to it", () => {
  const places: Route[] = [
    { name: "today" },
    { name: "people" },
    { name: "person", id: "0192-af", section: "plan" },
    { name: "together", id: "0192-af", section: "plan" },
    { name: "directory" },
    { name: "service", id: "a/b c" },
    { name: "compare" },
    { name: "import" },
    { name: "settings", page: "lock" },
    { name: "bin" },
    { name: "team" },
    { name: "practice" },
    { name: "activity" },
    { name: "differences", key: "" },
    { name: "differences", key: "about_me/0192-af/story" },
    { name: "help", topic: "recovery-code" },
  ];
  for (const place of places) expect(parse(hrefOf(place))).toEqual(place);
});

test("an empty address is Today; what leads nowhere is nowhere", () => {
  expect(parse("")).toEqual({ name: "today" });
  expect(parse("#/")).toEqual({ name: "today" });
  expect(parse("#/person/okafor")).toEqual({ name: "person", id: "okafor", section: "story" });
  for (const nowhere of ["#/person", "#/reports", "#/people/extra", "#/service/%E0%A4%A"]) {
    expect(parse(nowhere)).toBeNull();
  }
});
