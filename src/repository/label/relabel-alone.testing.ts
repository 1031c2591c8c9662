import { openStore } from '#store';
import { keepSets } from './keep.ts';
import { openLabels } from './open.ts';

/** Relabels what a database has, in a process of its own that a test kills. */
const store = await openStore({ url: process.argv[2] ?? '', max: 4 });
const kept = await keepSets(store, Date.now);
await openLabels(store, Date.now, kept).relabel({ page: 7, settleMs: 0 });
await kept.stop();
await store.close();
