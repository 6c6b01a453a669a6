// PouchDB's client: does as it is told, a word a line, and answers each with a line of JSON, as examples/sync/peer.rs does.
//
// The clock runs around the work alone. Records that stand in the changes are read before they are written, as PouchDB asks for.

import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import PouchDB from 'pouchdb';
import { changes, records } from '../gen.mjs';

const BATCH = 1000;
const FIELDS = ['name', 'born', 'postcode', 'status', 'worker', 'reason', 'referred', 'reviewed', 'priority', 'consent', 'notes'];

const [folder, server] = process.argv.slice(2);
const local = new PouchDB(join(folder, 'records'));
const remote = new PouchDB(`http://${server}/records`);

const timed = async (work) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const put = async (documents) => {
  const refused = (await local.bulkDocs(documents)).filter((answer) => answer.error);
  if (refused.length > 0) throw new Error(`PouchDB refused ${refused.length} records`);
};

const replicate = async (from, to) => {
  const result = await from.replicate.to(to, { batch_size: BATCH });
  if (!result.ok || result.doc_write_failures > 0) throw new Error('PouchDB did not replicate everything');
};

const insert = async () => {
  let took = 0;
  let batch = [];
  for (const { id, ...rest } of records()) {
    batch.push({ _id: id, ...rest });
    if (batch.length < BATCH) continue;
    took += await timed(() => put(batch));
    batch = [];
  }
  return { ms: took };
};

const change = async () => {
  const all = changes();
  const ms = await timed(async () => {
    const { rows } = await local.allDocs({ keys: all.map(({ id }) => id), include_docs: true });
    await put(rows.map(({ doc }, at) => ({ ...doc, notes: all[at].notes })));
  });
  return { ms };
};

const pull = async () => {
  let count = 0;
  const ms = await timed(async () => {
    await replicate(remote, local);
    const { rows } = await local.allDocs({ limit: 1, include_docs: true });
    if (!rows[0]?.doc.name) throw new Error('nobody can be found');
    count = (await local.info()).doc_count;
  });
  return { ms, count };
};

const check = async () => {
  const sum = createHash('sha256');
  let count = 0;
  let after;
  for (;;) {
    const page = after === undefined ? {} : { startkey: after, skip: 1 };
    const { rows } = await local.allDocs({ include_docs: true, limit: BATCH, ...page });
    if (rows.length === 0) return { count, sum: sum.digest('hex') };
    for (const { id, doc } of rows) {
      count += 1;
      sum.update(`${JSON.stringify({ id, ...Object.fromEntries(FIELDS.map((field) => [field, doc[field]])) })}\n`);
    }
    after = rows.at(-1).id;
  }
};

const work = {
  insert,
  push: async () => ({ ms: await timed(() => replicate(local, remote)) }),
  pull,
  change,
  check,
};

for await (const word of createInterface({ input: process.stdin })) {
  if (!(word in work)) throw new Error(`a client does not know what ${word} is`);
  process.stdout.write(`${JSON.stringify(await work[word]())}\n`);
}
