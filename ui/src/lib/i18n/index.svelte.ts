// The words on the screen, in the language of the desk. Reading `t.area.words` in a component follows a change of
// language at once. Another language is one object of type `Catalogue`: the compiler names every key it still lacks.
import type { BackendError } from "../backend";
import type { Rule } from "../generated/commands";
import { en } from "./en";
import type { ErrorWords } from "./en/errors";
import * as format from "./format";

/** The shape of the English catalogue: same keys, any words, same arguments. */
type Shape<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { [Key in keyof T]: Shape<T[Key]> };

export type Catalogue = Shape<typeof en>;

let current = $state.raw<Catalogue>(en);

export function useCatalogue(catalogue: Catalogue): void {
  current = catalogue;
}

export const t: Catalogue = new Proxy({} as Catalogue, {
  get: (_, area) => current[area as keyof Catalogue],
});

/** What to say about an error; about a value that broke a rule, the rule. A code from a newer shell, unknown here, is worded as an unexpected one. */
export function errorWords(error: Pick<BackendError, "code"> & { rule?: Rule | undefined }): ErrorWords {
  const words = (t.errors as Record<string, ErrorWords>)[error.code] ?? (t.errors.internal as ErrorWords);
  const broken = error.code === "bad_value" && error.rule ? t.rules[error.rule] : undefined;
  return broken ? { ...words, title: broken } : words;
}

/** "3 days ago" */
export function ago(iso: format.When, now: Date = new Date()): string {
  return format.relative(iso, now, t.components.relative);
}

/** "0.4 miles" */
export function miles(distance: number): string {
  return format.distance(distance, t.components.distance);
}

export { format };
