// The sketch map puts things where they are.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ServiceLine } from "$lib/generated/commands";
import coast from "../../../../assets/geo/coast.json";
import { around, labels, markers, onGrid, outcodes, outline, placed, wind, wordsOfRing } from "./map";

const table = outcodes(readFileSync("../assets/geo/outcodes.csv", "utf8"));
const places = new Map(table.map((one) => [one.code, one]));
const service = (name: string, latitude: number, longitude: number) =>
  ({ id: name, name, point: { latitude, longitude } }) as ServiceLine;

/** The island of a ring that a spot lies in, by crossing lines. */
function inside(ring: readonly number[], longitude: number, latitude: number): boolean {
  let [x, y] = [0, 0];
  const points: [number, number][] = [];
  for (let at = 0; at + 1 < ring.length; at += 2) {
    x += ring[at] ?? 0;
    y += ring[at + 1] ?? 0;
    points.push([x / 1000, y / 1000]);
  }
  return points.reduce((odd, [ax, ay], at) => {
    const [bx, by] = points[(at + 1) % points.length] ?? [ax, ay];
    const crosses =
      ay > latitude !== by > latitude && longitude < ((bx - ax) * (latitude - ay)) / (by - ay) + ax;
    return crosses ? !odd : odd;
  }, false);
}

describe("the British National Grid", () => {
  test("agrees with the Ordnance Survey's worked example to a millimetre", () => {
    // Caister water tower: 52° 39' 27.2531" N, 1° 43' 4.5177" E is E 651409.903, N 313177.270.
    const caister = onGrid({
      latitude: 52 + 39 / 60 + 27.2531 / 3600,
      longitude: 1 + 43 / 60 + 4.5177 / 3600,
    });
    expect(caister.east).toBeCloseTo(651.409903, 5);
    expect(caister.north).toBeCloseTo(313.17727, 5);
  });

  test("keeps distances true from Truro to Lerwick", () => {
    // A mile north and a mile east are as long, wherever one stands.
    for (const latitude of [50.26, 52.7, 60.15]) {
      const here = onGrid({ latitude, longitude: -3 });
      const north = onGrid({ latitude: latitude + 1 / 69.09, longitude: -3 });
      const east = onGrid({ latitude, longitude: -3 + 1 / (69.17 * Math.cos((latitude * Math.PI) / 180)) });
      for (const there of [north, east]) {
        const km = Math.hypot(there.east - here.east, there.north - here.north);
        expect(Math.abs(km - 1.609)).toBeLessThan(0.02);
      }
    }
  });
});

describe("what comes with the app", () => {
  test("the coastline holds the towns it should", () => {
    const mainland = coast.uk[0] ?? [];
    for (const [longitude, latitude] of [
      [-2.7541, 52.7077],
      [-0.1276, 51.5072],
      [-4.2518, 55.8642],
      [-3.1791, 51.4816],
    ] as const)
      expect(inside(mainland, longitude, latitude)).toBe(true);
    const belfast = coast.uk.some((ring) => inside(ring, -5.99, 54.56));
    expect(belfast).toBe(true);
    expect(inside(coast.ireland[0] ?? [], -7.5, 53.3)).toBe(true);
    expect(inside(coast.man[0] ?? [], -4.53, 54.2)).toBe(true);
    expect(inside(mainland, -5, 52.5)).toBe(false);
  });

  test("every outcode of the United Kingdom has a place", () => {
    expect(table.length).toBeGreaterThan(3000);
    expect(places.get("SY1")?.town).toBe("Shrewsbury");
    expect(table.every((one) => Number.isFinite(one.east) && Number.isFinite(one.north))).toBe(true);
  });

  test("an outline is a path of whole rings", () => {
    const path = outline(coast.man);
    expect(path.startsWith("M")).toBe(true);
    expect(path.endsWith("Z")).toBe(true);
    expect(path.includes("NaN")).toBe(false);
  });
});

describe("marks", () => {
  const rows = [
    service("Shed", 52.7077, -2.7541),
    { id: "Line", name: "Line", point: null } as ServiceLine,
    service("Choir", 52.7079, -2.7543),
    service("Walk", 52.86, -3.0538),
  ];
  const names = (cell: number) =>
    markers(placed(rows), { wide: cell, high: cell }).map((one) =>
      one.here.map(({ line, number }) => `${number} ${line.name}`),
    );

  test("a mark has the number of its row; what has no place is not on the map and keeps its number", () => {
    expect(names(1)).toEqual([["1 Shed", "3 Choir"], ["4 Walk"]]);
  });

  test("what is near is one mark until one looks closer", () => {
    expect(names(400)).toEqual([["1 Shed", "3 Choir", "4 Walk"]]);
    expect(markers(placed(rows), { wide: 400, high: 400 })[0]?.spread).toBe(true);
    expect(markers(placed(rows), { wide: 1, high: 1 })[0]?.spread).toBe(false);
  });

  test("no mark stands on another, whatever is looked for", () => {
    const room = { wide: 6, high: 3 };
    const many = Array.from({ length: 400 }, (_, n) =>
      service(
        `${n}`,
        52.7 + Math.sin(n * 2.4) * 0.02 * Math.sqrt(n),
        -2.75 + Math.cos(n * 2.4) * 0.03 * Math.sqrt(n),
      ),
    );
    const marks = markers(placed(many), room);
    expect(marks.reduce((sum, one) => sum + one.here.length, 0)).toBe(400);
    for (const [at, one] of marks.entries())
      for (const other of marks.slice(at + 1))
        expect(
          Math.abs(one.east - other.east) >= room.wide || Math.abs(one.north - other.north) >= room.high,
        ).toBe(true);
  });

  test("the words of a ring stand in sight and on no mark", () => {
    const from = { east: 300, north: 300 };
    const sight = { ...from, wide: 30, high: 10 };
    const room = { wide: 4, high: 1 };
    expect(wordsOfRing(from, 2, { sight, marks: [], room })).toEqual({ east: 300, north: 302 });
    const south = wordsOfRing(from, 2, { sight, marks: [{ east: 301, north: 302.5 }], room });
    expect([south?.east.toFixed(3), south?.north.toFixed(3)]).toEqual(["300.000", "298.000"]);
    // Five miles: above and below are out of sight.
    const east = wordsOfRing(from, 8, { sight, marks: [], room });
    expect([east?.east.toFixed(3), east?.north.toFixed(3)]).toEqual(["308.000", "300.000"]);
    expect(wordsOfRing(from, 100, { sight, marks: [], room })).toBeNull();
  });

  test("which way a service lies is said as people say it", () => {
    const here = { east: 300, north: 300 };
    const ways = [
      [0, 1],
      [1, 1],
      [1, 0],
      [1, -1],
      [0, -1],
      [-1, -1],
      [-1, 0],
      [-1, 1],
    ] as const;
    expect(ways.map(([east, north]) => wind(here, { east: 300 + east, north: 300 + north }))).toEqual([
      "n",
      "ne",
      "e",
      "se",
      "s",
      "sw",
      "w",
      "nw",
    ]);
    expect(wind(here, { east: 300.1, north: 300 })).toBeNull();
  });

  test("all that was found fits in the window", () => {
    const fit = around(
      [
        { east: 100, north: 100 },
        { east: 120, north: 180 },
      ],
      1.5,
    );
    expect(fit).toEqual({ east: 110, north: 140, wide: 156 });
    expect(around([], 1)).toBeNull();
  });

  test("names of outcodes come as one zooms, and never on top of one another", () => {
    const here = places.get("SY1") ?? { east: 0, north: 0 };
    const far = { east: here.east, north: here.north, wide: 900, high: 600 };
    expect(labels(table, far, { wide: 90, high: 30 })).toEqual([]);
    const near = { ...far, wide: 40, high: 30 };
    const names = labels(table, near, { wide: 4, high: 2 });
    expect(names.map((one) => one.code)).toContain("SY1");
    expect(labels(table, near, { wide: 1000, high: 1000 })).toHaveLength(1);
  });

  test("five thousand services are drawn at once", () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      service(`${n}`, 50.5 + (n % 71) / 10, -4 + (n % 53) / 12),
    );
    const drawn = markers(placed(many), { wide: 20, high: 10 });
    expect(drawn.reduce((sum, one) => sum + one.here.length, 0)).toBe(5000);
    expect(drawn.length).toBeLessThan(1500);
  });
});
