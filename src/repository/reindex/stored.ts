import { type Sql, sql, type Transaction } from '#store';
import { arrayLiteral } from '../write/arrays.ts';
import { instant } from '../write/instant.ts';
import type { Indexed } from '../write/tables.ts';

/** A resource as it lies in the store, locked, with what it is found by in its own row. */
export type Found = {
  readonly bkt: number;
  readonly typ: number;
  readonly id: string;
  readonly cmp: string;
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  readonly at: Date | number;
  readonly till: Date | number;
  readonly tok: readonly string[];
  readonly has: readonly number[];
  readonly body: string;
};

type Companion = { readonly place: number; readonly said: string };

/** Everything that these resources are found by, each as one text, to be held against `printed`. By their place. */
export async function storedPrints(transaction: Transaction, found: readonly Found[]): Promise<readonly string[]> {
  const companions = await transaction.all<Companion>(sql`
    with k as (${keysOf(found)})
    select k.n::int - 1 as place, 'p ' || p.tok || ' ' || coalesce(extract(epoch from nullif(nullif(p.at, 'infinity'), '-infinity')) * 1000, 0)::bigint
        || ' ' || p.cls || ' ' || p.lab as said from k join posting p on (p.bkt, p.typ, p.id) = (k.bkt, k.typ, k.id)
    union all select k.n::int - 1, 'w ' || w.prm || ' ' || w.val from k join word w on (w.bkt, w.typ, w.id) = (k.bkt, k.typ, k.id)
    union all select k.n::int - 1, 'i ' || i.h || ' ' || i.sys || ' ' || i.val from k join ident i on (i.bkt, i.typ, i.id) = (k.bkt, k.typ, k.id)`);
  const ranges = await transaction.all<{ place: number; prm: number; code: string; lo: number; hi: number }>(sql`
    with k as (${keysOf(found)})
    select k.n::int - 1 as place, r.prm, r.code, r.lo, r.hi from k join range r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`);
  const said = found.map((row): string[] => {
    const { cls, lab, at, till, tok, has } = row;
    return [`r ${cls} ${lab} ${edge(at)} ${edge(till)} ${has.join(' ')}`, ...tok.map((one) => `t ${one}`)];
  });
  for (const { place, said: one } of companions) said[place]?.push(one);
  for (const { place, prm, code, lo, hi } of ranges) said[place]?.push(`n ${prm} ${code} ${lo} ${hi}`);
  return said.map(joined);
}

/** The same of what the resource would be found by if it were written now. */
export function printed({ cls, lab, index }: Indexed): string {
  const [at, till] = [edge(instant(index.at)), edge(instant(index.till))];
  const posted = Number.isFinite(Number(at)) ? at : '0';
  return joined([
    `r ${cls} ${lab} ${at} ${till} ${index.has.join(' ')}`,
    ...index.tok.map((one) => `t ${one}`),
    ...index.posting.map((tok) => `p ${tok} ${posted} ${cls} ${lab}`),
    ...index.word.map(({ prm, val }) => `w ${prm} ${val}`),
    ...index.range.map(({ prm, code, lo, hi }) => `n ${prm} ${code} ${lo} ${hi}`),
    ...index.ident.map(({ h, sys, val }) => `i ${h} ${sys} ${val}`),
  ]);
}

/** The keys of resources as rows k(bkt, typ, id, n). */
export function keysOf(rows: readonly Pick<Found, 'bkt' | 'typ' | 'id'>[]): Sql {
  const column = (of: (row: Pick<Found, 'bkt' | 'typ' | 'id'>) => string | number) => arrayLiteral(rows.map(of));
  return sql`select * from unnest(${column(({ bkt }) => bkt)}::smallint[], ${column(({ typ }) => typ)}::smallint[],
    ${column(({ id }) => id)}::text[]) with ordinality k(bkt, typ, id, n)`;
}

/** In whole milliseconds, as a date of the driver has them. */
function edge(at: Date | number): string {
  return String(typeof at === 'number' ? Math.floor(at) : at.getTime());
}

function joined(said: string[]): string {
  return said.sort().join('\n');
}
