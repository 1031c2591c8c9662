export type { Admission, Joint, Log, Services, Started } from './joint.ts';
