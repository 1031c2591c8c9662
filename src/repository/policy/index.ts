export { type Guard, type Guarded, guardedBy } from './guarded.ts';
export { type RecordTable, toSql } from './to-sql.ts';
export { visible, visibleAt } from './visible.ts';
