// For a control's `onchange`: what was chosen goes into one field of one record.
import type { Kind } from "./generated/commands";
import { setField } from "./records";

export function saves(kind: Kind, id: string, field: string): (value: unknown) => void {
  return (value) => void setField(kind, id, field, value);
}
