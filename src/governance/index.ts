export type { PolicySource } from './current.ts';
export type { NewPartner, NewPartnership } from './enroll.ts';
export { establish, type Setup } from './establish.ts';
export { type Governance, governance, type GovernanceServices, startGovernance } from './governance.ts';
export { governanceMigrations } from './migrations/index.ts';
export { between, type NamedPartner } from './parties.ts';
export { textHash } from './text-hash.ts';
