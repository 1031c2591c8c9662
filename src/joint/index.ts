export type { Admission, Joint, KnownAccount, Log, Seats, Services, Started } from './joint.ts';
export { lawIn, lawOf } from './law.ts';
