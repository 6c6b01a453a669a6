// How things are, for the desk while developing and in tests: two measures, asked twice of Mr Okafor, held in memory.
import type {
  HowThingsAreView,
  Measure,
  MeasureView,
  Question,
  Scored,
  SeriesView,
} from "../generated/commands";
import type { Answers } from "./fake";

const question = (id: string, words: string): Question => ({
  id,
  short: words,
  words: `How is your ${words}?`,
  asked: "scale",
  least: 0,
  most: 10,
  least_words: "not at all",
  most_words: "completely",
  choices: [],
  less_is_better: false,
  only_if: { question: "", is: [] },
});

const measure: Measure = {
  code: "two",
  version: 1,
  name: "Two questions",
  intro: "There are no right or wrong answers.",
  questions: [question("sleep", "sleep"), question("company", "company")],
  bands: [],
  total: null,
  permission: "open",
  attribution: "Our own words.",
  note: "",
};

const slot: Measure = {
  ...measure,
  code: "slot",
  name: "A licensed measure",
  questions: [],
  total: { least: 7, most: 35, less_is_better: false },
  permission: "licensed",
};

const measures: MeasureView[] = [
  { measure, questionnaire: null, licence_missing: false },
  { measure: slot, questionnaire: null, licence_missing: true },
];

const line: SeriesView = {
  measure: "two",
  version: 1,
  measure_name: measure.name,
  question: "sleep",
  short: "Sleep",
  least: 0,
  most: 10,
  less_is_better: false,
  points: [
    { id: "asked-1", on: "2026-03-02", score: 3, band: "low", words: "The street is loud" },
    { id: "asked-2", on: "2026-09-07", score: 6, band: "medium", words: "Since the choir" },
  ],
};

export function measureAnswers(): Answers {
  return {
    measures: () => measures,
    questionnaires: () => [],
    how_things_are: ({ id }): HowThingsAreView => ({
      person: id,
      called: "Joseph",
      measurements: [],
      series: [line],
      what_changed: [],
      stories: [],
    }),
    score: ({ answers }): Scored => {
      const answered = measure.questions.map(({ id }) => {
        const score = answers.find((answer) => answer.question === id)?.score ?? null;
        return { question: id, score, words: "", band: "", missing: score === null };
      });
      return {
        answered,
        total: null,
        total_band: "",
        missing: answered.filter(({ missing }) => missing).length,
      };
    },
    record_measure: () => ({ id: "asked-3", saved_at: Date.now() }),
  };
}
