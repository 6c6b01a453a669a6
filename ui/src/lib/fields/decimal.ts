/** A number as people write it: "22.4", "22,4", or nothing. Null for nothing; undefined when it is no number. */
export function readDecimal(typed: string): number | null | undefined {
  const text = typed.trim().replace(",", ".");
  if (text === "") return null;
  return /^\d{1,6}(\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
}

/** A count as people write it, up to 9999. Null for nothing; undefined when it is no count. */
export function readWhole(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
