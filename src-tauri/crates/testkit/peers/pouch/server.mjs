// PouchDB's server: express-pouchdb on LevelDB, with the routes that replication needs and nothing else of CouchDB's.

import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);

const app = express();
app.use('/', expressPouchDB(PouchDB.defaults({ prefix: join(folder, '/') }), { mode: 'minimumForPouchDB', inMemoryConfig: true }));

const server = app.listen(0, '127.0.0.1', () => {
  const { address, port } = server.address();
  process.stdout.write(`listening ${address}:${port}\n`);
});
