export { type PackFault, type VerifiedPacks, verifyPacks } from './board-pack/index.ts';
export type { PolicySource } from './current.ts';
export type { NewPartner, NewPartnership } from './enroll.ts';
export { establish, type Setup } from './establish.ts';
export {
  type Governance,
  governance,
  type GovernanceServices,
  HAND_OVER,
  OWE_REPORTS,
  startGovernance,
  TEND_STAKEHOLDERS,
} from './governance.ts';
export { governanceMigrations } from './migrations/index.ts';
export { between, type NamedPartner } from './parties.ts';
export { textHash } from './text-hash.ts';
