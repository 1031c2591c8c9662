export {
  type Access,
  type AccessRow,
  accessFor,
  type Deed,
  DEEDS,
  type Place,
  type PolicyRow,
  type Scopes,
} from './access.ts';
export { CLAUSE_KINDS, organizationsIn, withOrganizations } from './clauses/clause.ts';
export { amountWords } from './clauses/words.ts';
export { checkInstrument } from './check.ts';
export { type CoveredParagraph, coverage, type ParagraphCoverage } from './coverage.ts';
export { type Difference, difference } from './difference.ts';
export { explain, type ItemFacts, type Step, type Verdict } from './explain.ts';
export { type Expr, holds } from './expr.ts';
export { type Condition, filterFor, type KeyOf, type Seat, type Way, ways } from './filter.ts';
export {
  begins,
  inForce,
  named,
  partiesOf,
  runningClauses,
  type Stack,
  type StackEntry,
  type Standing,
  type StandingEntry,
  standings,
  turningDays,
} from './force.ts';
export * from './instrument.ts';
export { KINDS, type KindRule, PARTNER_KINDS, type PartnerKind, SECTIONS, type Section } from './kinds.ts';
export { type OwnRecordRule, ownRecordClasses, ownRecordRule, purposesOf } from './own-record.ts';
export {
  CLASS_WORDS,
  dayWords,
  LABEL_WORDS,
  listed,
  PURPOSE_WORDS,
  RANK_WORDS,
  RELATIONSHIP_WORDS,
  ROLE_WORDS,
} from './phrases.ts';
export { binds, compile, type Grant, type Origin, type Policy, type Prohibition } from './policy.ts';
export { readInstrument } from './read.ts';
export { render } from './render.ts';
export * from './words.ts';
