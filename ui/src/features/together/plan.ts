// The plan as it is read together: the program has already left out whatever is for the worker alone.
import type { Action, Agreement, PlanView, Strength } from "$lib/generated/commands";
import { type GoalParts, goalsOf, looseActions } from "$lib/plan/of";

export interface SharedPlan {
  id: string;
  called: string;
  matters: string;
  strengths: Strength[];
  goals: GoalParts[];
  actions: Action[];
  agreement: Agreement | null;
}

export function sharedPlan(view: PlanView, someone: string): SharedPlan {
  return {
    id: view.id,
    called: view.called || someone,
    matters: view.important_to_me,
    strengths: view.strengths,
    goals: goalsOf(view).filter((parts) => parts.goal.status !== "set_aside"),
    actions: looseActions(view),
    agreement: view.agreements[0] ?? null,
  };
}
