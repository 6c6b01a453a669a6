import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { drawn, openDesk } from "../../../tests/world";
import Questionnaires from "./Questionnaires.svelte";
import { blankQuestion, draftOf, freshId, pointsOf, questionOf, readAnswers } from "./questions";

const user = userEvent.setup();
afterEach(forgetAll);

test("answers count as the number before them, or as their place", () => {
  expect(readAnswers("3 Often\n\n 2. Some of the time \n1) Never")).toEqual([
    { score: 3, words: "Often" },
    { score: 2, words: "Some of the time" },
    { score: 1, words: "Never" },
  ]);
  expect(readAnswers("Yes\nNo")).toEqual([
    { score: 1, words: "Yes" },
    { score: 2, words: "No" },
  ]);
});

test("a question written, saved and written again is the same", () => {
  const choice = {
    ...blankQuestion("q2"),
    words: "Do you get a break?",
    asked: "choice" as const,
    answers: "1 Yes\n0 No",
  };
  const draft = { ...choice, least: "0", most: "1", after: "q1", is: ["1"] };
  expect(draftOf(questionOf(draft))).toEqual(draft);
  expect(pointsOf(draft).map(({ value }) => value)).toEqual(["1", "0"]);
  expect(pointsOf(blankQuestion("q1"))).toHaveLength(11);
  expect(pointsOf({ ...blankQuestion("q1"), asked: "words" })).toEqual([]);
});

test("a name is never given twice, also when one in the middle was taken out", () => {
  expect(freshId([{ id: "q1" }, { id: "q3" }])).toBe("q4");
  expect(freshId([])).toBe("q1");
});

test("Amira writes one with a question that only carers are asked", async () => {
  const desk = openDesk({ save_questionnaire: () => ({ id: "own-1", saved_at: 0 }) });
  render(Questionnaires);
  await user.click(await screen.findByRole("button", { name: "Write a questionnaire" }));
  await user.type(screen.getByLabelText("What it is called"), "Caring");
  await user.type(screen.getByRole("textbox", { name: "Question 1" }), "Do you care for somebody?");
  await user.selectOptions(screen.getByLabelText("How it is answered"), "One of several answers");
  await user.type(screen.getByLabelText("The answers, one on each line"), "1 Yes{Enter}0 No");
  await user.click(screen.getByRole("button", { name: "Add a question" }));
  const save = screen.getByRole("button", { name: "Save the questionnaire" });
  expect(save).toHaveProperty("disabled", true);
  await user.type(screen.getByRole("textbox", { name: "Question 2" }), "How tired are you?");
  await user.selectOptions(screen.getByLabelText("Asked only after"), "Do you care for somebody?");
  await user.click(screen.getByRole("checkbox", { name: "Yes" }));
  await user.click(save);
  await drawn(() => expect(desk.requests("save_questionnaire")).toHaveLength(1));
  expect(desk.requests("save_questionnaire")[0]).toMatchObject({
    id: null,
    code: null,
    name: "Caring",
    licence_held: false,
    questions: [
      {
        id: "q1",
        asked: "choice",
        choices: [
          { score: 1, words: "Yes" },
          { score: 0, words: "No" },
        ],
      },
      { id: "q2", asked: "scale", least: 0, most: 10, only_if: { question: "q1", is: [1] } },
    ],
  });
});

test("a licence is declared by name, and not before the box is ticked", async () => {
  const desk = openDesk({ save_questionnaire: () => ({ id: "own-2", saved_at: 0 }) });
  render(Questionnaires);
  await user.click(await screen.findByRole("button", { name: /^We hold the licence/ }));
  const save = screen.getByRole("button", { name: "Save the questionnaire" });
  expect(save).toHaveProperty("disabled", true);
  await user.click(screen.getByLabelText("Our organisation holds the licence that this needs"));
  await user.type(screen.getByLabelText("Which licence, and who said so"), "Licence 12, says Ben");
  await user.click(save);
  await drawn(() => expect(desk.requests("save_questionnaire")).toHaveLength(1));
  expect(desk.requests("save_questionnaire")[0]).toMatchObject({
    code: "slot",
    licence_held: true,
    questions: [],
  });
});
