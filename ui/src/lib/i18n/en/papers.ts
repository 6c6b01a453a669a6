import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

// Letters on a printed paper that no typeface of ours has.
export const papers = {
  unprinted: (n: number) =>
    plural(n, {
      one: "{n} letter could not be printed",
      other: "{n} different letters could not be printed",
    }),
  unprintedWhat: (scripts: string) => `Written in: ${scripts}.`,
  unprintedNext: "A small box (□) stands where each of them belongs. You could write them in by hand.",
  scripts: {
    chinese_or_japanese: "Chinese or Japanese",
    japanese: "Japanese",
    korean: "Korean",
    khmer: "Khmer",
    lao: "Lao",
    burmese: "Burmese",
    tibetan: "Tibetan",
    arabic: "Arabic letters",
    hebrew: "Hebrew letters",
    south_asian: "a South Asian script",
    pictures: "emoji or other pictures",
    other: "other signs",
  },
};
