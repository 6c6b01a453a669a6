// The work every peer is measured on: the same records and the same changes on every machine, made from one seed.
//
//   node gen.mjs records [how many]     one record a line, as JSON
//   node gen.mjs changes                the hundred changes, as JSON
//
// examples/sync/records.rs makes the same bytes; a test of that example holds the two together.

import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const words = JSON.parse(readFileSync(new URL('./words.json', import.meta.url), 'utf8'));

export const RECORDS = 50_000;
export const CHANGES = 100;
const SEED = 0x9e3779b9;

class Xorshift32 {
  #state = SEED;

  next() {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }

  below(limit) {
    return this.next() % limit;
  }

  one(list) {
    return list[this.below(list.length)];
  }

  hex() {
    return this.next().toString(16).padStart(8, '0');
  }
}

const two = (number) => String(number).padStart(2, '0');

const day = (dice, first, years) => {
  const year = first + dice.below(years);
  const month = 1 + dice.below(12);
  return `${year}-${two(month)}-${two(1 + dice.below(28))}`;
};

const letter = (dice) => String.fromCharCode(65 + dice.below(26));

const notes = (dice) => {
  const enough = 130 + dice.below(40);
  let text = dice.one(words.notes);
  // Length in bytes, which is what the other half counts.
  while (Buffer.byteLength(text) < enough) text += ` ${dice.one(words.notes)}`;
  return `${text}.`;
};

const record = (dice) => ({
  id: dice.hex() + dice.hex() + dice.hex() + dice.hex(),
  name: `${dice.one(words.first)} ${dice.one(words.last)}`,
  born: day(dice, 1930, 75),
  postcode: `ZZ${1 + dice.below(99)} ${dice.below(10)}${letter(dice)}${letter(dice)}`,
  status: dice.one(words.status),
  worker: dice.one(words.worker),
  reason: dice.one(words.reason),
  referred: day(dice, 2024, 2),
  reviewed: day(dice, 2026, 1),
  priority: 1 + dice.below(5),
  consent: dice.below(10) !== 0,
  notes: notes(dice),
});

/** The records, one after another. */
export function* records(count = RECORDS) {
  const dice = new Xorshift32();
  for (let made = 0; made < count; made += 1) yield record(dice);
}

/** The changes: other notes for a hundred records spread over the whole. */
export const changes = () => {
  const dice = new Xorshift32();
  const ids = [];
  for (let made = 0; made < RECORDS; made += 1) ids.push(record(dice).id);
  const stretch = RECORDS / CHANGES;
  return Array.from({ length: CHANGES }, (_, number) => ({
    id: ids[number * stretch + dice.below(stretch)],
    notes: notes(dice),
  }));
};

const print = (all) => {
  let page = '';
  for (const one of all) {
    page += `${JSON.stringify(one)}\n`;
    if (page.length > 1_000_000) {
      process.stdout.write(page);
      page = '';
    }
  }
  process.stdout.write(page);
};

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const [what, count] = process.argv.slice(2);
  if (what === 'records') print(records(count === undefined ? RECORDS : Number(count)));
  else if (what === 'changes') print(changes());
  else throw new Error('say what: records or changes');
}
