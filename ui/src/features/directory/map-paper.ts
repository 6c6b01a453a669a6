// What the sketch map is drawn on, fetched from the app's own files the first time that it is opened.
import { type Outcode, outcodes, outline } from "./map";

export type Paper = { home: string; ireland: string; places: Map<string, Outcode> };

let paper: Promise<Paper> | undefined;

export function mapPaper(): Promise<Paper> {
  paper ??= Promise.all([
    import("../../../../assets/geo/coast.json"),
    import("../../../../assets/geo/outcodes.csv?raw"),
    // The invented town of the example people.
    import("../../../../assets/example/places.csv?raw"),
  ]).then(([coast, real, example]) => ({
    home: outline([...coast.uk, ...coast.man]),
    ireland: outline(coast.ireland),
    places: new Map(
      [...outcodes(real.default), ...outcodes(example.default.replace(/\r/g, ""))].map((one) => [
        one.code,
        one,
      ]),
    ),
  }));
  return paper;
}
