// Ids for labels, hints and errors: unique in the page, never meaningful.
let last = 0;

export const newId = (prefix = "f"): string => `${prefix}${++last}`;

/** The ids that describe a control, or nothing when there are none. */
export const describedBy = (...ids: (string | false | null | undefined)[]): string | undefined =>
  ids.filter(Boolean).join(" ") || undefined;
