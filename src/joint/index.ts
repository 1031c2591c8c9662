export type {
  Admission,
  Joint,
  KnownAccount,
  Log,
  Seats,
  Services,
  Showing,
  Shown,
  ShownPage,
  Started,
} from './joint.ts';
export { cell } from './csv.ts';
export { lawIn, lawOf } from './law.ts';
export { workbook, type WorkbookColumn, type WorkbookSheet, XLSX } from './workbook.ts';
