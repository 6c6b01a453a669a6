// The parts of a plan that belong together.
import type { Action, Goal, Progress, Step } from "../generated/commands";

export interface GoalParts {
  goal: Goal;
  steps: Step[];
  actions: Action[];
  progress: Progress[];
}

/** What a person's whole record and the plan alone both hold. */
interface Planned {
  goals: Goal[];
  steps: Step[];
  actions: Action[];
  progress: Progress[];
}

/** Each goal with what belongs to it, in the order of the plan. */
export function goalsOf(view: Planned): GoalParts[] {
  return view.goals.map((goal) => ({
    goal,
    steps: view.steps.filter((step) => step.goal === goal.id),
    actions: view.actions.filter((action) => action.goal === goal.id),
    progress: view.progress.filter((answer) => answer.goal === goal.id),
  }));
}

/** Actions that belong to no goal that is still there. */
export function looseActions(view: Pick<Planned, "goals" | "actions">): Action[] {
  const goals = new Set(view.goals.map((goal) => goal.id));
  return view.actions.filter((action) => action.goal === null || !goals.has(action.goal));
}
