// Done, in one click, with the way back beside it.
import type { Kind, Status } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { setField } from "../records";
import { toasts } from "../toasts.svelte";

interface Tickable {
  id: string;
  status: Status | null;
  done_on?: string | null;
}

export async function tick(
  kind: Extract<Kind, "action" | "step" | "goal">,
  record: Tickable,
  today: string,
): Promise<void> {
  const wasDone = record.status === "done";
  if (!(await setField(kind, record.id, "status", wasDone ? "doing" : "done"))) return;
  if (kind === "action") await setField(kind, record.id, "done_on", wasDone ? null : today);
  if (wasDone) return;
  toasts.say(t.records.done, {
    tone: "good",
    undo: async () => {
      await setField(kind, record.id, "status", record.status);
      if (kind === "action") await setField(kind, record.id, "done_on", record.done_on ?? null);
    },
  });
}
