import type { Expr } from './expr.ts';
import type { PartyRef, Rank } from './instrument.ts';
import { ownRecordClasses, ownRecordKeptBack, ownRecordRule } from './own-record.ts';
import { CLASS_WORDS, LABEL_WORDS, listed, RANK_WORDS, RELATIONSHIP_WORDS } from './phrases.ts';
import { binds, type Grant, type Origin, type Policy, type Prohibition } from './policy.ts';
import {
  classBits,
  DATA_CLASSES,
  LABELS,
  labelBits,
  type Purpose,
  RELATIONSHIPS,
  type Relationship,
  type Role,
  relationshipBits,
} from './words.ts';

/** Who asks and why: an organisation by its number, a role in it, a purpose. */
export type Seat = { readonly organization: number; readonly role: Role; readonly purpose: Purpose };

/** Number of 'Organization/x' (repository table organization_key); undefined where it has recorded nothing and has no seat. */
export type KeyOf = (organization: PartyRef) => number | undefined;

/** One thing that must hold on a way; `expr` is what the query asks, `words` what a person is told. */
export type Condition = {
  readonly words: string;
  readonly otherwise: string;
  readonly expr: Expr;
  /** The prohibition that this condition carries out. */
  readonly origin?: Origin;
};

/** A way by which an item can come to be seen. All its conditions must hold; any one way is enough. */
export type Way = {
  readonly kind: 'directory' | 'own-directory' | 'own' | 'self' | 'shared';
  readonly words: string;
  readonly rank: Rank;
  readonly origin?: Grant;
  readonly conditions: readonly Condition[];
};

/** What a seat may see now, as the one expression that runs in the query. */
export function filterFor(policy: Policy, seat: Seat, keyOf: KeyOf): Expr {
  if (seat.role === 'system') return { op: 'always' };
  return either(ways(policy, seat, keyOf).map((way) => all(way.conditions.map((condition) => condition.expr))));
}

/** The ways of a seat. `filterFor` and `explain` both read them, so that words and rows cannot part. */
export function ways(policy: Policy, seat: Seat, keyOf: KeyOf): readonly Way[] {
  const open = [...directory(seat), ...own(seat), ...self(seat), ...shared(policy, seat, keyOf)];
  return open.map((way) => ({ ...way, conditions: [...way.conditions, ...keptBack(way, { policy, seat, keyOf })] }));
}

const OWN_RELATIONSHIPS: readonly Relationship[] = ['contributed', 'registered', 'team', 'referred', 'caseload'];

const undenied: Condition = {
  words: 'The person has not objected to it.',
  otherwise: 'the person has objected',
  expr: { op: 'undenied' },
};

const impersonal: Condition = {
  words: 'It is about nobody.',
  otherwise: 'it is about a person',
  expr: { op: 'impersonal' },
};

/** Organisations, practitioners and places are open; other things about nobody stay with who recorded them. */
function directory(seat: Seat): readonly Way[] {
  const words = 'Everybody sees the directory of organisations, staff and places.';
  const ownWords = 'An organisation sees what it recorded about nobody.';
  return [
    {
      kind: 'directory',
      words,
      rank: 'jurisdiction-pack',
      conditions: [impersonal, ofClasses(classBits('directory'))],
    },
    {
      kind: 'own-directory',
      words: ownWords,
      rank: 'jurisdiction-pack',
      conditions: [impersonal, byOrganization([seat.organization], 'your organisation')],
    },
  ];
}

function own(seat: Seat): readonly Way[] {
  const classes = ownRecordClasses(seat.role, seat.purpose);
  if (classes === 0) return [];
  return [
    {
      kind: 'own',
      words: `An organisation's staff see what it recorded itself: ${ownRecordRule(seat.role)?.because}.`,
      rank: 'jurisdiction-pack',
      conditions: [
        byOrganization([seat.organization], 'your organisation'),
        related(relationshipBits(...OWN_RELATIONSHIPS)),
        ofClasses(classes),
        unlabelled(ownRecordKeptBack(seat.role)),
        undenied,
      ],
    },
  ];
}

/**
 * The person's right to their own record. What is labelled safeguarding is not opened by itself: it may speak of others, and
 * the person may be watched while they read (UK GDPR schedule 3: serious harm); a professional discloses it.
 */
function self(seat: Seat): readonly Way[] {
  if (seat.role !== 'person' || seat.purpose !== 'own-record') return [];
  return [
    {
      kind: 'self',
      words: 'A person sees their own record.',
      rank: 'statute',
      conditions: [related(relationshipBits('self')), unlabelled(labelBits('safeguarding')), undenied],
    },
  ];
}

function shared(policy: Policy, seat: Seat, keyOf: KeyOf): readonly Way[] {
  return policy.grants
    .filter((grant) => grant.purpose === seat.purpose && grant.roles.includes(seat.role))
    .filter((grant) => grant.to.some((organization) => keyOf(organization) === seat.organization))
    .map((grant) => ({
      kind: 'shared' as const,
      words: grant.words,
      rank: grant.rank,
      origin: grant,
      conditions: [
        byOrganization(keys(grant.from, keyOf), `an organisation that shares under ${grant.title}`),
        related(grant.relationships),
        ofClasses(grant.classes),
        unlabelled(everyLabel & ~grant.sensitive),
        undenied,
      ],
    }));
}

type Standpoint = { readonly policy: Policy; readonly seat: Seat; readonly keyOf: KeyOf };

function keptBack(way: Way | Omit<Way, 'conditions'>, { policy, seat, keyOf }: Standpoint): readonly Condition[] {
  return (
    policy.prohibitions
      .filter((prohibition) => concerns(prohibition, seat, keyOf))
      // An organisation's own policy is the weakest force, yet it narrows what its own staff see, however they came to see it.
      .filter((prohibition) => prohibition.rank === 'organisation' || binds(prohibition.rank, way.rank))
      .map((prohibition) => ({
        words: `${prohibition.title}, paragraph ${prohibition.paragraph} (${RANK_WORDS[prohibition.rank]}), does not keep it back.`,
        otherwise: `${prohibition.title}, paragraph ${prohibition.paragraph} (${RANK_WORDS[prohibition.rank]}), keeps it back`,
        expr: { op: 'not', of: all(withheld(prohibition, keyOf)) },
        origin: prohibition,
      }))
  );
}

function concerns({ to, roles, purposes }: Prohibition, seat: Seat, keyOf: KeyOf): boolean {
  return (
    (to === undefined || to.some((organization) => keyOf(organization) === seat.organization)) &&
    (roles === undefined || roles.includes(seat.role)) &&
    (purposes === undefined || purposes.includes(seat.purpose))
  );
}

function withheld({ classes, labels, from }: Prohibition, keyOf: KeyOf): readonly Expr[] {
  return [
    { op: 'class', bits: classes },
    ...(from ? [{ op: 'org' as const, in: keys(from, keyOf) }] : []),
    ...(labels === undefined ? [] : [{ op: 'not' as const, of: { op: 'unlabelled' as const, bits: labels } }]),
  ];
}

const everyLabel = labelBits(...LABELS);

function byOrganization(organizations: readonly number[], who: string): Condition {
  return {
    words: `It was recorded by ${who}.`,
    otherwise: `it was not recorded by ${who}`,
    expr: { op: 'org', in: organizations },
  };
}

function related(bits: number): Condition {
  const people = listed(
    chosen(RELATIONSHIPS, bits).map((one) => RELATIONSHIP_WORDS[one]),
    'or',
  );
  return {
    words: `It is about a person ${people}.`,
    otherwise: `it is not about a person ${people}`,
    expr: { op: 'relationship', bits },
  };
}

function ofClasses(bits: number): Condition {
  const classes = listed(
    chosen(DATA_CLASSES, bits).map((one) => CLASS_WORDS[one]),
    'or',
  );
  return {
    words: `It belongs to what is seen this way: ${classes}.`,
    otherwise: `it does not belong to ${classes}`,
    expr: { op: 'class', bits },
  };
}

function unlabelled(bits: number): Condition {
  const labels = listed(
    chosen(LABELS, bits).map((one) => LABEL_WORDS[one]),
    'or',
  );
  return {
    words: bits === 0 ? 'No label keeps it back.' : `It is not labelled ${labels}.`,
    otherwise: `it is labelled sensitive (one of: ${labels})`,
    expr: { op: 'unlabelled', bits },
  };
}

function keys(organizations: readonly PartyRef[], keyOf: KeyOf): readonly number[] {
  return organizations.flatMap((organization) => keyOf(organization) ?? []);
}

function chosen<T>(words: readonly T[], bits: number): readonly T[] {
  return words.filter((_, index) => (bits & (1 << index)) !== 0);
}

function all(of: readonly Expr[]): Expr {
  return of.length === 1 && of[0] ? of[0] : { op: 'and', of };
}

function either(of: readonly Expr[]): Expr {
  return of.length === 1 && of[0] ? of[0] : { op: 'or', of };
}
