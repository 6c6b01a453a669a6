// The words of the sketch map.
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const winds = {
  n: "north",
  ne: "north-east",
  e: "east",
  se: "south-east",
  s: "south",
  sw: "south-west",
  w: "west",
  nw: "north-west",
};

export const map = {
  show: "Map",
  label: "Map of the services found. Arrows move it, plus and minus zoom, 0 shows the whole country.",
  closer: "Closer",
  further: "Further away",
  found: "Show all that was found",
  country: "The whole country",
  sketch: "No streets. A mark is a number of the list, at its place or the middle of its postcode.",
  shown: (shown: number, total: number) => (shown < total ? `First ${shown} of ${total}.` : ""),
  off: (n: number) => plural(n, { one: "{n} has no known place.", other: "{n} have no known place." }),
  /** A mile as the crow flies is about a mile and a third by road, at three miles an hour. */
  near: (label: string) => `The diamond is ${label}; a mile is about 25 minutes on foot.`,
  ring: (miles: number) => plural(miles, { one: "{n} mile", other: "{n} miles" }),
  /** On a mark: its number in the list, and how many more stand there. */
  face: (number: number, more: number) => (more > 0 ? `${number} +${more}` : `${number}`),
  mark: (face: string, names: string[], where: string) => {
    const said = names.slice(0, 3).join(", ");
    return `${face}: ${said}${names.length > 3 ? ", and more" : ""}${where ? `, ${where}` : ""}`;
  },
  words: "The map in words",
  /** "1.2 miles north-east, SY1 1AA". */
  lies: (miles: string, wind: keyof typeof winds | null, postcode: string) =>
    [miles && wind ? `${miles} ${winds[wind]}` : miles, postcode].filter(Boolean).join(", "),
  nowhere: "place not known",
};
