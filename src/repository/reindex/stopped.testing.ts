import { openStore } from '#store';
import { reindex } from './reindex.ts';

/** A run in a program of its own, which the armed fault ends as if its power were cut: for `reindex.test.ts` alone. */
const [url = ''] = process.argv.slice(2);
const store = await openStore({ url, max: 2 });
const done = await reindex(store, {}, { now: Date.now });
await store.close();
process.exitCode = done.ok ? 0 : 1;
