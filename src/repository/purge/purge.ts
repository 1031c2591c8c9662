import type { Access } from '#agreement';
import { sql, type Transaction } from '#store';
import { eraseLines } from '../audit/erase.ts';
import type { Context } from '../context.ts';
import { keysOf, type Lies, placesOf } from '../label/restrict.ts';
import { tellLinked } from '../persons/persons.ts';
import { locatorBucket } from '../place/compartment.ts';
import type { Compartment } from '../repository.ts';
import { arrayLiteral } from '../write/arrays.ts';
import { type Key, nameOf } from '../write/current.ts';
import type { Said } from './content.ts';
import { forgetUnsaid, saidBy } from './terms.ts';
import { keepTombstones, type Tombstone, tombstoneOf, tombstoneOfContent } from './tombstone.ts';

export type Purge = { readonly access: Access; readonly at: Date; readonly because: string };

export type Purged = {
  readonly items: number;
  readonly tombstones: readonly Tombstone[];
  /** Whose records they lay in. */
  readonly places: readonly Compartment[];
};

/**
 * Takes items out of the record for good, in the caller's transaction: every version, everything that they are found by, what joints keep of
 * them, what was answered about them, what the log says of them. A tombstone stays, which says nothing. That it was done is a line of
 * the log. Not for hot paths: it looks through the feed, the kept answers and the log once.
 */
export async function purge(
  context: Context,
  transaction: Transaction,
  items: readonly Key[],
  { access, at, because }: Purge,
): Promise<Purged> {
  const named = [...new Map(items.map((key) => [nameOf(key), key])).values()];
  const all = [...named, ...(await attachedTo(transaction, named))];
  const places = await placesOf(transaction, all);
  const keys = keysOf(places);
  const versions = await transaction.all<Said>(sql`
    select r.org, r.typ, r.body from ${keys} join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)
    union all select v.org, v.typ, v.body from ${keys} join history v on (v.bkt, v.typ, v.id) = (k.bkt, k.typ, k.id)`);
  const said = saidBy(versions);
  const marks = await context.erasedContents.keep(transaction, versions, at);
  const people = await transaction.all<Compartment>(sql`
    select r.bkt, r.cmp from ${keys} join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id) where r.cmp <> 0
    union select v.home, v.cmp from ${keys} join history v on (v.bkt, v.typ, v.id) = (k.bkt, k.typ, k.id) where v.cmp <> 0`);
  const tombstones = all.map((key) => tombstoneOf(key, at));
  await keepTombstones(transaction, tombstones);
  await takeOut(context, transaction, places);
  await transaction.run(sql`delete from locator l using unnest(${arrayLiteral(all.map(({ type, id }) => locatorBucket(type, id)))}::smallint[],
    ${arrayLiteral(all.map(({ id }) => id))}::text[]) k(h, id) where (l.h, l.id) = (k.h, k.id)`);
  context.keepTerms.forget(await forgetUnsaid(transaction, said));
  await forgetAnswers(transaction, all);
  await eraseLines(transaction, await linesAbout(transaction, all), { access, at, because });
  await tellLinked(transaction, people);
  const contents = marks.map((mark) => tombstoneOfContent(mark, at));
  return { items: all.length, tombstones: [...tombstones, ...contents], places: people };
}

/** Contents that only these point to: a document goes with its pages. */
async function attachedTo(transaction: Transaction, items: readonly Key[]): Promise<readonly Key[]> {
  const documents = items.filter(({ type }) => ['DocumentReference', 'DiagnosticReport', 'Media'].includes(type));
  if (documents.length === 0) return [];
  const rows = await transaction.all<{ readonly body: string }>(sql`
    select r.body from ${keysOf(await placesOf(transaction, documents))} join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`);
  const found = rows.flatMap(({ body }) => [
    ...body.matchAll(/"url"\s*:\s*"(?:[^"]*\/)?Binary\/([A-Za-z0-9.-]{1,64})/g),
  ]);
  return found.map(([, id = '']): Key => ({ type: 'Binary', id }));
}

/** Tables of rows that belong to one resource, and where its bucket stands in them. */
const TABLES = ['posting', 'word', 'range', 'ident', 'member', 'history', 'resource'];

async function takeOut({ projections }: Context, transaction: Transaction, places: readonly Lies[]): Promise<void> {
  if (places.length === 0) return;
  const projected = projections.flatMap(({ table, past }) => (past === undefined ? [table] : [table, past]));
  for (const table of new Set([...projected, ...TABLES])) {
    const bucket = sql.raw(table === 'member' ? 'home' : 'bkt');
    await transaction.run(
      sql`delete from ${sql.raw(table)} t using ${keysOf(places)} where (t.${bucket}, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
    );
  }
  for (const table of [sql`charged`, sql`charged_past`])
    await transaction.run(sql`delete from ${table} t using ${keysOf(places)} where (t.typ, t.id) = (k.typ, k.id)`);
  // The feed goes on saying where an item lay before it came home to somebody's record.
  await transaction.run(sql`delete from change t using ${keysOf(places)} where (t.typ, t.id) = (k.typ, k.id)`);
}

/** Answers kept for repeated requests: whoever repeats one hears that it is gone, and nothing is written anew. */
async function forgetAnswers(transaction: Transaction, items: readonly Key[]): Promise<void> {
  const text = 'What this request wrote was erased, as its person has a right to.';
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'deleted', diagnostics: text }],
  };
  await transaction.run(sql`
    update idempotency i set status = 410, headers = '{"content-type":"application/fhir+json; charset=utf-8"}'::jsonb,
      response = ${JSON.stringify(outcome)}
    where exists (select 1 from unnest(${arrayLiteral(items.map(({ id }) => `"${id}"`))}::text[], ${arrayLiteral(items.map(nameOf))}::text[]) k(id, name)
      where strpos(i.response, k.id) > 0 or strpos(i.response, k.name) > 0 or strpos(i.headers::text, k.name) > 0)`);
}

/** Lines of the log that name one of these. Not by an index: lines are many, and pay for none that only erasing would use. */
async function linesAbout(transaction: Transaction, items: readonly Key[]): Promise<readonly number[]> {
  const names = arrayLiteral(items.map(nameOf));
  const rows = await transaction.all<{ readonly seq: string }>(sql`
    select a.seq from audit a where a.leaf is null and a.action <> 'erase-audit'
      and (a.typ || '/' || a.id = any(${names}::text[]) or a.found && ${names}::text[])`);
  return rows.map(({ seq }) => Number(seq));
}
