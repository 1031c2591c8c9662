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
  Proxies,
  Staff,
  Started,
} from './joint.ts';
export { adxOf, dataValueSetOf, dhisPeriod, type ReadBack, readValues, type Sent, type SentValue } from './adx.ts';
export { cell } from './csv.ts';
export {
  isLawKnown,
  knowLaw,
  lawIn,
  lawNamed,
  lawOf,
  laws,
  readLaw,
  type WorkedDays,
  workedDays,
} from './law.ts';
export { workbook, type WorkbookColumn, type WorkbookSheet, XLSX } from './workbook.ts';
