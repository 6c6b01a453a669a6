// Which two groups of a recovery code are asked back. Not next to one another and never the first: what is copied
// halfway fails.

/** Two places in a code of `count` groups, in order. `dice` gives 0 up to 1. */
export function twoGroups(count: number, dice: () => number = Math.random): [number, number] {
  if (count < 4) return [0, count - 1];
  const first = 1 + Math.floor(dice() * (count - 3));
  const second = first + 2 + Math.floor(dice() * (count - first - 2));
  return [first, Math.min(second, count - 1)];
}

/** What was typed, as it would be printed: capitals, and no letter that is taken for a figure. */
export function tidyGroup(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}
