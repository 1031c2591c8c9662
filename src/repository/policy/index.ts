export { type Guard, type Guarded, guardedBy, type RecordTable } from './guarded.ts';
export { toSql } from './to-sql.ts';
export { visible, visibleAt } from './visible.ts';
