import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { typeNumber, WIDER_TYPES } from '#fhir';
import { type Store, sql } from '#store';
import { widerCompartment } from '../migrations/0043-wider-compartment.ts';
import type { Projection } from '../repository.ts';
import { arrayLiteral } from '../write/arrays.ts';

/** What a joint keeps of each Task. */
export const note: Projection = {
  table: 'home_note',
  columns: [{ name: 'words', type: 'text' }],
  types: ['Task'],
  rows: (resource) => [[String(resource['description'] ?? '')]],
};

/** As these types were written before they could be in a compartment: all with nobody, told to nobody, found by their ids alone. */
export async function age(store: Store): Promise<void> {
  const old = sql`typ = any(${arrayLiteral(WIDER_TYPES.map(typeNumber))}::smallint[])`;
  await store.write(async (transaction) => {
    await transaction.run(sql`delete from member where ${old}`);
    await transaction.run(sql`delete from locator where ${old}`);
    await transaction.run(sql`delete from change where ${old}`);
    await transaction.run(sql`delete from reindexing`);
    await transaction.run(sql`update resource set bkt = 0, cmp = 0 where ${old}`);
    await transaction.run(sql`update history set bkt = 0, cmp = 0, home = 0 where ${old}`);
    await transaction.run(sql`update home_note set bkt = 0, cmp = 0 where ${old}`);
    for (const table of ['word', 'range', 'ident'])
      await transaction.run(sql`update ${sql.raw(table)} set bkt = 0 where ${old}`);
    await transaction.run(sql.raw(widerCompartment.sql));
  });
}

const TABLES: Readonly<Record<string, string>> = {
  resource:
    'bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, array(select unnest(tok) order by 1) as tok, has, body',
  history: '*',
  member: '*',
  posting: '*',
  word: '*',
  range: '*',
  ident: '*',
  home_note: '*',
};

/** Where everything lies and what it is found by, as one text a table. */
export async function everything(store: Store): Promise<Readonly<Record<string, unknown>>> {
  const tables = Object.entries(TABLES).map(async ([table, columns]) => {
    const found = await store.first<{ rows: string | null }>(
      sql`select string_agg(x::text, chr(10) order by x::text) as rows from (select ${sql.raw(columns)} from ${sql.raw(table)}) x`,
    );
    return [table, found?.rows?.split('\n')] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

/** Runs it in a program of its own that dies at a named point; answers by what signal it ended. */
export async function killed(url: string, what: 'index' | 'homes', fault: string): Promise<string | null> {
  const program = join(import.meta.dirname, 'stopped.testing.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, url, what], {
    env: { ...process.env, CONCORD_TORTURE: '1', CONCORD_FAULT: fault },
    stdio: 'inherit',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}
