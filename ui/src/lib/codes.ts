// A closed list of codes as choices, in the order of its words.
import type { Choice } from "./components/choices";

export function choicesOf<Code extends string>(
  words: Record<Code, string>,
  only?: readonly Code[],
): Choice<Code>[] {
  const codes = only ?? (Object.keys(words) as Code[]);
  return codes.map((value) => ({ value, label: words[value] }));
}
