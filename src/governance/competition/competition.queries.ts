import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import { type Procurement, type ProcurementDeed, procurementOf, type ProcurementSaid } from './said.ts';

const LIST_MAX = 200;

/** Whose costs a reader is given: all, for who leads it; else of these organisations alone. The others never leave the database. */
export type CostsOf = 'all' | readonly string[];

export async function procurements(reader: Reader, costsOf: CostsOf): Promise<readonly Procurement[]> {
  return found(reader, sql`true order by p.id desc limit ${LIST_MAX}`, costsOf);
}

export async function procurementWith(reader: Reader, id: string, costsOf: CostsOf): Promise<Procurement | undefined> {
  return isId(id) ? (await found(reader, sql`p.id = ${id}::bigint`, costsOf))[0] : undefined;
}

async function found(reader: Reader, which: Sql, costsOf: CostsOf): Promise<readonly Procurement[]> {
  type Row = {
    readonly id: string;
    readonly deeds: readonly (Omit<ProcurementDeed, 'at'> & { readonly at: string })[];
  };
  const costs =
    costsOf === 'all' ? sql`true` : sql`(e.said ->> 'did' <> 'cost' or e.said ->> 'of' = any(${costsOf}::text[]))`;
  const rows = await reader.all<Row>(sql`
    select p.id::text, (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by, 'organization', e.organization, 'role', e.role,
      'said', e.said) order by e.seq) from governance_procurement_deed e where e.procurement = p.id and ${costs}) as deeds
    from governance_procurement p where ${which}`);
  return rows.flatMap(
    ({ id, deeds }) =>
      procurementOf(
        id,
        deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })),
      ) ?? [],
  );
}

export async function keepProcurement(transaction: Transaction, at: Date): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_procurement (begun) values (${at}) returning id::text`);
  if (!row) throw new Error('a procurement was not kept');
  return row.id;
}

export async function lockProcurement(transaction: Transaction, id: string): Promise<Procurement | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_procurement where id = ${id}::bigint for update`);
  return procurementWith(transaction, id, 'all');
}

export async function addProcurementDeed(
  transaction: Transaction,
  { access, at }: Actor,
  of: { readonly procurement: string; readonly organization: string; readonly said: ProcurementSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_procurement_deed (procurement, at, principal, by, organization, role, said)
    values (${of.procurement}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${of.organization},
      ${access.role}, ${JSON.stringify(of.said)}::jsonb)`);
}
