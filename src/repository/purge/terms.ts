import { type Sql, sql, type Transaction } from '#store';
import { typeName } from '#fhir';
import { indexRows } from '../index-rows/index-rows.ts';
import type { Term } from '../index-rows/term.ts';
import { arrayLiteral } from '../write/arrays.ts';

export type Said = { readonly terms: readonly Term[]; readonly parameters: readonly number[] };

/** What these texts of resources have put into `term`, and under which parameters of `range` their units stand. */
export function saidBy(rows: readonly { readonly typ: number; readonly body: string | null }[]): Said {
  const terms = new Set<Term>();
  const parameters = new Set<number>();
  for (const { typ, body } of rows) {
    if (body === null) continue;
    const index = indexRows(typeName(typ), JSON.parse(body) as Readonly<Record<string, unknown>>);
    for (const term of index.terms) terms.add(term);
    for (const { prm } of index.range) parameters.add(prm);
  }
  return { terms: [...terms], parameters: [...parameters] };
}

/**
 * Takes out what nobody says any more, once the rows that said it are gone. A unit counts as said where the same parameter has it: one
 * that another parameter alone has is missed by its human name until it is written next. Plan: resource_tokens, range_low.
 */
export async function forgetUnsaid(transaction: Transaction, { terms, parameters }: Said): Promise<readonly Term[]> {
  if (terms.length === 0) return [];
  const column = (of: (term: Term) => string | number | bigint): Sql =>
    sql`${arrayLiteral(terms.map((term) => String(of(term))))}`;
  const gone = await transaction.all<{ readonly place: number }>(sql`
    delete from term t using unnest(${column(({ prm }) => prm)}::int[], ${column(({ val }) => val)}::text[],
      ${column(({ hash }) => hash)}::bigint[]) with ordinality k(prm, val, hash, n)
    where (t.prm, t.val) = (k.prm, k.val)
      and not exists (select 1 from resource r where r.tok @> array[k.hash])
      and not exists (select 1 from range x where x.prm = any(${parameters}::int[]) and x.code = k.hash)
    returning k.n::int - 1 as place`);
  return gone.flatMap(({ place }) => terms[place] ?? []);
}
