export type { Access, AccessRow, PolicyRow } from './access.ts';
export { type Expr, holds } from './expr.ts';
export * from './words.ts';
export * from './instrument.ts';
