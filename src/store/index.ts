export type { Migration, Reader, Sql, Store, Transaction } from './store.ts';
