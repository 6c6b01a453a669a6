import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const bin = {
  title: "Bin",
  lead: "What was put away. Nothing here is lost: take it out and it is as it was.",
  empty: "The bin is empty",
  emptyWords: "What you put in the bin waits here until you take it out again.",
  restore: "Take out",
  restored: (title: string) => `Taken out of the bin: ${title}`,
  untitled: "Without a name",
  put: (when: string) => `put in the bin ${when}`,
  putIn: "Put in the bin",
  putInNamed: (title: string) => `In the bin: ${title}`,
  count: (n: number) => plural(n, { one: "{n} thing in the bin", other: "{n} things in the bin" }),
  filter: "Find in the bin",
  noneFit: "Nothing in the bin has those words",
};
