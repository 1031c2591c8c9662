import { openStore } from '#store';
import { openForTest } from '../open.testing.ts';
import { note } from './homes.testing.ts';
import { reindex } from './reindex.ts';

/** A run in a program of its own, which the armed fault ends as if its power were cut: for the tests beside it alone. */
const [url = '', what = 'index'] = process.argv.slice(2);
const store = await openStore({ url, max: 2 });
if (what === 'homes') await openForTest(store, { projections: [note] }).homes.settle();
else process.exitCode = (await reindex(store, {}, { now: Date.now })).ok ? 0 : 1;
await store.close();
