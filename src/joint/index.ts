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
export { lawIn, lawOf } from './law.ts';
