// Amira types a word of something that is nobody's in particular, and lands where it is shown.
import { beforeEach, describe, expect, test } from "vitest";
import type { AnythingView, Kind, ThingLine } from "../generated/commands";
import { hrefOf, parse } from "../shell/router.svelte";
import { view } from "../view.svelte";
import { finders } from "./registry.svelte";
import { offerThings } from "./things";

const thing = (kind: Kind, more: Partial<ThingLine> = {}): ThingLine => ({
  kind,
  id: `${kind}-1`,
  of: null,
  title: "Walking group",
  on: null,
  found_in: "",
  ...more,
});

describe("what is found beside people and services", () => {
  const found = (things: ThingLine[]) => {
    const finder = finders.list.find(({ id }) => id === "things");
    return finder?.of({ people: [], services: [], things } as unknown as AnythingView) ?? [];
  };

  beforeEach(() => {
    view.discreet = false;
    offerThings();
    location.hash = "#/today";
  });

  test.each([
    [thing("group"), "#/group/group-1"],
    [thing("group_meeting", { of: "group-1" }), "#/group/group-1"],
    [thing("drop_in"), "#/session/drop_in-1"],
    [thing("conversation", { of: "drop_in-1" }), "#/session/drop_in-1"],
    [thing("community_event", { on: "2024-05-02" }), "#/events/2024-05-02"],
    [thing("appointment", { on: "2026-03-09" }), "#/diary/2026-03-09"],
    [thing("appointment"), "#/diary"],
    [thing("task"), "#/today"],
  ])("%o is shown where it belongs", (one, href) => {
    found([one])[0]?.run();
    expect(location.hash).toBe(href);
    const route = parse(href);
    expect(route && hrefOf(route)).toBe(href);
  });

  test("a line says what it is, when, and in which words; a kind without a screen is no line", () => {
    const [line, ...none] = found([
      thing("community_event", { on: "2026-01-20", found_in: "… they liked the walk" }),
      thing("reflection"),
    ]);
    expect(none).toEqual([]);
    expect(line?.words).toBe("Walking group");
    expect(line?.more).toBe("A talk or event · 20 Jan 2026 · … they liked the walk");
  });

  test("with names hidden, neither who spoke nor what they said is shown", () => {
    view.discreet = true;
    const said = thing("conversation", { title: "Joe", found_in: "Joe asked about debt" });
    const [line] = found([said]);
    expect(line?.isName).toBe(true);
    expect(line?.more).toBe("A conversation");
  });
});
