import { createHash } from 'node:crypto';
import { sql } from './sql.ts';
import type { Migration, Store, Transaction } from './store.ts';

/**
 * Brings the schema up to date, in the order of the list; answers the names applied now. Every migration is one transaction under a lock,
 * so that programs started together apply each once. Throws where a migration that was applied has been edited since.
 */
export async function migrate(store: Store, migrations: readonly Migration[]): Promise<readonly string[]> {
  const names = new Set(migrations.map(({ name }) => name));
  if (names.size !== migrations.length) throw new Error('two migrations have one name');
  await store.write(async (transaction) => {
    await lock(transaction);
    await transaction.run(sql`create table if not exists schema_migration (
      name text primary key, sha256 text not null, at timestamptz not null default now())`);
  });
  const applied = await store.all<Applied>(sql`select name, sha256 from schema_migration`);
  const known = new Map(applied.map(({ name, sha256 }) => [name, sha256]));
  for (const migration of migrations) refuseEdited(migration, known.get(migration.name));
  const now: string[] = [];
  for (const migration of migrations.filter(({ name }) => !known.has(name))) {
    if (await store.write((transaction) => apply(transaction, migration))) now.push(migration.name);
  }
  return now;
}

type Applied = { readonly name: string; readonly sha256: string };

/** Any number, so long as it is ours: the advisory lock of schema changes. */
const LOCK = 7_266_021;

async function apply(transaction: Transaction, migration: Migration): Promise<boolean> {
  await lock(transaction);
  // Another program may have been first.
  const found = await transaction.first<Applied>(
    sql`select name, sha256 from schema_migration where name = ${migration.name}`,
  );
  refuseEdited(migration, found?.sha256);
  if (found) return false;
  await transaction.run(sql.raw(migration.sql));
  await transaction.run(
    sql`insert into schema_migration (name, sha256) values (${migration.name}, ${sha256Of(migration)})`,
  );
  return true;
}

/** An index of a large table may take long: no time limit here, the lock is waited for as long as it takes. */
async function lock(transaction: Transaction): Promise<void> {
  await transaction.run(sql`set local statement_timeout = 0`);
  await transaction.run(sql`set local lock_timeout = 0`);
  await transaction.run(sql`set local client_min_messages = warning`);
  await transaction.run(sql`select pg_advisory_xact_lock(${LOCK})`);
}

function refuseEdited(migration: Migration, applied: string | undefined): void {
  if (applied === undefined || applied === sha256Of(migration)) return;
  throw new Error(
    `migration ${migration.name} was edited after it was applied to this database; undo the edit and write a new migration`,
  );
}

function sha256Of({ sql: text }: Migration): string {
  return createHash('sha256').update(text).digest('hex');
}
