import { type Access, type Expr, PURPOSES, type Purpose, type Stale, withStale } from '#agreement';
import { typeName, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { assume } from './policy/assume.ts';
import { readStale } from './label/keep.ts';
import { staleIn } from './policy/stale.ts';
import { toSql } from './policy/to-sql.ts';
import { visible } from './policy/visible.ts';

/** What a viewer would find for a purpose by a policy that need not be in force. */
export type CountQuestion = { readonly viewer: number; readonly purpose: Purpose; readonly expr: Expr };

/** How many items of one class and set of labels, of how many people. */
export type ItemCount = {
  readonly cls: number;
  readonly lab: number;
  readonly items: number;
  readonly people: number;
};

/**
 * Counts what a policy would let through about people: numbers, no item. Whether who asks may know them is for the caller to judge. It goes
 * from the viewer's rows of `access`, since nothing about a person is given to a viewer without one. Plan: the viewer's range of
 * access_pkey, resource_compartment for each.
 */
export async function countItems(reader: Reader, question: CountQuestion, now: Date): Promise<readonly ItemCount[]> {
  const where = found(question, now, await readStale(reader));
  if (where === undefined) return [];
  return reader.all<ItemCount>(sql`
    select r.cls, r.lab, count(*)::int as items, count(distinct coalesce(pr.person, a.bkt || ' ' || a.cmp))::int as people
    from access a join resource r on r.bkt = a.bkt and r.cmp = a.cmp
    left join person_record pr on pr.bkt = a.bkt and pr.cmp = a.cmp
    where ${where} group by r.cls, r.lab order by r.cls, r.lab`);
}

export type SampleItem = { readonly patient: string; readonly reference: string; readonly cls: number };
type SampleRow = { readonly patient: string; readonly typ: number; readonly id: string; readonly cls: number };

/** Some of those items, of people that `access` sees, and only items that it sees today. */
export async function sampleItems(
  reader: Reader,
  access: Access,
  question: CountQuestion,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly SampleItem[]> {
  const stale = await readStale(reader);
  const where = found(question, now, stale);
  if (where === undefined) return [];
  const seen = staleIn(access, stale);
  const rows = await reader.all<SampleRow>(sql`
    select p.id as patient, r.typ, r.id, r.cls
    from access a join resource r on r.bkt = a.bkt and r.cmp = a.cmp
    join resource p on p.bkt = a.bkt and p.cmp = a.cmp and p.typ = ${typeNumber('Patient')}::smallint
    ${visible(sql`r`, seen, now)} ${visible(sql`p`, seen, now)}
    where ${where} limit ${limit}`);
  return rows.map(({ patient, typ, id, cls }) => ({
    patient: `Patient/${patient}`,
    reference: `${typeName(typ)}/${id}`,
    cls,
  }));
}

/** The viewer's people and the items of theirs that the expression lets through; undefined where it can let none through. */
function found({ viewer, purpose, expr }: CountQuestion, now: Date, stale: readonly Stale[]): Sql | undefined {
  const known = assume(withStale(expr, stale), { personal: true, known: true });
  if (known.op === 'never') return undefined;
  return sql`a.viewer = ${viewer}::int and a.purpose = ${PURPOSES.indexOf(purpose)}::smallint and a.until > ${now}::timestamptz
    and a.cmp <> 0 and (${toSql(known, { row: sql`r`, access: sql`a` })})`;
}
