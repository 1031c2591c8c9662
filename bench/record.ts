import { repositoryMigrations } from '#repository';
import { migrate, openStore, type Store, sql } from '#store';
import { type Beside, startBeside } from './beside.ts';
import type { Target } from './people.ts';

/** The record's API alone, on a database of its own: nothing else works while it is measured. */
export async function openRecord(url: string): Promise<{ readonly server: Beside; readonly target: Target }> {
  const store = await openStore({ url });
  try {
    await migrate(store, repositoryMigrations);
    const { organization, viewer } = await contributor(store);
    const server = await startBeside('switched', [url, 'audit', String(organization), String(viewer)]);
    return { server, target: { base: () => `http://127.0.0.1:${server.port}`, token: 'system' } };
  } finally {
    await store.close();
  }
}

/** Keys for whoever writes, and looks. */
export async function contributor(store: Store): Promise<{ readonly organization: number; readonly viewer: number }> {
  const name = 'Organization/bench';
  await store.run(
    sql`insert into organization_key (organization, name) values (${name}, ${name}) on conflict do nothing`,
  );
  await store.run(sql`insert into viewer (holder) values (${name}) on conflict do nothing`);
  const keys = await store.first<{
    organization: number;
    viewer: number;
  }>(sql`select o.key as organization, v.key as viewer
    from organization_key o join viewer v on v.holder = o.organization where o.organization = ${name}`);
  if (keys === undefined) throw new Error('nobody may write');
  return keys;
}
