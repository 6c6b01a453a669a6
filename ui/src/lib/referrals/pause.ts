// A pause in new referrals, in the words that referrers are told.
import type { ReferralPause } from "../generated/commands";
import { date, toIsoDate } from "../i18n/format";
import { t } from "../i18n/index.svelte";

export function pauseWords(pause: ReferralPause): string {
  const from = date(pause.from_on ?? toIsoDate(new Date()));
  return pause.until ? t.comingIn.pausedTill(from, date(pause.until)) : t.comingIn.pausedFrom(from);
}
