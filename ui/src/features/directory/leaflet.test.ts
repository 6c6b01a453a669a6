// A leaflet is left lying about: where Mr Okafor lives must not stand on it.
import { expect, test } from "vitest";
import { leaflet, roughly } from "./leaflet.svelte";

test("of a whole postcode only the outcode is taken", () => {
  expect(roughly("sy1 1aa")).toBe("SY1");
  expect(roughly(" EC1A1BB ")).toBe("EC1A");
  expect(roughly("SY1")).toBe("SY1");
  expect(roughly("Church Stretton")).toBe("Church Stretton");
  expect(roughly("")).toBe("");
});

test("the order on the paper is the worker's", () => {
  leaflet.toggle("a", "Men's Shed");
  leaflet.toggle("b", "Choir");
  leaflet.up(1);
  expect(leaflet.services.map((service) => service.name)).toEqual(["Choir", "Men's Shed"]);
  leaflet.toggle("b", "Choir");
  expect(leaflet.services).toEqual([{ id: "a", name: "Men's Shed", bus: "", bring: "" }]);
  leaflet.clear();
});
