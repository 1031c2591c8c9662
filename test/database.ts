import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { type Migration, migrate, openStore, type Store, sql } from '#store';
import { allMigrations } from './migrations.ts';

export type TestDatabase = {
  readonly store: Store;
  readonly url: string;
  /** Closes the store and drops the database; left out, it happens at the end of the test file. */
  readonly drop: () => Promise<void>;
};

/** The database of this test file, with every migration of the repository; made at the first call, dropped at the end of the file. */
export async function testStore(): Promise<Store> {
  shared ??= freshDatabase();
  return (await shared).store;
}

/** An empty database with these migrations (all, where none are named): cloned from a template that is made once a run. */
export async function freshDatabase(migrations?: readonly Migration[]): Promise<TestDatabase> {
  const admin = await administrator();
  return copyOf(admin, await migrated(admin, migrations ?? (await allMigrations())));
}

/**
 * A database with every migration and with what `fill` puts in, which runs once a run: every further caller gets a copy. `fill` must
 * have closed what it opened when it ends.
 */
export async function filledDatabase(called: string, fill: (url: string) => Promise<void>): Promise<TestDatabase> {
  const admin = await administrator();
  const from = await migrated(admin, await allMigrations());
  return copyOf(admin, await templateOf(admin, { name: `template_${inject('run')}_${called}`, from, fill }));
}

async function copyOf(admin: Store, template: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  await admin.run(sql`create database ${sql.raw(name)} template ${sql.raw(template)}`);
  const url = urlOf(name);
  const store = await openStore({ url, max: 12 });
  let dropped: Promise<void> | undefined;
  const drop = async (): Promise<void> => {
    await store.close();
    await admin.run(sql`drop database if exists ${sql.raw(name)} with (force)`);
  };
  const once = (): Promise<void> => (dropped ??= drop());
  drops.push(once);
  return { store, url, drop: once };
}

/** The server of this run; a test that needs more than a database of its own starts from here. */
export function serverUrl(): string {
  return inject('databaseUrl');
}

let shared: Promise<TestDatabase> | undefined;
let admins: Promise<Store> | undefined;
const drops: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const drop of drops) await drop();
  await (await admins)?.close();
});

function administrator(): Promise<Store> {
  admins ??= openStore({ url: serverUrl(), max: 2, applicationName: 'concord test', statementTimeoutMs: 600_000 });
  return admins;
}

function urlOf(database: string): string {
  return serverUrl().replace(/\/[^/?]*(\?|$)/, `/${database}$1`);
}

type Template = {
  readonly name: string;
  readonly from: string;
  readonly fill: (url: string) => Promise<void>;
};

function migrated(admin: Store, migrations: readonly Migration[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  const fill = async (url: string): Promise<void> => {
    const store = await openStore({ url, max: 2 });
    try {
      await migrate(store, migrations);
    } finally {
      await store.close();
    }
  };
  return templateOf(admin, { name: `template_${hash}`, from: 'template0', fill });
}

/**
 * Test files run side by side: whoever comes first makes the template, the others wait for the lock. It lasts minutes on a busy machine, on a
 * connection of its own: a store gives up all of its when the database seems not to answer, and the next would build while this one does.
 */
async function templateOf(admin: Store, template: Template): Promise<string> {
  if (await exists(admin, template.name)) return template.name;
  const lock = new Client({ connectionString: serverUrl(), application_name: 'concord test', keepAlive: true });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1, hashtext($2))', [BUILDING, template.name]);
    if (!(await exists(admin, template.name))) await build(admin, template);
  } finally {
    await lock.end();
  }
  return template.name;
}

const BUILDING = 7_266_022;

async function build(admin: Store, { name, from, fill }: Template): Promise<void> {
  const partial = `${name}_partial`;
  await admin.run(sql`drop database if exists ${sql.raw(partial)} with (force)`);
  await admin.run(sql`create database ${sql.raw(partial)} template ${sql.raw(from)}`);
  await fill(urlOf(partial));
  await admin.run(sql`alter database ${sql.raw(partial)} rename to ${sql.raw(name)}`);
}

async function exists(admin: Store, name: string): Promise<boolean> {
  return (await admin.first(sql`select from pg_database where datname = ${name}`)) !== undefined;
}
