import { CARRIERS, typeNumber } from '#fhir';
import type { Expr } from './expr.ts';
import type { PartyRef, Rank } from './instrument.ts';
import { ownRecordClasses, ownRecordKeptBack, ownRecordRule } from './own-record.ts';
import { CLASS_WORDS, LABEL_WORDS, listed, RANK_WORDS, RELATIONSHIP_WORDS } from './phrases.ts';
import type { Governed } from './population.ts';
import { binds, type Floor, type Grant, type Origin, overrides, type Policy, type Prohibition } from './policy.ts';
import {
  classBits,
  DATA_CLASSES,
  LABELS,
  labelBits,
  RESTRICTED_USE,
  type Purpose,
  RELATIONSHIPS,
  type Relationship,
  type Role,
  relationshipBits,
} from './words.ts';

/** Who asks and why: an organisation by its number, a role in it, a purpose. */
export type Seat = { readonly organization: number; readonly role: Role; readonly purpose: Purpose };

/** Number of 'Organization/x' (repository table organization_key); undefined where it has recorded nothing and has no seat. */
export type KeyOf = {
  (organization: PartyRef): number | undefined;
  /** Absent: no feed is known. */
  readonly feeds?: FeedKeys;
};

/**
 * Numbers (column `basis`) of what came by some feeds, and of all that is known to have come otherwise. What is in neither came by a feed that
 * was not there when this was read: it is not shared for being of one, and is kept back as if it were.
 */
export type FeedKeys = (names: readonly string[]) => {
  readonly of: readonly number[];
  readonly others: readonly number[];
};

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
  readonly kind: 'directory' | 'own-directory' | 'own' | 'self' | 'shared' | 'floor';
  readonly words: string;
  readonly rank: Rank;
  readonly origin?: Grant | Floor;
  readonly conditions: readonly Condition[];
  /** What would keep the item back, were it not weaker than what gives it. Told, and not asked by the query. */
  readonly overrules?: readonly Condition[];
};

/** What a seat may see now, as the one expression that runs in the query. */
export function filterFor(policy: Policy, seat: Seat, keyOf: KeyOf): Expr {
  if (seat.role === 'system') return { op: 'always' };
  return either(ways(policy, seat, keyOf).map((way) => all(way.conditions.map((condition) => condition.expr))));
}

/** The ways of a seat. `filterFor` and `explain` both read them, so that words and rows cannot part. */
export function ways(policy: Policy, seat: Seat, keyOf: KeyOf): readonly Way[] {
  const standpoint = { policy, seat, keyOf, house: house(policy, seat, keyOf) };
  const open = [
    ...directory(standpoint),
    ...own(standpoint),
    ...self(seat),
    ...shared(standpoint),
    ...floors(standpoint),
  ];
  return open.map((way) => {
    const held = keptBack(standpoint);
    return {
      ...way,
      conditions: [...way.conditions, ...held.filter(({ origin }) => binds(origin.rank, way.rank))],
      overrules: [...(way.overrules ?? []), ...held.filter(({ origin }) => !binds(origin.rank, way.rank))],
    };
  });
}

type Standpoint = {
  readonly policy: Policy;
  readonly seat: Seat;
  readonly keyOf: KeyOf;
  /** The seat's organisation, those whose place it took, and whoever took its own. */
  readonly house: House;
};

/** By names as well as keys: who merged in between may have recorded nothing and have no key. */
type House = { readonly names: ReadonlySet<PartyRef>; readonly keys: readonly number[] };

/** After a merger the seats of all that merged are of one house: nobody loses their people's records over night. */
function house({ successions }: Policy, { organization }: Seat, keyOf: KeyOf): House {
  const groups = successions.map(({ from, to }) => [...from, to]);
  const found = new Set(groups.flat().filter((one) => keyOf(one) === organization));
  for (const one of found)
    for (const group of groups) if (group.includes(one)) for (const other of group) found.add(other);
  return { names: found, keys: [...new Set([organization, ...keys([...found], keyOf)])] };
}

const OWN_RELATIONSHIPS: readonly Relationship[] = ['contributed', 'registered', 'team', 'referred', 'caseload'];

const undenied: Condition = {
  words: 'The person has not objected to it.',
  otherwise: 'the person has objected',
  expr: { op: 'undenied' },
};

const unrestricted: Condition = {
  words: 'Its use is not restricted.',
  otherwise: 'its use is restricted, as the person asked',
  expr: { op: 'unlabelled', bits: RESTRICTED_USE },
};

/** Of whole records: the row of the viewer says it, since an item does not. */
const unheld: Condition = {
  words: 'The use of the whole record is not restricted.',
  otherwise: 'the use of the whole record is restricted, as the person asked',
  expr: { op: 'unrestricted' },
};

const impersonal: Condition = {
  words: 'It is about nobody.',
  otherwise: 'it is about a person',
  expr: { op: 'impersonal' },
};

/** A file, a message or a list of answers that does not say about whom it is may be about anybody (docs/decisions/0010). */
const noCarrier: Condition = {
  words: 'It is no file or message that does not say whose it is.',
  otherwise: 'it does not say whose it is, and may be about anybody',
  expr: { op: 'not', of: { op: 'type', in: CARRIERS.map(typeNumber) } },
};

/** Organisations, practitioners and places are open; other things about nobody stay with who recorded them. */
function directory({ seat, house }: Standpoint): readonly Way[] {
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
      // What holds what somebody sent, and says not whose it is, no staff open but whoever answers for what is kept.
      conditions: [impersonal, byOwn(house.keys), ...(seat.purpose === 'audit' ? [] : [noCarrier])],
    },
  ];
}

/**
 * What an organisation recorded it keeps and uses, by duty: the person's objection to sharing is about others. Only where the use of
 * it is restricted does it rest for them too.
 */
function own({ seat, house }: Standpoint): readonly Way[] {
  const classes = ownRecordClasses(seat.role, seat.purpose);
  if (classes === 0) return [];
  return [
    {
      kind: 'own',
      words: `An organisation's staff see what it recorded itself: ${ownRecordRule(seat.role)?.because}.`,
      rank: 'jurisdiction-pack',
      conditions: [
        byOwn(house.keys),
        related(relationshipBits(...OWN_RELATIONSHIPS)),
        ofClasses(classes),
        unlabelled(ownRecordKeptBack(seat.role)),
        unheld,
        // Whoever answers to the person, the regulator and courts sees what is kept.
        ...(seat.purpose === 'audit' ? [] : [unrestricted]),
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

function shared({ policy, seat, keyOf, house }: Standpoint): readonly Way[] {
  return policy.grants
    .filter((grant) => grant.purpose === seat.purpose && grant.roles.includes(seat.role))
    .filter((grant) => reaches(grant.to, house, keyOf))
    .map((grant) => ({
      kind: 'shared' as const,
      words: grant.words,
      rank: grant.rank,
      origin: grant,
      conditions: [
        byOrganization(keys(grant.from, keyOf), grant.title),
        ...(grant.feeds ? [cameBy(grant.feeds, grant.title, keyOf)] : []),
        related(grant.relationships),
        ...(grant.purpose === 'payment' ? [charged(house.keys)] : []),
        ...(grant.onlyWithConsent ? [related(relationshipBits('consented'))] : []),
        ofClasses(grant.classes),
        unlabelled(everyLabel & ~grant.sensitive),
        ...(grant.governs ? [within(grant.governs, grant.title, keyOf)] : []),
        ...objection(overrides(grant.rank, 'person')).conditions,
      ],
      overrules: objection(overrides(grant.rank, 'person')).overrules,
    }));
}

/** What the law makes seen, and alerts: narrow, each use declared and looked at by somebody else. */
function floors({ policy, seat, keyOf, house }: Standpoint): readonly Way[] {
  return policy.floors
    .filter((floor) => floor.purpose === seat.purpose && floor.roles.includes(seat.role))
    .filter((floor) => floor.to === undefined || reaches(floor.to, house, keyOf))
    .map((floor) => ({
      kind: 'floor' as const,
      words: floor.words,
      rank: floor.rank,
      origin: floor,
      conditions: [
        ...(floor.from ? [byOrganization(keys(floor.from, keyOf), floor.title)] : []),
        ...(floor.feeds ? [cameBy(floor.feeds, floor.title, keyOf)] : []),
        related(floor.relationships),
        ofClasses(floor.classes),
        unlabelled(everyLabel & ~floor.sensitive),
        ...objection(floor.despiteObjection).conditions,
      ],
      overrules: objection(floor.despiteObjection).overrules,
    }));
}

function keptBack(standpoint: Standpoint): readonly (Condition & { readonly origin: Origin })[] {
  return standpoint.policy.prohibitions
    .filter((prohibition) => concerns(prohibition, standpoint))
    .map((prohibition) => {
      const where = `${prohibition.title}, paragraph ${prohibition.paragraph} (${RANK_WORDS[prohibition.rank]}),`;
      return {
        words: `${where} does not keep it back.`,
        otherwise: `${where} keeps it back`,
        expr: { op: 'not', of: all(withheld(prohibition, standpoint.keyOf)) },
        origin: prohibition,
      };
    });
}

/** A statute, an order and an alert that prevents harm are stronger than the person's objection and restriction; every agreement is weaker. */
function objection(overruled: boolean): Pick<Way, 'conditions'> & { readonly overrules: readonly Condition[] } {
  const both = [undenied, unrestricted];
  return overruled ? { conditions: [], overrules: both } : { conditions: both, overrules: [] };
}

function reaches(organizations: readonly PartyRef[], { names, keys }: House, keyOf: KeyOf): boolean {
  return organizations.some((one) => names.has(one) || keys.includes(keyOf(one) ?? Number.NaN));
}

function concerns({ to, roles, purposes }: Prohibition, { seat, keyOf, house }: Standpoint): boolean {
  return (
    (to === undefined || reaches(to, house, keyOf)) &&
    (roles === undefined || roles.includes(seat.role)) &&
    (purposes === undefined || purposes.includes(seat.purpose))
  );
}

function withheld({ classes, labels, from, feeds, dated }: Prohibition, keyOf: KeyOf): readonly Expr[] {
  return [
    { op: 'class', bits: classes },
    ...(dated ? [{ op: 'dated' as const, ...dated }] : []),
    ...(from ? [{ op: 'org' as const, in: keys(from, keyOf) }] : []),
    ...(feeds ? [{ op: 'not' as const, of: { op: 'basis' as const, in: keyOf.feeds?.(feeds).others ?? [] } }] : []),
    ...(labels === undefined ? [] : [{ op: 'not' as const, of: { op: 'unlabelled' as const, bits: labels } }]),
  ];
}

const everyLabel = labelBits(...LABELS);

function byOwn(organizations: readonly number[]): Condition {
  return {
    words: 'It was recorded by the organisation that looks.',
    otherwise: 'another organisation recorded it',
    expr: { op: 'org', in: organizations },
  };
}

function byOrganization(organizations: readonly number[], title: string): Condition {
  return {
    words: `It was recorded by an organisation that shares under ${title}.`,
    otherwise: `whoever recorded it does not share it under ${title}`,
    expr: { op: 'org', in: organizations },
  };
}

/** What a system sends can be shared where the rest of its organisation's records is not. */
function cameBy(feeds: readonly string[], title: string, keyOf: KeyOf): Condition {
  const named = listed(
    feeds.map((feed) => `“${feed}”`),
    'or',
  );
  return {
    words: `It came from ${named}, whose data is shared under ${title}.`,
    otherwise: `${title} shares only what came from ${named}`,
    expr: { op: 'basis', in: keyOf.feeds?.(feeds).of ?? [] },
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

/** To check a payment somebody needs what is paid for, and nothing else of whom it was done for. */
function charged(organizations: readonly number[]): Condition {
  return {
    words: 'It is charged to the organisation that looks, or by it.',
    otherwise: 'no charge of it stands that the organisation that looks pays or is paid',
    expr: { op: 'charged', by: organizations },
  };
}

function ofClasses(bits: number): Condition {
  const classes = listed(chosen(DATA_CLASSES, bits).map((one) => CLASS_WORDS[one]));
  return {
    words: `It belongs to what is seen this way: ${classes}.`,
    otherwise: `only ${classes} are shown this way, and it is something else`,
    expr: { op: 'class', bits },
  };
}

/** After what is cheaper to ask: it is a look at the person's other rows. */
function within({ words, organizations, born, conditions }: Governed, title: string, keyOf: KeyOf): Condition {
  return {
    words: `The person is in the population of ${title}: ${words}.`,
    otherwise: `the person is not in the population of ${title} (${words})`,
    expr: {
      op: 'within',
      ...(organizations ? { registered: keys(organizations, keyOf) } : {}),
      ...(born ? { born } : {}),
      ...(conditions ? { conditions: { codes: conditions.codes, by: keys(conditions.by, keyOf) } } : {}),
    },
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
