// Done, in one click, with the way back beside it. An action or a task also says on which day: both are one change, so one undo.
import type { Kind, Status } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { setField, setFields } from "../records";
import { toasts } from "../toasts.svelte";

interface Tickable {
  id: string;
  status: Status | null;
  done_on?: string | null;
}

export async function tick(
  kind: Extract<Kind, "action" | "task" | "step" | "goal">,
  record: Tickable,
  today: string,
): Promise<void> {
  const set = (status: Status | null, done_on: string | null) =>
    kind === "action" || kind === "task"
      ? setFields(kind, record.id, { status, done_on })
      : setField(kind, record.id, "status", status);
  const wasDone = record.status === "done";
  if (!(await (wasDone ? set("doing", null) : set("done", today))) || wasDone) return;
  toasts.say(t.records.done, {
    tone: "good",
    undo: () => set(record.status, record.done_on ?? null).then(() => undefined),
  });
}
