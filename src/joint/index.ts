export type { Admission, Joint, KnownAccount, Log, Services, Started } from './joint.ts';
