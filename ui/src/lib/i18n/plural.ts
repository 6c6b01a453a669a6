// One word for one, another for many; Welsh has up to six, so the forms are named as Unicode names them.

export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** A chooser for one language: `{n}` in a form is replaced by the number as people write it. */
export function pluralsOf(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("{n}", numbers.format(n));
}
