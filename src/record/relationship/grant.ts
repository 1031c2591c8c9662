import { type Purpose, relationshipBits, classBits, DATA_CLASSES } from '#agreement';
import type { AccessGrant, Compartment, Kept } from '#repository';
import type { Wishes } from '../consent/kept.ts';

/** One organisation's relationship with a person, from one resource of theirs. */
export type Bond = { readonly viewer: number; readonly rel: number; readonly until: number };

export type PersonBonds = {
  readonly compartments: readonly Compartment[];
  readonly bonds: readonly Bond[];
  /** Viewers that plan for the population this person belongs to. */
  readonly planners: readonly number[];
  /** Viewers that pay, or are paid, for something that was done for this person. */
  readonly payers: readonly number[];
  /** Openings in an emergency that run, each with a viewer of its own. */
  readonly openings: readonly { readonly viewer: number; readonly until: number; readonly organization: number }[];
  /** The viewer of the person's own record. */
  readonly self: number;
  readonly wishes: Wishes;
  /** Keys of organisations of whose whole record of this person the use is restricted. */
  readonly restricted: readonly number[];
  /** Every organisation that can look, whether or not it has to do with the person. */
  readonly viewers: readonly Looker[];
};

/** `names`: what the organisation answers to, its own and those of whose place it took; what was kept back from one is kept back from it. */
export type Looker = { readonly viewer: number; readonly key: number; readonly names: readonly string[] };

const CONTRIBUTED = relationshipBits('contributed');

/**
 * The access rows of one person: whoever has a relationship with them has it with the whole of their record, in every
 * compartment; what of it they see is for the instruments. Care and audit of one's own records go by relationships, planning
 * (and the audit of a whole partnership) by the population, payment by what was charged, and the person is themself.
 */
export function grantsOf({
  compartments,
  bonds,
  planners,
  payers,
  openings,
  self,
  wishes,
  restricted,
  viewers,
}: PersonBonds): readonly AccessGrant[] {
  const care = new Map<number, { rel: number; until: number }>();
  for (const { viewer, rel, until } of bonds) {
    const before = care.get(viewer) ?? { rel: 0, until: Number.NEGATIVE_INFINITY };
    care.set(viewer, { rel: before.rel | rel, until: Math.max(before.until, until) });
  }
  const rows: readonly Grant[] = [
    ...[...care].map(([viewer, bond]) => row(viewer, 'direct-care', bond.rel, bond.until)),
    ...auditors(care, planners).map(([viewer, rel]) => row(viewer, 'audit', rel)),
    ...planners.map((viewer) => row(viewer, 'planning', relationshipBits('population'))),
    ...payers.map((viewer) => row(viewer, 'payment', relationshipBits('population'))),
  ];
  const lookers = new Map(viewers.map((one) => [one.viewer, one]));
  const grants = [
    ...rows.map((grant) => wished(grant, lookers.get(grant.viewer), { wishes, restricted })),
    ...strangers(new Set(care.keys()), viewers, { wishes, restricted }),
    ...openings.map((one) => opened(one, viewers, { wishes, restricted })),
    // Nobody keeps their own record from themself.
    { ...row(self, 'own-record', relationshipBits('self')), kept: NOTHING },
  ];
  return compartments.flatMap(({ bkt, cmp }) => grants.map((grant) => ({ bkt, cmp, ...grant })));
}

type Grant = Omit<AccessGrant, 'bkt' | 'cmp'>;
const NOTHING = { organizations: [], labels: 0, classes: 0 };

type Said = Pick<PersonBonds, 'wishes' | 'restricted'>;

function wished(grant: Grant, looker: Looker | undefined, said: Said): Grant {
  const { wishes } = said;
  if (looker === undefined) return { ...grant, kept: NOTHING };
  const given = looker.names.some((name) => wishes.given(name, grant.purpose)) ? relationshipBits('consented') : 0;
  return { ...grant, rel: grant.rel | given, kept: keptFrom(said, looker, grant.purpose) };
}

/**
 * Rows that give nothing and keep something back: an organisation that writes about the person for the first time gets its
 * relationship in that write, and what was kept back from it must be so from then on.
 */
function strangers(known: ReadonlySet<number>, viewers: readonly Looker[], said: Said): readonly Grant[] {
  if (said.wishes.none && said.restricted.length === 0) return [];
  return viewers
    .filter(({ viewer }) => !known.has(viewer))
    .map((looker) => ({ ...row(looker.viewer, 'direct-care', 0), kept: keptFrom(said, looker, 'direct-care') }))
    .filter(({ kept }) => kept.organizations.length > 0 || kept.labels !== 0 || kept.classes !== 0);
}

/** Whoever opened in an emergency works somewhere: what is kept back from there is kept back, as far as the law lets it. */
function opened(
  { viewer, until, organization }: PersonBonds['openings'][number],
  viewers: readonly Looker[],
  said: Said,
): Grant {
  const from = viewers.find(({ key }) => key === organization);
  const kept = from === undefined ? NOTHING : keptFrom(said, from, 'direct-care');
  return { ...row(viewer, 'direct-care', relationshipBits('emergency'), until), kept };
}

/** Under every name that the looker answers to; and what nobody uses who does not answer for it. */
function keptFrom({ wishes, restricted }: Said, { names, key }: Looker, purpose: Purpose): Kept {
  const all = names.map((name) => wishes.keptFrom(name, purpose));
  const held = restricted.filter((one) => purpose !== 'audit' || one !== key);
  return {
    organizations: [...new Set([...all.flatMap(({ organizations }) => organizations), ...held])].sort((a, b) => a - b),
    labels: all.reduce((bits, { labels }) => bits | labels, 0),
    classes: all.reduce((bits, { classes }) => bits | classes, 0),
    // Its own record rests for it too: what is kept back from others would not say so.
    ...(held.includes(key) ? { held: classBits(...DATA_CLASSES) } : {}),
  };
}

/**
 * Who answers for how a record is used: whoever contributed to it, and those that plan for the population, if what was signed gives
 * their information governance anything of it.
 */
function auditors(care: ReadonlyMap<number, { readonly rel: number }>, planners: readonly number[]) {
  const found = new Map<number, number>();
  for (const [viewer, { rel }] of care) if ((rel & CONTRIBUTED) !== 0) found.set(viewer, CONTRIBUTED);
  for (const viewer of planners) found.set(viewer, (found.get(viewer) ?? 0) | relationshipBits('population'));
  return [...found];
}

function row(
  viewer: number,
  purpose: Purpose,
  rel: number,
  until = Number.POSITIVE_INFINITY,
): Omit<AccessGrant, 'bkt' | 'cmp'> {
  return { viewer, purpose, rel, ...(Number.isFinite(until) ? { until: new Date(until) } : {}) };
}
