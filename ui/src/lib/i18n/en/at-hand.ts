// Favourites, what was used lately, and the team's collections.
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const atHand = {
  which: "At hand",
  favourite: "Favourite",
  favourites: "Favourites",
  lately: "Used lately",
  collection: "Collection",
  anyCollection: "The whole directory",
  title: "Collections",
  door: "Collections",
  lead: "Services that your team keeps together under a name: for new carers, things on a Tuesday. Everybody on the team sees them. Favourites are your own: nobody else sees which they are.",
  none: "No collections yet",
  noneWords: "Begin one here, or from the three dots of a service.",
  name: "What shall it be called?",
  about: "Whom or what is it for?",
  begin: "Begin a collection",
  services: (n: number) => plural(n, { one: "{n} service", other: "{n} services" }),
  look: "Open",
  open: (name: string) => `Open: ${name}`,
  leaflet: "Make a leaflet",
  leafletOf: (name: string) => `Make a leaflet: ${name}`,
  leafletTooMany: (n: number) => `The first ${n} are on the leaflet. Take out what you do not want.`,
  leafletClosed: (names: readonly string[]) =>
    names.length === 1
      ? `Closed, so not on the leaflet: ${names[0]}`
      : `Closed, so not on the leaflet: ${names.join(", ")}`,
  change: "Change",
  changeOf: (name: string) => `Change: ${name}`,
  toBin: "To the bin",
  toBinOf: (name: string) => `To the bin: ${name}`,
  keep: "Keep",
  notNow: "Not now",
  collect: "Put in a collection…",
  collectTitle: "Collections of the team",
  collectLead: (name: string) => `Which of them is “${name}” in?`,
  newName: "Or a new one, called",
  add: "Add it there",
  done: "Done",
  added: (name: string) => `Begun: ${name}`,
  commands: {
    favourite: "Make this service a favourite, or one no more",
    favourites: "Look at favourite services",
    lately: "Look at services used lately",
    collect: "Put this service in a collection",
    collections: "Collections of services",
  },
};
