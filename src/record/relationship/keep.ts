import { relationshipBits } from '#agreement';
import type { AccessGrant, Compartment, Ports } from '#repository';
import type { Transaction } from '#store';
import { type OpeningRow, runningIn } from '../break-glass/opening.queries.ts';
import { distinct, keyOf } from '../match/matcher.ts';
import { placeOf } from '../match/pair.queries.ts';
import { type Bond, grantsOf } from './grant.ts';
import { type Partner, partnersNamed } from './partner.ts';
import { peopleNaming, type Related, related } from './relationship.queries.ts';

export type Keeping = {
  readonly ports: Ports;
  readonly now: () => number;
  /** Partners that plan for the population ('Organization/<id>'). */
  readonly planners: () => Promise<readonly string[]>;
};

const CONTRIBUTED = relationshipBits('contributed');

/**
 * Brings the access rows of everybody in these compartments up to what the record says of them now. In the consumer's
 * transaction, so that a relationship and what it lets be seen never disagree for longer than the feed is behind.
 */
export async function keepRelationships(
  transaction: Transaction,
  touched: readonly Compartment[],
  keeping: Keeping,
): Promise<void> {
  const { ports } = keeping;
  if (touched.length === 0) return;
  const rows = await ports.persons.of(transaction, touched);
  const records = await ports.persons.records(transaction, [...new Set(rows.map(({ person }) => person))]);
  if (records.length === 0) return;
  const compartments = distinct(records.map(placeOf));
  const at = new Date(keeping.now());
  const relations = await related(transaction, compartments, at);
  const contributed = await ports.persons.contributors(transaction, compartments);
  const viewers = await viewersFor(transaction, relations, keeping);
  const selves = await ports.contributors.viewerKeys([...new Set(records.map(({ person }) => `Person/${person}`))]);
  const openings = new Map<string, OpeningRow[]>();
  for (const one of await runningIn(transaction, compartments, at))
    openings.set(keyOf(one), [...(openings.get(keyOf(one)) ?? []), one]);
  const bondsOf = new Map<string, Bond[]>();
  const bind = (of: Compartment, bond: Bond | undefined) => {
    if (bond) bondsOf.set(keyOf(of), [...(bondsOf.get(keyOf(of)) ?? []), bond]);
  };
  for (const one of relations) bind(one, viewers.bondOf(one));
  for (const one of contributed) bind(one, viewers.contributor(one.org));
  const members = new Map<string, Compartment[]>();
  for (const row of records) members.set(row.person, [...(members.get(row.person) ?? []), placeOf(row)]);
  const grants: AccessGrant[] = [];
  for (const [person, own] of members) {
    const bonds = own.flatMap((one) => bondsOf.get(keyOf(one)) ?? []);
    const self = selves.get(`Person/${person}`);
    const running = own.flatMap((one) => openings.get(keyOf(one)) ?? []);
    const opened = running.map(({ viewer, until }) => ({ viewer, until: until.getTime() }));
    if (self === undefined) continue;
    grants.push(...grantsOf({ compartments: own, bonds, planners: viewers.planners, openings: opened, self }));
  }
  await ports.keepAccess(transaction, compartments, grants);
}

/**
 * The same for everybody whose resources name these Organizations: a partner's identifier may be learnt after its people are.
 * A few hundred people at a time; the list of a large practice is gone through in pieces.
 */
export async function keepNaming(
  transaction: Transaction,
  organizations: readonly string[],
  keeping: Keeping,
): Promise<void> {
  let after: Compartment = BEFORE_ALL;
  while (organizations.length > 0) {
    const people = await peopleNaming(transaction, organizations, after, PEOPLE_AT_ONCE);
    await keepRelationships(transaction, people, keeping);
    const last = people.at(-1);
    if (last === undefined || people.length < PEOPLE_AT_ONCE) return;
    after = last;
  }
}

const PEOPLE_AT_ONCE = 500;
/** Comes before every compartment. */
export const BEFORE_ALL: Compartment = { bkt: -1, cmp: '0' };

type Viewers = {
  readonly bondOf: (relation: Related) => Bond | undefined;
  readonly contributor: (org: number) => Bond | undefined;
  readonly planners: readonly number[];
};

async function viewersFor(
  transaction: Transaction,
  relations: readonly Related[],
  { ports, planners }: Keeping,
): Promise<Viewers> {
  const organizations = await ports.contributors.organizations();
  const partners = new Map(organizations.map((one): [string, Partner] => [one.organization, one]));
  const named = await partnersNamed(transaction, [...new Set(relations.map(({ holder }) => holder))], partners);
  const keys = await ports.contributors.viewerKeys(organizations.map(({ organization }) => organization));
  const viewerOfKey = new Map(organizations.map(({ key, organization }) => [key, keys.get(organization)]));
  return {
    bondOf: ({ holder, rel, until }) => {
      const viewer = keys.get(named.get(holder)?.organization ?? '');
      return viewer === undefined ? undefined : { viewer, rel, until: Number(until) };
    },
    contributor: (org) => {
      const viewer = viewerOfKey.get(org);
      return viewer === undefined ? undefined : { viewer, rel: CONTRIBUTED, until: Number.POSITIVE_INFINITY };
    },
    planners: (await planners()).flatMap((organization) => keys.get(organization) ?? []),
  };
}
