import { typeName } from '#fhir';
import { sql, type Transaction } from '#store';
import { indexRows } from '../index-rows/index-rows.ts';
import { classOf } from '../label/class.ts';
import { labelledAnew, type LabelSets } from '../label/labels.ts';
import { parameterNumber } from '../place/hash.ts';
import { storedAs } from '../index-rows/stored-as.ts';
import { arrayLiteral, insertOf } from '../write/arrays.ts';
import { instant } from '../write/instant.ts';
import { type Indexed, searchRows } from '../write/tables.ts';
import type { TermKeeper } from '../write/terms.ts';
import { type Found, keysOf, printed, storedPrints } from './stored.ts';

/** Where a page ends: in the order of the primary key, which is that in which everybody locks. */
export type Place = { readonly bkt: number; readonly typ: number; readonly id: string };

export type Page = { readonly looked: number; readonly rewritten: number; readonly last?: Place };

export type PageQuestion = {
  /** Numbers of types; all where absent. */
  readonly types?: readonly number[];
  /** Only resources that have a value for it. */
  readonly parameter?: string;
  /** The sets of sensitive codes as the run found them; should they grow meanwhile, its rows are older than they. */
  readonly sets: LabelSets;
};

const SIZE = 200;

/** Rewrites what the next resources are found by, where it is not what it would be now. They stay locked until the transaction ends. */
export async function reindexPage(
  transaction: Transaction,
  keepTerms: TermKeeper,
  { types, parameter, sets }: PageQuestion,
  after: Place | undefined,
): Promise<Page> {
  const found = await pageAfter(transaction, types, after);
  const last = found.at(-1);
  if (!last) return { looked: 0, rewritten: 0 };
  const now = found.map((row) => indexedOf(row, sets));
  const before = await storedPrints(transaction, found);
  const stale = now.filter((row, place) => concerns(row, parameter) && printed(row) !== before[place]);
  await rewrite(transaction, keepTerms, { rows: stale, version: sets.version });
  const { bkt, typ, id } = last;
  return { looked: found.length, rewritten: stale.length, last: { bkt, typ, id } };
}

function pageAfter(transaction: Transaction, types: PageQuestion['types'], after: Place | undefined) {
  const { bkt, typ, id } = after ?? { bkt: -1, typ: -1, id: '' };
  const ofTypes = types === undefined ? sql.empty : sql` and r.typ = any(${arrayLiteral(types)}::smallint[])`;
  return transaction.all<Found>(sql`
    select r.bkt, r.typ, r.id, r.cmp, r.org, r.basis, r.cls, r.lab, r.at, r.till, r.tok, r.has, r.body from resource r
    where (r.bkt, r.typ, r.id) > (${bkt}::smallint, ${typ}::smallint, ${id})${ofTypes}
    order by r.bkt, r.typ, r.id limit ${SIZE}::int for no key update of r`);
}

function indexedOf({ bkt, cmp, typ, id, org, basis, lab, body }: Found, sets: LabelSets): Indexed {
  const type = typeName(typ);
  const resource = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return {
    typ,
    id,
    home: { bkt, cmp },
    by: { organization: org, basis },
    cls: classOf(type, resource),
    lab: labelledAnew(resource, lab, sets),
    index: indexRows(type, resource),
  };
}

function concerns({ typ, index }: Indexed, parameter: string | undefined): boolean {
  if (parameter === undefined) return true;
  const type = typeName(typ);
  return storedAs(type, parameter).some((code) => index.has.includes(parameterNumber(type, code)));
}

type Rewriting = { readonly rows: readonly Indexed[]; readonly version: number };

async function rewrite(transaction: Transaction, keepTerms: TermKeeper, { rows, version }: Rewriting): Promise<void> {
  if (rows.length === 0) return;
  await keepTerms(transaction, rows);
  const keys = keysOf(rows.map(({ home, typ, id }) => ({ bkt: home.bkt, typ, id })));
  const forgotten = ['posting', 'word', 'range', 'ident'].map(
    (table, place) =>
      sql`${sql.raw(`d${place}`)} as (delete from ${sql.raw(table)} t using k where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id))`,
  );
  const column = (of: (row: Indexed) => unknown) => arrayLiteral(rows.map(of));
  await transaction.run(sql`
    with k as (${keys}), ${sql.join(forgotten)}
    update resource r set cls = n.cls, lab = n.lab, labver = ${version}::smallint, at = n.at, till = n.till,
      tok = n.tok::bigint[], has = n.has::int[]
    from k join unnest(${column(({ cls }) => cls)}::smallint[], ${column(({ lab }) => lab)}::int[],
      ${column(({ index }) => edge(index.at))}::timestamptz[], ${column(({ index }) => edge(index.till))}::timestamptz[],
      ${column(({ index }) => arrayLiteral(index.tok.map(String)))}::text[], ${column(({ index }) => arrayLiteral(index.has))}::text[])
      with ordinality n(cls, lab, at, till, tok, has, n) on n.n = k.n
    where (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`);
  for (const table of searchRows(rows)) if (table.rows.length > 0) await transaction.run(insertOf(table));
}

/** A date as PostgreSQL reads it. */
function edge(at: number | undefined): string {
  const ms = instant(at);
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  return ms > 0 ? 'infinity' : '-infinity';
}
