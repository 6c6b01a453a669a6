// A part of a service in words: what one source says of it, for putting beside what another says.
import { entryWords, shapeOf, valueWords } from "../fields/shape";
import { fieldLabel } from "../fields/specs";
import type { PartView, SourceSideView } from "../generated/commands";
import { t } from "../i18n/index.svelte";

export const partLabel = (part: string): string =>
  part === "places"
    ? t.sources.places
    : ((t.directory.f as Record<string, string>)[part] ?? fieldLabel("service", part));

export const sourceOf = (side: SourceSideView): string => side.source || t.sources.here;

/** What a side says of a part, on one line. */
export function partWords(side: SourceSideView, { part, fields }: PartView): string {
  if (part === "places") {
    return (
      side.places
        .map((place) => [place.name, place.address, place.town, place.postcode].filter(Boolean).join(", "))
        .join(" · ") || t.sources.nowhere
    );
  }
  if (part === "organisation") return side.organisation;
  const held = side.service as unknown as Record<string, unknown>;
  return fields
    .map((field) => {
      const value = held[field];
      if (Array.isArray(value)) {
        return value
          .map((entry) => entryWords("service", field, entry))
          .filter(Boolean)
          .join("; ");
      }
      // Whether it is so; what is not said is not "no".
      if (typeof value === "boolean")
        return value ? ((t.directory.f as Record<string, string>)[field] ?? "") : "";
      return valueWords(shapeOf("service", field, [value]), value);
    })
    .filter(Boolean)
    .join(" · ");
}
