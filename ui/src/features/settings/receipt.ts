// A receipt's lines, the same on the screen and in the text that is copied.
import type { ErasureView } from "$lib/generated/commands";
import { date, number, time } from "$lib/i18n/format";
import { t } from "$lib/i18n/index.svelte";

/** On the server and on every laptop. */
export const isComplete = (one: ErasureView): boolean => one.is_confirmed && one.laptops_to_hear_from === 0;

/** `alone`: this laptop works alone, so there is no server and no other laptop to speak of. */
export function linesOf(one: ErasureView, alone: boolean): [string, string][] {
  const here: [string, string][] = [
    [t.erasing.number, one.number],
    [t.erasing.at, `${date(one.at)}, ${time(one.at)}`],
    [t.erasing.by, one.by],
    [t.erasing.because, one.why],
    [t.erasing.records, number(one.records)],
    [t.erasing.backups, number(one.backups)],
  ];
  if (alone) return here;
  return [
    ...here,
    [t.erasing.server, one.is_confirmed ? t.erasing.confirmed : t.erasing.notYet],
    [
      t.erasing.laptops,
      one.laptops_to_hear_from === 0 ? t.erasing.allHeard : t.erasing.toHear(one.laptops_to_hear_from),
    ],
  ];
}
