export type {
  AcrossRequest,
  BundleEntry,
  Change,
  Compartment,
  EntryAnswer,
  EverythingPage,
  EverythingRequest,
  HistoryEntry,
  HistoryPage,
  HistoryRequest,
  Projection,
  Repository,
  SearchEntry,
  SearchPage,
  SearchRequest,
  Stored,
  WriteOptions,
  Written,
} from './repository.ts';
export type {
  AccessGrant,
  AuditLog,
  Bearing,
  BearingPlace,
  BorneCode,
  Contributors,
  HeldItem,
  KeepAccess,
  Kept,
  Looking,
  NotedLine,
  PersonRecordRow,
  Persons,
  Place,
  Ports,
  Projected,
  Rights,
  StaffLook,
} from './ports.ts';
export { accessRowOf, type ItemPolicyFacts, itemPolicyFacts } from './facts.ts';
export { accessKeptSince, accessRowAt, itemPolicyFactsAt } from './past.ts';
export { type CountQuestion, countItems, type ItemCount, type SampleItem, sampleItems } from './count.ts';
export type { AdmissionRule, AskingRule, AtOnce, KeptResource, Library, Narrowing } from './context.ts';
export { acknowledgesBeforeCommit, fault, type FaultPoint } from './fault.ts';
export type { Feed } from './feed/feed.ts';
export type { Fault } from './audit/diagnose.ts';
export type { Deposit, Inbox } from './audit/inbox.ts';
export { type NotedAs, notedAs } from './audit/noted.ts';
export type { Head, Seals } from './audit/sealer.ts';
export { type Anchor, type Verified, verifyAudit, type VerifyQuestion } from './audit/verify.ts';
export type { Purge, Purged } from './purge/purge.ts';
export type { Tombstone } from './purge/tombstone.ts';
export { repositoryMigrations } from './migrations/index.ts';
export type { KeptAnswer, KeyedRequest } from './once.ts';
export { type OpenRepository, openRepository, type RepositoryParts } from './open.ts';
export { classOf } from './label/class.ts';
export { type KeptSets, keepSets } from './label/keep.ts';
export type { Labels, LabelStanding, NewSlot, Slot } from './label/open.ts';
export { bucketOf, compartmentOf } from './place/compartment.ts';
export { newId, stableId } from './place/id.ts';
export { standingOf } from './policy/standing.ts';
export type { Homes } from './reindex/homes.ts';
export { reindex, type ReindexProgress, type ReindexQuestion } from './reindex/reindex.ts';
export type { Wording } from './wording/wording.ts';
export { identifierTokens, restrictionOf } from './search/restriction.ts';
export { type Matched, type Matcher, matcherOf } from './search/index.ts';
