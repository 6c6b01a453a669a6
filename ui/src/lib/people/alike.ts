// Why two records are alike, in one line.
import type { Likeness } from "../generated/commands";
import { t } from "../i18n/index.svelte";

export const reasons = (because: readonly Likeness[]): string =>
  because.map((why) => t.comingIn.likeness[why]).join(", ");
