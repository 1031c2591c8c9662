export type { Admission, Joint, KnownAccount, Log, Seats, Services, Started } from './joint.ts';
