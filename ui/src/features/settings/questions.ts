// A questionnaire's questions as they are written in a form: numbers and answers as text, until they are saved.
import type { AnswerChoice, Asked, Question } from "$lib/generated/commands";

export interface Draft {
  id: string;
  words: string;
  asked: Asked;
  least: string;
  most: string;
  leastWords: string;
  mostWords: string;
  /** One answer a line. */
  answers: string;
  lessIsBetter: boolean;
  /** The question that this one depends on; empty if it is always asked. */
  after: string;
  /** Its answers, as numbers. */
  is: string[];
}

/** A name that no question of the list has, nor had. */
export function freshId(questions: readonly { id: string }[]): string {
  const used = new Set(questions.map(({ id }) => id));
  let n = questions.length + 1;
  while (used.has(`q${n}`)) n += 1;
  return `q${n}`;
}

export const blankQuestion = (id: string): Draft => ({
  id,
  words: "",
  asked: "scale",
  least: "0",
  most: "10",
  leastWords: "",
  mostWords: "",
  answers: "",
  lessIsBetter: false,
  after: "",
  is: [],
});

/** "3 Often" counts as 3; a line without a number counts as its place, from 1. */
export function readAnswers(text: string): AnswerChoice[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line, at) => {
      const found = /^(-?\d{1,4})[\s.:=)]+(.+)$/.exec(line);
      return found
        ? { score: Number(found[1]), words: found[2]?.trim() ?? "" }
        : { score: at + 1, words: line };
    });
}

export const draftOf = (question: Question): Draft => ({
  id: question.id,
  words: question.words,
  asked: question.asked ?? "words",
  least: String(question.least),
  most: String(question.most),
  leastWords: question.least_words,
  mostWords: question.most_words,
  answers: question.choices.map(({ score, words }) => `${score} ${words}`).join("\n"),
  lessIsBetter: question.less_is_better,
  after: question.only_if.question,
  is: question.only_if.is.map(String),
});

export function questionOf(draft: Draft): Question {
  const isScale = draft.asked === "scale";
  const choices = draft.asked === "choice" ? readAnswers(draft.answers) : [];
  const scores = choices.map(({ score }) => score);
  const number = (text: string) => (/^-?\d{1,4}$/.test(text.trim()) ? Number(text) : 0);
  return {
    id: draft.id,
    short: "",
    words: draft.words.trim(),
    asked: draft.asked,
    least: isScale ? number(draft.least) : Math.min(0, ...scores),
    most: isScale ? number(draft.most) : Math.max(0, ...scores),
    least_words: isScale ? draft.leastWords.trim() : "",
    most_words: isScale ? draft.mostWords.trim() : "",
    choices,
    less_is_better: draft.lessIsBetter,
    only_if: { question: draft.after, is: draft.after ? draft.is.map(Number) : [] },
  };
}

/** The answers another question may depend on; none for one that is answered in words. */
export function pointsOf(draft: Draft): { value: string; label: string }[] {
  const question = questionOf(draft);
  if (question.asked === "choice")
    return question.choices.map(({ score, words }) => ({ value: String(score), label: words }));
  if (question.asked !== "scale" || question.most - question.least > 20) return [];
  return Array.from({ length: Math.max(0, question.most - question.least + 1) }, (_, at) => {
    const point = String(question.least + at);
    return { value: point, label: point };
  });
}
