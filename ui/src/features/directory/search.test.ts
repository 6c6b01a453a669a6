import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { ServiceLine, ServicesView } from "$lib/generated/commands";
import { NO_FILTERS, PAGE, Search, TYPED_AFTER } from "./search.svelte";

const line = (id: string): ServiceLine => ({
  id,
  name: id,
  organisation: "",
  summary: "",
  town: "",
  postcode: "",
  point: null,
  miles: null,
  days: [],
  free: false,
  step_free: false,
  status: "active",
  checked_on: null,
  people: 0,
  holiday: null,
  favourite: false,
  why: [],
});
const found = (...ids: string[]): ServicesView => ({
  total: ids.length,
  at_least: false,
  near: null,
  near_unknown: false,
  when_said: null,
  unsaid: 0,
  rows: ids.map(line),
});

describe("Amira looks for somewhere for Mr Okafor to mend clocks", () => {
  let desk: FakeBackend;
  let search: Search;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new FakeBackend({ search_services: () => found("shed") });
    useBackend(desk);
    search = new Search();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test("the service that she is at stays open when it changes out of the list, and not for another question", async () => {
    search.narrow({ text: "clocks" });
    await vi.advanceTimersByTimeAsync(1);
    search.chosen = "shed";
    desk.answer("search_services", () => found("choir"));
    await search.run();
    expect([search.rows.map(({ id }) => id), search.chosen]).toEqual([["choir"], "shed"]);
    search.narrow({ free: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(search.chosen).toBe(null);
  });

  test("what she types is asked once her fingers rest, with every filter she chose", async () => {
    search.narrow({ text: "cl" }, true);
    search.narrow({ text: "clocks" }, true);
    await vi.advanceTimersByTimeAsync(TYPED_AFTER + 1);
    expect(desk.requests("search_services")).toEqual([
      { ...NO_FILTERS, text: "clocks", offset: 0, limit: PAGE },
    ]);

    search.narrow({ near: "LQ1 1AA", miles: 5, free: true, day: "TU", need: "making-and-growing", age: 78 });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.requests("search_services").at(-1)).toEqual({
      ...NO_FILTERS,
      text: "clocks",
      near: "LQ1 1AA",
      miles: 5,
      free: true,
      day: "TU",
      need: "making-and-growing",
      age: 78,
      offset: 0,
      limit: PAGE,
    });
  });

  test("a slow answer about fewer letters never covers a quick one about more", async () => {
    const answers: ((view: ServicesView) => void)[] = [];
    desk.answer("search_services", () => new Promise((answer) => answers.push(answer)));
    search.narrow({ text: "m" });
    search.narrow({ text: "men" });
    answers[1]?.(found("shed"));
    await vi.advanceTimersByTimeAsync(1);
    answers[0]?.(found("money", "memory", "men"));
    await vi.advanceTimersByTimeAsync(1);
    expect(search.rows.map((row) => row.id)).toEqual(["shed"]);
    expect(search.looking).toBe(false);
  });

  test("scrolling on fetches the next rows, and none of them twice", async () => {
    desk.answer("search_services", ({ offset }) => ({
      ...found(),
      total: 4,
      rows: offset === 0 ? [line("a"), line("b")] : [line("b"), line("c"), line("d")],
    }));
    await search.run();
    await search.more();
    expect(desk.requests("search_services").map((asked) => asked.offset)).toEqual([0, 2]);
    expect(search.rows.map((row) => row.id)).toEqual(["a", "b", "c", "d"]);
    await search.more();
    expect(desk.requests("search_services")).toHaveLength(2);
  });

  test("when the desk locks, nothing typed or found stays behind", async () => {
    const stop = search.watch();
    search.narrow({ text: "clocks", near: "LQ1 1AA" });
    await vi.advanceTimersByTimeAsync(1);
    desk.emit("locked", null);
    expect(search.filters).toEqual(NO_FILTERS);
    expect(search.rows).toEqual([]);
    stop();
  });

  test("a service that changes is read again, and the list stays until it is", async () => {
    const stop = search.watch();
    await vi.advanceTimersByTimeAsync(1);
    const asked = desk.requests("search_services").length;
    desk.emit("changed", { kinds: ["service"] });
    expect(search.rows).toHaveLength(1);
    desk.emit("changed", { kinds: ["goal"] });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.requests("search_services")).toHaveLength(asked + 1);
    stop();
  });
});
