// What a service's lists come to in words: prices and ages, said the same wherever they stand.
import type { Cost, Service } from "$lib/generated/commands";
import { t } from "$lib/i18n/index.svelte";

const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });

/** "Under 18s · £2.00 · per session" */
export function price(cost: Cost): string {
  const amount =
    cost.amount === null ? "" : cost.amount === 0 ? t.directory.free : pounds.format(cost.amount);
  return [cost.option, amount, cost.words]
    .filter((part, index, all) => part && all.indexOf(part) === index)
    .join(" · ");
}

/** "18 to 65"; empty for any age. */
export function ages({ minimum_age: from, maximum_age: to }: Service): string {
  if (from !== null && to !== null) return t.directory.between(from, to);
  if (from !== null) return t.directory.from(from);
  return to !== null ? t.directory.upTo(to) : "";
}
