import { openStore } from '../postgres.ts';
import { sql } from '../sql.ts';
import { startEmbedded } from './embedded.ts';

// A program with an embedded engine, for tests to kill: writes numbers and says each one after it was acknowledged.
const [folder = ''] = process.argv.slice(2);
const engine = await startEmbedded({ folder, sharedBuffers: '16MB' });
const store = await openStore({ url: engine.url });
await store.run(sql`create table if not exists said (n int)`);
for (let n = 0; ; n += 1) {
  await store.write((transaction) => transaction.run(sql`insert into said values (${n})`));
  process.stdout.write(`${n} ${engine.pid()}\n`);
}
