import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '#agreement';
import { seeded } from '#base';
import { type Store, sql } from '#store';
import { type OpenRepository, openRepository, type RepositoryParts } from './open.ts';

/** A repository with a clock that a test turns, and chance that repeats. */
export type Opened = OpenRepository & {
  readonly clock: { now: number };
  readonly system: (organization?: string) => Promise<Access>;
  readonly nurse: (organization: string) => Promise<Access>;
};

export const START = Date.parse('2026-03-02T10:00:00.000Z');

export function openForTest(store: Store, parts: Partial<RepositoryParts> = {}): Opened {
  const clock = { now: START };
  const random = seeded(7);
  const repository = openRepository({
    store,
    now: () => clock.now,
    random,
    projections: [],
    admissions: [],
    secret: 'of the tests',
    ...parts,
  });
  const accessOf = async (organization: string, rest: Partial<Access>): Promise<Access> => {
    const key = await repository.contributors.organizationKey(organization);
    return {
      principal: `client/${organization}`,
      role: 'system',
      purpose: 'direct-care',
      organization: key,
      basis: await repository.contributors.basisKey(key, 'test', 'direct-care'),
      viewer: await repository.contributors.viewerKey(organization),
      filter: { op: 'always' },
      writes: 'everything',
      choosesIds: true,
      ...rest,
    };
  };
  return {
    ...repository,
    clock,
    system: (organization = 'Organization/trust') => accessOf(organization, {}),
    nurse: async (organization) => {
      const own = await repository.contributors.organizationKey(organization);
      return accessOf(organization, {
        principal: `account/nurse of ${organization}`,
        role: 'practice-nurse',
        filter: {
          op: 'or',
          of: [
            { op: 'impersonal' },
            { op: 'and', of: [{ op: 'org', in: [own] }, { op: 'relationship', bits: 1 }, { op: 'undenied' }] },
          ],
        },
        writes: 'own-people',
        choosesIds: false,
      });
    },
  };
}

export async function countOf(store: Store, table: string): Promise<number> {
  const row = await store.first<{ count: number }>(sql`select count(*)::int as count from ${sql.raw(table)}`);
  return row?.count ?? 0;
}

/**
 * Waits until no transaction that began before the last change still runs. Databases of other tests share the server, and what the
 * feed holds back for their sake is not held back for long.
 */
export async function settled(store: Store): Promise<void> {
  const waiting = sql`select 1 as one from change where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1`;
  for (let tries = 0; tries < 500 && (await store.first(waiting)) !== undefined; tries += 1) await sleep(10);
}
