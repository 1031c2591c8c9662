export type { Block, Figure, PrintDocument, Table } from './document.ts';
export { opensOnOnePage, print } from './print.ts';
