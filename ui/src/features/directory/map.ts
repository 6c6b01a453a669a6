// The sketch map: British National Grid, coastline, what is near what on the screen. No streets and no tiles: what is drawn comes
// with the app, and a service stands where its list says that it is, or at the middle of its postcode's area.
import type { Point, ServiceLine } from "$lib/generated/commands";

/** Kilometres east and north of the Grid's false origin. */
export type Spot = { east: number; north: number };

export type Outcode = Spot & { code: string; town: string };

// The Airy ellipsoid and the Grid's own numbers (Ordnance Survey, A guide to coordinate systems in Great Britain, annexes A and B).
const A = 6377563.396;
const B = 6356256.909;
const SCALE = 0.9996012717;
const ORIGIN = { lat: (49 * Math.PI) / 180, lon: (-2 * Math.PI) / 180, east: 400_000, north: -100_000 };
const E2 = 1 - (B * B) / (A * A);
const N = (A - B) / (A + B);

/** A point on the Grid, in kilometres. The hundred metres between the satellites' datum and the Grid's do not show on a sketch. */
export function onGrid({ latitude, longitude }: Point): Spot {
  const lat = (latitude * Math.PI) / 180;
  const away = (longitude * Math.PI) / 180 - ORIGIN.lon;
  const [sin, cos, tan] = [Math.sin(lat), Math.cos(lat), Math.tan(lat)];
  const across = (A * SCALE) / Math.sqrt(1 - E2 * sin * sin);
  const along = (A * SCALE * (1 - E2)) / (1 - E2 * sin * sin) ** 1.5;
  const eta2 = across / along - 1;
  const [less, more] = [lat - ORIGIN.lat, lat + ORIGIN.lat];
  const arc =
    B *
    SCALE *
    ((1 + N + 1.25 * N ** 2 + 1.25 * N ** 3) * less -
      (3 * N + 3 * N ** 2 + 2.625 * N ** 3) * Math.sin(less) * Math.cos(more) +
      (1.875 * N ** 2 + 1.875 * N ** 3) * Math.sin(2 * less) * Math.cos(2 * more) -
      (35 / 24) * N ** 3 * Math.sin(3 * less) * Math.cos(3 * more));
  const north =
    arc +
    ORIGIN.north +
    (across / 2) * sin * cos * away ** 2 +
    (across / 24) * sin * cos ** 3 * (5 - tan ** 2 + 9 * eta2) * away ** 4 +
    (across / 720) * sin * cos ** 5 * (61 - 58 * tan ** 2 + tan ** 4) * away ** 6;
  const east =
    ORIGIN.east +
    across * cos * away +
    (across / 6) * cos ** 3 * (across / along - tan ** 2) * away ** 3 +
    (across / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta2 - 58 * tan ** 2 * eta2) * away ** 5;
  return { east: east / 1000, north: north / 1000 };
}

/** Rings of whole thousandths of a degree, first point then steps, as a path in kilometres with north at the top. */
export function outline(rings: readonly (readonly number[])[]): string {
  return rings
    .map((ring) => {
      let [x, y] = [0, 0];
      const points: string[] = [];
      for (let at = 0; at + 1 < ring.length; at += 2) {
        x += ring[at] ?? 0;
        y += ring[at + 1] ?? 0;
        const spot = onGrid({ latitude: y / 1000, longitude: x / 1000 });
        points.push(`${spot.east.toFixed(1)} ${(-spot.north).toFixed(1)}`);
      }
      return `M${points.join("L")}Z`;
    })
    .join("");
}

/** The outcodes of a table `outcode,latitude,longitude[,town,...]`; rows that are not one are passed over. */
export function outcodes(table: string): Outcode[] {
  return table.split("\n").flatMap((row) => {
    const [code = "", latitude = "", longitude = "", ...rest] = row.split(",");
    if (!/^[A-Z]{1,2}\d[A-Z\d]?$/.test(code)) return [];
    // "Shrewsbury, Shropshire": the town is enough on a map.
    const town = rest[0]?.replace(/^"/, "").replace(/"$/, "") ?? "";
    return [{ code, town, ...onGrid({ latitude: Number(latitude), longitude: Number(longitude) }) }];
  });
}

/** What is seen: the middle, and how many kilometres the window is wide and high. */
export type Sight = Spot & { wide: number; high: number };

/** From the Scillies to Shetland. */
const COUNTRY: readonly Spot[] = [
  { east: 60, north: 0 },
  { east: 660, north: 1220 },
];
export const country = (shape: number): Spot & { wide: number } =>
  around(COUNTRY, shape) ?? { east: 360, north: 610, wide: 780 };
export const NEAREST_KM = 4;
export const FURTHEST_KM = 6000;
/** What is nearer than this is one place on a sketch. */
const SAME_KM = 0.15;

export const within = (sight: Sight, { east, north }: Spot, spare = 0): boolean =>
  Math.abs(east - sight.east) <= sight.wide / 2 + spare &&
  Math.abs(north - sight.north) <= sight.high / 2 + spare;

/** Middle and width of what holds all spots, with air around them. */
export function around(spots: readonly Spot[], shape: number): (Spot & { wide: number }) | null {
  if (spots.length === 0) return null;
  const easts = spots.map((spot) => spot.east);
  const norths = spots.map((spot) => spot.north);
  const [west, east] = [Math.min(...easts), Math.max(...easts)];
  const [south, north] = [Math.min(...norths), Math.max(...norths)];
  const wide = Math.max(east - west, (north - south) * shape) * 1.3;
  return { east: (west + east) / 2, north: (south + north) / 2, wide: Math.max(NEAREST_KM * 2, wide) };
}

/** A service of the list that has a place, with the number it has there. */
export type Placed = { line: ServiceLine; number: number; spot: Spot };

export const placed = (rows: readonly ServiceLine[]): Placed[] =>
  rows.flatMap((line, at) => (line.point ? [{ line, number: at + 1, spot: onGrid(line.point) }] : []));

/** Services that would stand on one another, as one mark; `spread` if looking closer would part them. */
export type Marker = Spot & { here: [Placed, ...Placed[]]; spread: boolean };

/** How much of the sheet a thing takes, in kilometres. */
export type Room = { wide: number; high: number };

export const overlap = (one: Spot, other: Spot, room: Room) =>
  Math.abs(one.east - other.east) < room.wide && Math.abs(one.north - other.north) < room.high;

/** Each mark stands where the first of its services is, and has its room to itself. */
export function markers(services: readonly Placed[], room: Room): Marker[] {
  const marks: Marker[] = [];
  // Marks by the cell they stand in: what overlaps one is in its own cell or in one beside it.
  const cells = new Map<string, Marker[]>();
  for (const one of services) {
    const [column, row] = [Math.floor(one.spot.east / room.wide), Math.floor(one.spot.north / room.high)];
    const there = [-1, 0, 1]
      .flatMap((x) => [-1, 0, 1].flatMap((y) => cells.get(`${column + x} ${row + y}`) ?? []))
      .find((mark) => overlap(mark, one.spot, room));
    if (there) {
      there.here.push(one);
      there.spread ||= Math.hypot(there.east - one.spot.east, there.north - one.spot.north) > SAME_KM;
      continue;
    }
    const mark: Marker = { ...one.spot, here: [one], spread: false };
    marks.push(mark);
    const cell = cells.get(`${column} ${row}`);
    if (cell) cell.push(mark);
    else cells.set(`${column} ${row}`, [mark]);
  }
  return marks;
}

/** A point of a ring where words can stand: in sight and on no mark. */
export function wordsOfRing(
  from: Spot,
  km: number,
  { sight, marks, room }: { sight: Sight; marks: readonly Spot[]; room: Room },
): Spot | null {
  const seen = [0, 4, 1, 7, 3, 5, 2, 6]
    .map((eighth) => ({
      east: from.east + km * Math.sin((eighth * Math.PI) / 4),
      north: from.north + km * Math.cos((eighth * Math.PI) / 4),
    }))
    .filter((spot) => within({ ...sight, wide: sight.wide - room.wide, high: sight.high - room.high }, spot));
  return seen.find((spot) => !marks.some((mark) => overlap(mark, spot, room))) ?? null;
}

const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Wind = (typeof WINDS)[number];

/** Which way something lies; nothing where it is too near to say. */
export function wind(from: Spot, to: Spot): Wind | null {
  const [east, north] = [to.east - from.east, to.north - from.north];
  if (Math.hypot(east, north) < SAME_KM) return null;
  return WINDS[Math.round((Math.atan2(east, north) * 4) / Math.PI + 8) % 8] ?? null;
}

/** Names that have room: one for each cell of the screen, and none while the whole country is seen. */
export function labels(known: Iterable<Outcode>, sight: Sight, cell: Room): Outcode[] {
  if (sight.wide > 150) return [];
  const taken = new Set<string>();
  const shown: Outcode[] = [];
  for (const one of known) {
    if (!within(sight, one)) continue;
    const key = `${Math.floor(one.east / cell.wide)} ${Math.floor(one.north / cell.high)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    shown.push(one);
  }
  return shown;
}
