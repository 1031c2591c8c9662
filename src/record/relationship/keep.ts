import { relationshipBits } from '#agreement';
import { dayIn } from '#base';
import type { AccessGrant, Compartment, Ports } from '#repository';
import type { Transaction } from '#store';
import { type OpeningRow, runningIn } from '../break-glass/opening.queries.ts';
import { consentsIn } from '../consent/consent.queries.ts';
import { namesIn, NO_WISHES, type Wishes, wishesOf } from '../consent/kept.ts';
import { distinct, keyOf } from '../match/matcher.ts';
import { placeOf } from '../match/pair.queries.ts';
import { restrictionsIn } from '../rights/restrict.ts';
import { type Bond, grantsOf, type Looker } from './grant.ts';
import { type Partner, partnersNamed } from './partner.ts';
import { peopleNamed, peopleNaming, type Related, related } from './relationship.queries.ts';

export type Keeping = {
  readonly ports: Ports;
  readonly now: () => number;
  /** Whose days a Consent's dates are. */
  readonly zone: string;
  /** Partners that plan for the population ('Organization/<id>'). */
  readonly planners: () => Promise<readonly string[]>;
  /** Of each organisation that took another's place: all names it answers to, its own first. */
  readonly houses?: () => readonly (readonly string[])[];
};

const CONTRIBUTED = relationshipBits('contributed');

/**
 * Brings the access rows of everybody in these compartments up to what the record says of them now, and to what they keep back. In the consumer's
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
  const persons = [...new Set(rows.map(({ person }) => person))].sort();
  // Else what another write has just ended would be put back from what was read before it.
  await ports.persons.hold(transaction, persons);
  const records = await ports.persons.records(transaction, persons);
  if (records.length === 0) return;
  const compartments = distinct(records.map(placeOf));
  const at = new Date(keeping.now());
  const relations = await related(transaction, compartments, at);
  const contributed = await ports.persons.contributors(transaction, compartments);
  const viewers = await viewersFor(transaction, relations, keeping);
  const selves = await ports.contributors.viewerKeys([...new Set(records.map(({ person }) => `Person/${person}`))]);
  const wishes = await wishesIn(transaction, compartments, { keeping, viewers });
  const restricted = (await restrictionsIn(transaction, compartments)).filter(({ item }) => item === null);
  const charged = await ports.charged.of(transaction, compartments);
  const openings = new Map<string, OpeningRow[]>();
  for (const one of await runningIn(transaction, compartments, at))
    openings.set(keyOf(one), [...(openings.get(keyOf(one)) ?? []), one]);
  const bondsOf = new Map<string, Bond[]>();
  const bind = (of: Compartment, bonds: readonly Bond[]) => {
    if (bonds.length > 0) bondsOf.set(keyOf(of), [...(bondsOf.get(keyOf(of)) ?? []), ...bonds]);
  };
  for (const one of relations) bind(one, viewers.bondsOf(one));
  for (const one of contributed) bind(one, viewers.contributors(one.org));
  const members = new Map<string, Compartment[]>();
  for (const row of records) members.set(row.person, [...(members.get(row.person) ?? []), placeOf(row)]);
  const grants: AccessGrant[] = [];
  for (const [person, own] of members) {
    const bonds = own.flatMap((one) => bondsOf.get(keyOf(one)) ?? []);
    const self = selves.get(`Person/${person}`);
    const running = own.flatMap((one) => openings.get(keyOf(one)) ?? []);
    const opened = running.map(({ viewer, until, organization }) => ({ viewer, until: until.getTime(), organization }));
    if (self === undefined) continue;
    const said = own.flatMap((one) => wishes.said.get(keyOf(one)) ?? []);
    grants.push(
      ...grantsOf({
        compartments: own,
        bonds,
        planners: viewers.planners,
        payers: viewers.payersOf(charged.filter((one) => own.some((of) => keyOf(of) === keyOf(placeOf(one))))),
        openings: opened,
        self,
        wishes: wishes.of(said),
        restricted: restricted
          .filter((one) => own.some((of) => keyOf(of) === keyOf(placeOf(one))))
          .map((one) => one.organization),
        viewers: viewers.lookers,
      }),
    );
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

/** The same for names that an organisation has no more: who was seen by one of them is not from then on. */
export async function keepNamed(transaction: Transaction, names: readonly string[], keeping: Keeping): Promise<void> {
  let after: Compartment = BEFORE_ALL;
  while (names.length > 0) {
    const people = await peopleNamed(transaction, names, after, PEOPLE_AT_ONCE);
    await keepRelationships(transaction, people, keeping);
    const last = people.at(-1);
    if (last === undefined || people.length < PEOPLE_AT_ONCE) return;
    after = last;
  }
}

export const PEOPLE_AT_ONCE = 500;
/** Comes before every compartment. */
export const BEFORE_ALL: Compartment = { bkt: -1, cmp: '0' };

type Viewers = {
  readonly bondsOf: (relation: Related) => readonly Bond[];
  readonly contributors: (org: number) => readonly Bond[];
  readonly planners: readonly number[];
  readonly payersOf: (charged: readonly { readonly org: number }[]) => readonly number[];
  readonly lookers: readonly Looker[];
  readonly partners: ReadonlyMap<string, Partner>;
};

type Said = {
  readonly said: ReadonlyMap<string, readonly string[]>;
  readonly of: (said: readonly string[]) => Wishes;
};

/** What was said about each of these records, and what all of one person's come to today. */
async function wishesIn(
  transaction: Transaction,
  compartments: readonly Compartment[],
  { keeping, viewers }: { readonly keeping: Keeping; readonly viewers: Viewers },
): Promise<Said> {
  const rows = await consentsIn(transaction, compartments);
  if (rows.length === 0) return { said: new Map(), of: () => NO_WISHES };
  const naming = await partnersNamed(transaction, namesIn(rows.map(({ said }) => said)), viewers.partners);
  const keyOf = (organization: string) => viewers.partners.get(organization)?.key;
  const today = dayIn(keeping.zone, keeping.now());
  const said = new Map<string, string[]>();
  for (const row of rows) said.set(placeKey(row), [...(said.get(placeKey(row)) ?? []), row.said]);
  return { said, of: (all) => wishesOf(all, today, { naming, keyOf }) };
}

const placeKey = (one: Compartment) => keyOf(placeOf(one));

async function viewersFor(
  transaction: Transaction,
  relations: readonly Related[],
  { ports, planners, houses = () => [] }: Keeping,
): Promise<Viewers> {
  const organizations = await ports.contributors.organizations();
  const partners = new Map(organizations.map((one): [string, Partner] => [one.organization, one]));
  const named = await partnersNamed(transaction, [...new Set(relations.map(({ holder }) => holder))], partners);
  const keys = await ports.contributors.viewerKeys(organizations.map(({ organization }) => organization));
  const houseOf = (organization: string): readonly string[] =>
    houses().find(([own]) => own === organization) ?? [organization];
  // Who took an organisation's place is related to whom that was; that one keeps its rows, for who still sits there.
  const viewersOf = (organization: string | undefined): readonly number[] => {
    if (organization === undefined) return [];
    const heirs = houses().flatMap((names) => (names.includes(organization) ? names.slice(0, 1) : []));
    return [...new Set([organization, ...heirs])].flatMap((one) => keys.get(one) ?? []);
  };
  const nameOfKey = new Map(organizations.map(({ key, organization }) => [key, organization]));
  return {
    bondsOf: ({ holder, rel, until }) =>
      viewersOf(named.get(holder)?.organization).map((viewer) => ({ viewer, rel, until: Number(until) })),
    contributors: (org) =>
      viewersOf(nameOfKey.get(org)).map((viewer) => ({ viewer, rel: CONTRIBUTED, until: Number.POSITIVE_INFINITY })),
    payersOf: (charged) => [...new Set(charged.flatMap(({ org }) => viewersOf(nameOfKey.get(org))))],
    lookers: organizations.flatMap(({ key, organization }) => {
      const viewer = keys.get(organization);
      return viewer === undefined ? [] : [{ viewer, key, names: houseOf(organization) }];
    }),
    partners,
    planners: [...new Set((await planners()).flatMap(viewersOf))],
  };
}
