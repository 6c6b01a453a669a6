// Makes coast.json from Natural Earth's 1:10m countries, as packed in the npm package world-atlas 2.0.2 (countries-10m.json):
//   node coast.mjs path/to/countries-10m.json > coast.json
// Each country's outline is cut to the islands in the frame, thinned (Douglas-Peucker on a plane scaled at 54 degrees north, 0.4 km)
// and written as whole thousandths of a degree: first point, then steps. No network, no clock: the same file gives the same bytes.
import { readFileSync } from "node:fs";

const FRAME = { west: -11, east: 2.5, south: 49.7, north: 61 };
/** ISO 3166-1 numbers: United Kingdom, Isle of Man, Ireland. */
const WANTED = { 826: "uk", 833: "man", 372: "ireland" };
const TOLERANCE_KM = 0.4;
const SMALLEST_KM2 = 1.5;
const KM_NORTH = 111.2;
const KM_EAST = KM_NORTH * Math.cos((54 * Math.PI) / 180);

const world = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { scale, translate } = world.transform;
const arcs = world.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
});
const ring = (parts) =>
  parts.flatMap((at, n) => {
    const arc = at < 0 ? [...arcs[~at]].reverse() : arcs[at];
    return n === 0 ? arc : arc.slice(1);
  });

const apart = ([x, y], [ax, ay], [bx, by]) => {
  const [px, py, qx, qy] = [
    (x - ax) * KM_EAST,
    (y - ay) * KM_NORTH,
    (bx - ax) * KM_EAST,
    (by - ay) * KM_NORTH,
  ];
  const long = qx * qx + qy * qy;
  const t = long === 0 ? 0 : Math.max(0, Math.min(1, (px * qx + py * qy) / long));
  return Math.hypot(px - t * qx, py - t * qy);
};
function thinned(points) {
  const keep = new Set([0, points.length - 1]);
  const work = [[0, points.length - 1]];
  while (work.length) {
    const [from, to] = work.pop();
    let [furthest, at] = [TOLERANCE_KM, -1];
    for (let i = from + 1; i < to; i += 1) {
      const d = apart(points[i], points[from], points[to]);
      if (d > furthest) [furthest, at] = [d, i];
    }
    if (at < 0) continue;
    keep.add(at);
    work.push([from, at], [at, to]);
  }
  return points.filter((_, i) => keep.has(i));
}
const area = (points) => {
  let sum = 0;
  for (let i = 1; i < points.length; i += 1)
    sum += (points[i - 1][0] * points[i][1] - points[i][0] * points[i - 1][1]) * KM_EAST * KM_NORTH;
  return Math.abs(sum / 2);
};
const whole = ([x, y]) => [Math.round(x * 1000), Math.round(y * 1000)];

const out = { uk: [], man: [], ireland: [] };
for (const country of world.objects.countries.geometries) {
  const name = WANTED[Number(country.id)];
  if (!name) continue;
  const shapes = country.type === "Polygon" ? [country.arcs] : country.arcs;
  for (const shape of shapes) {
    const outline = ring(shape[0]);
    const inside = outline.every(
      ([x, y]) => x > FRAME.west && x < FRAME.east && y > FRAME.south && y < FRAME.north,
    );
    if (!inside || area(outline) < SMALLEST_KM2) continue;
    const points = thinned(outline).map(whole);
    if (points.length < 4) continue;
    out[name].push(
      points.flatMap(([x, y], i) => (i === 0 ? [x, y] : [x - points[i - 1][0], y - points[i - 1][1]])),
    );
  }
  out[name].sort((a, b) => b.length - a.length);
}
process.stdout.write(`${JSON.stringify(out)}\n`);
