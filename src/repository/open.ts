import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { Store } from '#store';
import { auditOf } from './audit/log.ts';
import { type Inbox, inboxOf } from './audit/inbox.ts';
import { type Seals, sealsOf } from './audit/sealer.ts';
import { bind } from './bind.ts';
import type { AdmissionRule, AskingRule, AtOnce, Context } from './context.ts';
import { charged } from './charged.ts';
import { contributorsOf } from './contributors.ts';
import { acknowledgesBeforeCommit } from './fault.ts';
import { announcer, type Feed, feedOf } from './feed/feed.ts';
import { type KeptAnswer, type KeyedRequest, once } from './once.ts';
import type { KeptSets } from './label/keep.ts';
import { NOTHING_KEPT, openLabels } from './label/open.ts';
import { keepAccess } from './persons/access.ts';
import { personsOf } from './persons/persons.ts';
import type { Ports } from './ports.ts';
import { erasedContents } from './purge/content.ts';
import { projectedOf } from './projected.ts';
import { rightsOf } from './purge/rights.ts';
import { type Homes, homesOf } from './reindex/homes.ts';
import type { Projection, Repository } from './repository.ts';
import { wordingFor } from './wording/concern.ts';
import { wordedReads } from './wording/reads.ts';
import type { Wording } from './wording/wording.ts';
import { eager } from './write/eager.ts';
import { gateOf, oneByOne } from './write/gate.ts';
import { termKeeper } from './write/terms.ts';

export type RepositoryParts = {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Numbers in [0, 1) that nobody can guess: ids are made of them. */
  readonly random: () => number;
  readonly projections: readonly Projection[];
  readonly admissions: readonly AdmissionRule[];
  /** Rules that look at what is kept. */
  readonly asking?: readonly AskingRule[];
  /** What takes effect with the write itself. */
  readonly atOnce?: AtOnce;
  /** What words become for those who need not know what a person has. */
  readonly wording?: () => Wording | undefined;
  /** Signs the places where pages of a search end. */
  readonly secret: string;
  /** Sets of sensitive codes, as `keepSets` holds them; what ships where nothing is said. */
  readonly labels?: KeptSets;
  /** Each plain create a statement and a commit of its own. Only the bench asks for it, to show what the gate gives. */
  readonly ungated?: boolean;
};

/** The record, opened once a process. Only `bind` gives reads and writes of resources, and it asks who asks. */
export type OpenRepository = Ports & {
  readonly bind: (access: Access) => Repository;
  /** What is shown beside the record, to those who are told words; bound repositories are told so already. */
  readonly told: (access: Access, repository: Repository) => Repository;
  /** Work under an Idempotency-Key: its answer is kept with what it wrote. */
  readonly once: (
    keyed: KeyedRequest,
    work: (repository: Repository) => Promise<Outcome<KeptAnswer>>,
  ) => Promise<Outcome<KeptAnswer>>;
  readonly feed: Feed;
  /** Seals the audit; see audit/. */
  readonly seals: Seals;
  /** Seals of other installations; see audit/. */
  readonly inbox: Inbox;
  /** Brings home what is about somebody and lies with nobody; see reindex/. */
  readonly homes: Homes;
  readonly stop: () => Promise<void>;
};

export function openRepository({ labels: kept = NOTHING_KEPT, ...given }: RepositoryParts): OpenRepository {
  const parts = acknowledgesBeforeCommit ? { ...given, store: eager(given.store) } : given;
  const { store, now, random } = parts;
  const { viewerOf, ...contributors } = contributorsOf(store);
  const announce = announcer(store);
  const context: Context = {
    ...parts,
    labels: kept.sets,
    viewerOf,
    erasedContents: erasedContents(parts),
    keepTerms: termKeeper(store),
    gate: given.ungated ? oneByOne(parts) : gateOf(parts),
    committed: announce.committed,
  };
  return {
    bind: (access) => bind(context, access),
    told: (access, repository) => {
      const wording = wordingFor(context, access);
      return wording ? wordedReads(repository, store, wording) : repository;
    },
    once: (keyed, work) => once(context, keyed, work),
    feed: feedOf(store),
    persons: personsOf({ now, random }),
    keepAccess,
    contributors,
    audit: auditOf(store, now),
    labels: openLabels(store, now, kept),
    seals: sealsOf(store, now),
    inbox: inboxOf(store),
    rights: rightsOf(context),
    projected: projectedOf(context),
    charged,
    homes: homesOf(context),
    stop: async () => {
      await kept.stop();
      await announce.stop();
    },
  };
}
