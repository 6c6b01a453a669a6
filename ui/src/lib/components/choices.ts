/** One thing that can be chosen, in any list, group or search. */
export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
  hint?: string;
  disabled?: boolean;
}
