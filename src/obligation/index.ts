export { type Calendar, type Days, daysOf, type Holiday, workingDayFrom } from './calendar.ts';
export { COMMITMENT_STATES, type CommitmentState } from './commitment.ts';
export type { Happening, What } from './happening.ts';
export { obligationMigrations } from './migrations/index.ts';
export type { Actor, ByHand, Evidence, Feeds, Obligations, Promised, StandingObligation } from './obligations.ts';
export type { Holder, ObligationParts } from './parts.ts';
export { openObligations } from './start.ts';
export type { DueRule, Every, NewObligation, Owed, Proof, RoleOf, Rung, Span, Terms } from './terms.ts';
export type { HappeningView, ObligationList, ObligationView, Question } from './view.ts';
