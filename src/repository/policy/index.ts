export { type Guard, type Guarded, guardedBy } from './guarded.ts';
export type { RecordTable } from './tables.ts';
export { toSql } from './to-sql.ts';
export { visible, visibleAt } from './visible.ts';
