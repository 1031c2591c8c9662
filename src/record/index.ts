export { mappingNamed } from './intake/built-in.ts';
export type { Intake, IntakeQuestion } from './intake/intake.ts';
export type { IntakeFile, IntakeProgress } from './intake/load.ts';
export { checkMapping, type Mapping } from './intake/mapping.ts';
export { RELABEL } from './label/sensitive.ts';
export { record, type RecordJoint, TEND_JOB } from './record.ts';
