export {
  type Access,
  type AccessRow,
  accessFor,
  askOnce,
  type Deed,
  DEEDS,
  type Once,
  type Place,
  type PolicyRow,
  type Scopes,
} from './access.ts';
export { notReached } from './reach.ts';
export { CLAUSE_KINDS, organizationsIn, withOrganizations } from './clauses/clause.ts';
export { BY_SEARCH, linesOf, paidFor, schemeOf } from './clauses/money.ts';
export { amountWords, decimal, decimalsOf, exactMinor } from './amount.ts';
export { EVERY_WORDS, evidenceWords, spaced } from './clauses/words.ts';
export { IDENTIFIABILITY_WORDS, POPULATION_WORDS } from './clauses/words-working.ts';
export type { FilledAs, Form, Shape } from './shape.ts';
export { clauseForm, renderUnfinished, type UnfinishedClause } from './unfinished.ts';
export { checkInstrument } from './check.ts';
export { changesFrom, checkVaried, type Varying } from './vary.ts';
export { type Confidence, confided } from './confide.ts';
export { type CoveredParagraph, coverage, type ParagraphCoverage } from './coverage.ts';
export { type Difference, difference } from './difference.ts';
export { explain, type ItemFacts, type Step, type Verdict } from './explain.ts';
export { type Alerting, alertsFor } from './alert.ts';
export { type Bound, type Expr, holds, type Stale, type Within, withStale } from './expr.ts';
export { type Condition, type FeedKeys, filterFor, type KeyOf, type Seat, type Way, ways } from './filter.ts';
export {
  begins,
  gone,
  type Interpretation,
  leavesOn,
  type Notice,
  inForce,
  named,
  partiesOf,
  readAs,
  runningClauses,
  type Stack,
  type StackEntry,
  type Standing,
  type StandingEntry,
  standings,
  turningDays,
} from './force.ts';
export * from './instrument.ts';
export {
  type AgeRule,
  type AssuranceId,
  type AssuranceRule,
  ASSURANCES,
  type ClockRule,
  clockOf,
  type ExcludedFunctions,
  type GroundRule,
  type FloorRule,
  type Jurisdiction,
  type Matter,
  type OptOutRule,
  type ProofRule,
  readJurisdiction,
  type RegisterForm,
  type RegisterRule,
  type RetentionRule,
  type Stigmatised,
  type Right,
  RIGHTS,
  type VatRegime,
} from './jurisdiction.ts';
export { type ChargeAnswer, type ChargeQuestion, whyCharged } from './ask/charged.ts';
export { type DecidingBody, type DecisionAnswer, type DecisionQuestion, whoDecides } from './ask/decides.ts';
export { type Conflict, type Meeting, type Overlap, overlapOf } from './ask/overlap.ts';
export { type Looker, meetingsAbout, type SeenBy, seatsOn, seenUnder } from './ask/seen-under.ts';
export { bothWays, changesOf, type SeatChange, type Simulation } from './ask/simulate.ts';
export { clausesThen, type Then, type When } from './ask/then.ts';
export { type DaysOff, daysAfter, isWorkingDay, WEEKEND, monthsAfter, workingDayOf, workingDaysAfter } from './days.ts';
export { type Dispute, type DisputeStanding, disputeOn } from './life/dispute.ts';
export { type DisputeTerms, disputeTerms } from './life/payment-waits.ts';
export { type Accession, joinedBy } from './life/accession.ts';
export { type Exit, exitOf } from './life/exit.ts';
export { maySignUnder, type Scheme, worthTo } from './life/scheme.ts';
export {
  type ConsentAnswer,
  type ConsentDecision,
  type ConsentRule,
  consentDecision,
  consentDenied,
  consentGiven,
  consentSays,
  type Vocabulary,
} from './person/consent.ts';
export { CLASS_SYSTEM, LABEL_SYSTEM, labelOf as labelOfCode, PURPOSE_SYSTEM } from './person/consent-codes.ts';
export {
  ageRule,
  type Assessment,
  birthday,
  type Decider,
  hiddenFrom,
  type PersonFacts,
  type Speaker,
  type Understanding,
  whoDecidesFor,
} from './person/decider.ts';
export {
  classesBut,
  conditionsOf,
  explainedInPlace,
  LET_HIDE,
  LET_SEE,
  narrowedTo,
  type Narrowing,
  type SeatNarrowing,
  WHOLE,
} from './narrowing.ts';
export { ANYBODY, type Denial, type Denied, gather, type Look, meets } from './person/denial.ts';
export {
  OBJECTION_KINDS,
  type Objection,
  type ObjectionKind,
  objectionOn,
  type ObjectionStanding,
} from './person/objection.ts';
export { type OptOutOn, optOutReaches, optOutsOn, type Use } from './person/opt-out.ts';
export { agreedToProject, type Project } from './person/research.ts';
export { daysWithin, isWithin, placeOn, type Stay } from './person/place.ts';
export {
  KINDS,
  type KindRule,
  MANDATE_RANKS,
  PARTNER_KINDS,
  type PartnerKind,
  SECTIONS,
  type Section,
} from './kinds.ts';
export { populationTerms } from './population.ts';
export { type OwnRecordRule, ownRecordClasses, ownRecordRule, purposesOf } from './own-record.ts';
export {
  capital,
  CLASS_WORDS,
  dayWords,
  LABEL_WORDS,
  listed,
  monthWords,
  PURPOSE_WORDS,
  RANK_WORDS,
  RELATIONSHIP_WORDS,
  ROLE_WORDS,
  roleOfOne,
} from './phrases.ts';
export {
  binds,
  compile,
  type Floor,
  type Grant,
  type Origin,
  overrides,
  type Policy,
  PRESCRIBERS,
  type Prohibition,
  type Succession,
} from './policy.ts';
export { heirOf, namesOf, partiesWithHeirs, succeededOn } from './life/succeed.ts';
export { readInstrument } from './read.ts';
export { render } from './render.ts';
export * from './words.ts';
