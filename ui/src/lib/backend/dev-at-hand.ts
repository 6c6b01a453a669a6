// Favourites and collections of the desk without a laptop behind it. All made up.
import type { AmongRequest, CollectionLine } from "../generated/commands";
import type { Answers } from "./fake";

const favourites = new Set<string>();
let collections = [
  {
    id: "collection-1",
    name: "For new carers",
    about: "The first weeks",
    holds: new Set(["service-0", "service-1"]),
  },
];
const collectionLine = ({ holds, ...one }: (typeof collections)[number]): CollectionLine => ({
  ...one,
  services: holds.size,
});

export const isAmong = (among: AmongRequest, id: string): boolean =>
  among.is === "collection"
    ? (collections.find((one) => one.id === among.id)?.holds.has(id) ?? false)
    : among.is === "favourites" && favourites.has(id);

export const isFavourite = (id: string): boolean => favourites.has(id);

/** The collections that a service is in. */
export const collectionsOf = (id: string): string[] =>
  collections.filter((one) => one.holds.has(id)).map((one) => one.id);

export const collectionsCalled = (text: string): CollectionLine[] =>
  collections.filter((one) => one.name.toLowerCase().includes(text.toLowerCase())).map(collectionLine);

export function atHandAnswers(changed: (kind: string) => void): Answers {
  const now = () => Date.now();
  return {
    keep_favourite: ({ service: id, keep }) => {
      if (keep) favourites.add(id);
      else favourites.delete(id);
      changed("favourite");
      return { saved_at: now() };
    },
    collections: () => collections.map(collectionLine),
    collect_service: ({ collection, service: id, put_in }) => {
      const holds = collections.find((one) => one.id === collection)?.holds;
      if (put_in) holds?.add(id);
      else holds?.delete(id);
      changed("collected");
      return { saved_at: now() };
    },
    new_collection: ({ name, about, service: id }) => {
      const made = {
        id: `collection-${collections.length + 1}`,
        name,
        about,
        holds: new Set(id ? [id] : []),
      };
      collections = [...collections, made];
      changed("collection");
      return { id: made.id, saved_at: now() };
    },
  };
}
