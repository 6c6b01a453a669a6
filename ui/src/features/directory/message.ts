// A service in the words of a text message: what, when, where, whom to ring. Short enough for two messages, and nothing of the
// person it is for.
import { openingInWords } from "$lib/fields/times";
import type { ServiceView } from "$lib/generated/commands";
import { t } from "$lib/i18n/index.svelte";

/** Two text messages of 153 letters each. */
export const LONGEST = 306;

export function message(view: ServiceView): string {
  const { service } = view;
  const place = view.places[0]?.place;
  const when =
    service.opening
      .map((opening) => openingInWords(opening) || opening.words)
      .filter(Boolean)
      .slice(0, 2)
      .join("; ") || service.opening_words;
  const where = place ? [place.name, place.address, place.postcode].filter(Boolean).join(", ") : "";
  const ask = service.ask_for[0];
  const phone = ask?.phones[0] ?? service.phone;
  const ring = phone ? t.directory.ring(phone, ask?.phones[0] ? ask.name : "") : "";
  // What matters most comes first; what does not fit is left out whole, never cut in the middle.
  let words = service.name;
  for (const part of [ring, when, where, service.free ? t.directory.free : ""]) {
    const longer = part ? `${words}. ${part}` : words;
    if (longer.length <= LONGEST) words = longer;
  }
  return `${words}.`;
}
