import { expect, test } from "vitest";
import { tidyGroup, twoGroups } from "./two-groups";

test("the two groups are in the code, apart from one another, and never the first", () => {
  for (let count = 4; count <= 9; count++) {
    for (let a = 0; a < 1; a += 0.05) {
      for (let b = 0; b < 1; b += 0.05) {
        const dice = [a, b];
        const [first, second] = twoGroups(count, () => dice.shift() ?? 0);
        expect(first).toBeGreaterThanOrEqual(1);
        expect(second - first).toBeGreaterThanOrEqual(2);
        expect(second).toBeLessThan(count);
      }
    }
  }
});

test("a group typed in small letters, with a space, or with O for nought is the same group", () => {
  expect(tidyGroup(" x4 t9c")).toBe("X4T9C");
  expect(tidyGroup("7kqo1")).toBe("7KQ01");
  expect(tidyGroup("l2i")).toBe("121");
});
