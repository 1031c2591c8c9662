export type { Block, Figure, PrintDocument, Table } from './document.ts';
export { print } from './print.ts';
