import { type Access, type Expr, relationshipBits } from '#agreement';
import { seeded } from '#base';
import { type OpenRepository, openRepository, type Repository } from '#repository';
import { type Store, sql } from '#store';
import { compartmentOf } from '../place/compartment.ts';
import { itemOf, type Item } from './oracle.testing.ts';
import { choose, PEOPLE, randomResources, TYPES } from './world.testing.ts';

export const NOW = Date.parse('2025-06-02T12:00:00Z');
export const SYSTEM: Access = {
  principal: 'client/loader',
  role: 'system',
  purpose: 'direct-care',
  organization: 1,
  basis: 1,
  viewer: 1,
  filter: { op: 'always' },
  writes: 'everything',
  choosesIds: true,
};
export const TEAM = relationshipBits('team');
const SHARED: Expr = {
  op: 'or',
  of: [
    { op: 'impersonal' },
    {
      op: 'and',
      of: [
        { op: 'relationship', bits: TEAM },
        { op: 'org', in: [1, 2] },
        { op: 'unlabelled', bits: 0b1111 },
        { op: 'undenied' },
      ],
    },
  ],
};
export const NURSE: Access = {
  ...SYSTEM,
  principal: 'account/7',
  role: 'practice-nurse',
  viewer: 900,
  filter: SHARED,
  writes: 'none',
  choosesIds: false,
};

export type SearchedWorld = {
  readonly repositories: OpenRepository;
  /** Sees everything. */
  readonly system: Repository;
  /** Is on the team of all but p1; p2 has denied her what organisation 2 wrote. */
  readonly nurse: Repository;
  /** What each sees, told by an account of the policy of its own. */
  readonly everything: readonly Item[];
  readonly shared: readonly Item[];
  /** Moves the repository's clock. */
  readonly setClock: (now: number) => void;
};

/** 166 random resources, written by three organisations. */
export async function searchedWorld(store: Store): Promise<SearchedWorld> {
  let clock = NOW - 86_400_000 * 2;
  const random = seeded(11);
  const repositories = openRepository({
    store,
    random,
    now: () => clock,
    projections: [],
    admissions: [],
    secret: 'a secret of the test',
  });
  const writers: Repository[] = [];
  for (const name of ['one', 'two', 'three']) {
    const organization = await repositories.contributors.organizationKey(`Organization/${name}`, name);
    writers.push(repositories.bind({ ...SYSTEM, organization }));
  }
  for (const made of randomResources(seeded(5), 150)) {
    const written = await choose(random, writers).update(made.resourceType, made.id, JSON.stringify(made));
    if (!written.ok) throw new Error(JSON.stringify(written));
    clock += 1_000_000;
  }
  clock = NOW;
  for (const [index, person] of PEOPLE.slice(1).entries()) {
    const { bkt, cmp } = compartmentOf(`Patient/${person}`);
    await store.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, deny_org) values
      (${NURSE.viewer}::int, 0, ${bkt}::smallint, ${cmp}::bigint, ${TEAM}::int, ${index === 0 ? [2] : []}::int[])`);
  }
  const system = repositories.bind(SYSTEM);
  const all = await everyItem(system);
  const setClock = (now: number): void => {
    clock = now;
  };
  return {
    repositories,
    system,
    nurse: repositories.bind(NURSE),
    everything: all,
    shared: all.filter(isShared),
    setClock,
  };
}

type Attributed = Item & { readonly org: number; readonly lab: number };

function isShared({ patients: [home], org, lab }: Attributed): boolean {
  if (home === undefined) return true;
  if (home === 'Patient/p1' || org === 3 || (lab & 0b1111) !== 0) return false;
  return home !== 'Patient/p2' || org !== 2;
}

async function everyItem(system: Repository): Promise<readonly Attributed[]> {
  const found: Attributed[] = [];
  for (const type of TYPES) {
    const page = await system.search({ type, parameters: [['_count', '1000']], handling: 'strict' });
    if (!page.ok) throw new Error(JSON.stringify(page));
    for (const { resource } of page.value.entries)
      found.push({ ...itemOf(resource), org: resource.org, lab: resource.lab });
  }
  return found;
}
