// What other records are called, when a value names them by their ids: the needs of a goal, the service of a connection.
// Asked only when a difference needs it, and only once for each person.
import { call } from "$lib/backend";
import { shapeOf } from "$lib/fields/shape";
import type { DifferenceView } from "$lib/generated/commands";
import { reference } from "$lib/reference.svelte";

export class Names {
  private known = $state.raw<ReadonlyMap<string, string>>(new Map());
  private readonly asked = new Set<string>();

  need(list: readonly DifferenceView[]): void {
    for (const one of list) {
      if (shapeOf(one.kind, one.field, []).is !== "record") continue;
      if (one.field === "service") {
        for (const { value } of [one.now, one.other]) if (typeof value === "string") void this.service(value);
      } else if (one.person) void this.person(one.person);
    }
  }

  readonly of = (id: string): string => this.known.get(id) ?? "";

  private async person(id: string): Promise<void> {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    const view = await call("open_person", { id }).catch(() => null);
    if (!view) return;
    this.learn([
      ...view.needs.map((need): [string, string] => [need.id, need.words || reference.needName(need.code)]),
      ...view.strengths.map((strength): [string, string] => [strength.id, strength.words]),
      ...view.goals.map((goal): [string, string] => [goal.id, goal.words]),
    ]);
  }

  private async service(id: string): Promise<void> {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    const view = await call("open_service", { id, near: "" }).catch(() => null);
    if (view) this.learn([[id, view.service.name]]);
  }

  private learn(names: readonly [string, string][]): void {
    this.known = new Map([...this.known, ...names]);
  }
}
