// Keep a setting: seen at once, then told to the program. What the program answers is what holds.
import { savedElsewhere } from "$lib/autosave/index.svelte";
import { call } from "$lib/backend";
import type { Settings } from "$lib/generated/commands";
import { sayError } from "$lib/records";
import { desk } from "$lib/shell/desk.svelte";
import { applyLook } from "$lib/view.svelte";

let asked = 0;

function hold(settings: Settings): void {
  applyLook(settings);
  if (desk.info) desk.info = { ...desk.info, settings };
}

export async function keep(change: Partial<Settings>): Promise<void> {
  const before = desk.info?.settings;
  if (!before) return;
  const mine = ++asked;
  const wanted = { ...before, ...change };
  hold(wanted);
  try {
    const held = await call("save_settings", wanted);
    savedElsewhere(Date.now());
    if (mine === asked) hold(held);
  } catch (thrown) {
    if (mine === asked) hold(before);
    sayError(thrown);
  }
}
