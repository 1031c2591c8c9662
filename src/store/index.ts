export { type Embedded, startEmbedded, urlOfRunning } from './engine/embedded.ts';
export { isAway, Timeout, Unavailable } from './errors.ts';
export { migrate } from './migrate.ts';
export { copyRow } from './copy.ts';
export { openStore, type StoreOptions } from './postgres.ts';
export { sql } from './sql.ts';
export type { Migration, Reader, Sql, Store, Transaction, Writing } from './store.ts';
