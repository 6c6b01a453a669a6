// What the person may see of their record, and nothing else: the rest is let go of before anything is drawn.
import type { Agreement, Need, PersonView, Strength } from "$lib/generated/commands";
import { type GoalParts, goalsOf, looseActions } from "$lib/plan/of";

export interface SharedPlan {
  id: string;
  called: string;
  matters: string;
  strengths: Strength[];
  needs: Need[];
  goals: GoalParts[];
  actions: PersonView["actions"];
  agreement: Agreement | null;
}

export function sharedPlan(view: PersonView, someone: string): SharedPlan {
  return {
    id: view.person.id,
    called: view.person.preferred_name || view.person.given_name || someone,
    matters: view.about.important_to_me,
    strengths: view.strengths,
    needs: view.needs,
    goals: goalsOf(view).filter((parts) => parts.goal.status !== "set_aside"),
    actions: looseActions(view),
    agreement: view.agreements[0] ?? null,
  };
}
