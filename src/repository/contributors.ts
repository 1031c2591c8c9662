import { type Sql, type Store, sql } from '#store';
import type { Contributors } from './ports.ts';

/** Short numbers of organisations, feeds and viewers. They are never changed once given, so memory of them never ages. */
export function contributorsOf(
  store: Store,
): Contributors & { readonly viewerOf: (organization: number) => Promise<number> } {
  const keys = new Map<string, Promise<number>>();
  const remember = (name: string, find: () => Promise<number>): Promise<number> => {
    const known = keys.get(name);
    if (known) return known;
    const asked = find();
    keys.set(name, asked);
    // What failed is asked anew next time.
    asked.catch(() => keys.delete(name));
    return asked;
  };
  const names = new Map<string, string>();
  const viewerKey = (holder: string) =>
    remember(`viewer ${holder}`, () =>
      keyOf(
        store,
        existing('viewer', 'holder', holder),
        sql`
      insert into viewer (holder) values (${holder}) on conflict do nothing returning key`,
      ),
    );
  return {
    organizationKey: async (organization, name) => {
      const key = await remember(`organization ${organization}`, () =>
        keyOf(
          store,
          existing('organization_key', 'organization', organization),
          sql`
        insert into organization_key (organization, name) values (${organization}, ${name ?? organization})
        on conflict do nothing returning key`,
        ),
      );
      if (name !== undefined && names.get(organization) !== name) await rename(store, key, name);
      if (name !== undefined) names.set(organization, name);
      return key;
    },
    basisKey: (organization, feed, purpose) =>
      remember(`basis ${organization} ${feed}`, () =>
        keyOf(
          store,
          sql`
        select key from basis where organization = ${organization}::int and feed = ${feed}`,
          sql`
        insert into basis (organization, feed, purpose) values (${organization}, ${feed}, ${purpose})
        on conflict do nothing returning key`,
        ),
      ),
    viewerKey,
    viewerKeys: (holders) => viewerKeys(store, holders),
    viewerOf: (organization) =>
      remember(`viewer of ${organization}`, async () => viewerKey(await holderOf(store, organization))),
    holderOf: holdersOn(store),
    organizations: () =>
      store.all(sql.prepared(sql`select key, organization, name from organization_key order by key limit 10000`)),
  };
}

/** Whoever reads their own record is asked for with every page of theirs. */
function holdersOn(store: Store): Contributors['holderOf'] {
  const holders = new Map<number, string>();
  return async (viewer) => {
    const known = holders.get(viewer);
    if (known !== undefined) return known;
    const row = await store.first<{ holder: string }>(sql`select holder from viewer where key = ${viewer}::int`);
    if (row) holders.set(viewer, row.holder);
    return row?.holder;
  };
}

function existing(table: 'viewer' | 'organization_key', column: 'holder' | 'organization', value: string): Sql {
  return sql`select key from ${sql.raw(table)} where ${sql.raw(column)} = ${value}`;
}

/** Two statements for any number of holders, and nothing is remembered: there is a viewer for every person. */
async function viewerKeys(store: Store, holders: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const find = async (wanted: readonly string[]) => {
    const rows = await store.all<{ holder: string; key: number }>(sql`
      select holder, key from viewer where holder = any(${wanted}::text[])`);
    for (const { holder, key } of rows) found.set(holder, key);
    return wanted.filter((holder) => !found.has(holder));
  };
  const missing = holders.length === 0 ? [] : await find(holders);
  if (missing.length === 0) return found;
  await store.run(sql`insert into viewer (holder) select unnest(${missing}::text[]) on conflict do nothing`);
  await find(missing);
  return found;
}

/** Get or create: whoever loses the race reads what the winner wrote. */
async function keyOf(store: Store, find: Sql, make: Sql): Promise<number> {
  for (const statement of [find, make, find]) {
    const row = await store.first<{ key: number }>(statement);
    if (row) return row.key;
  }
  throw new Error('a key was neither found nor made');
}

async function rename(store: Store, key: number, name: string): Promise<void> {
  await store.run(sql`update organization_key set name = ${name} where key = ${key}::int and name <> ${name}`);
}

async function holderOf(store: Store, organization: number): Promise<string> {
  const row = await store.first<{ organization: string }>(sql`
    select organization from organization_key where key = ${organization}::int`);
  if (!row) throw new Error(`an access names organisation ${organization}, which has no key`);
  return row.organization;
}
