import type { PartnerKind } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Done, JoiningStep } from './accession.contract.ts';
import type { Actor } from './act.queries.ts';

/** An organisation that joins, or has joined, a version that was signed before. */
export type KeptAccession = {
  readonly id: number;
  readonly instrument: string;
  readonly version: number;
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly beside: string | null;
  readonly by: string;
  readonly inviter: string;
  readonly invited: string;
  readonly done: Partial<Readonly<Record<JoiningStep, Done>>>;
  readonly agreed: Readonly<Record<string, Done>>;
  readonly told_how: string | null;
  readonly told_from: Day | null;
  readonly hash: string | null;
  readonly starts: Day | null;
};

export async function openAccession(
  transaction: Transaction,
  { access, at }: Actor,
  one: Pick<KeptAccession, 'instrument' | 'version' | 'organization' | 'name' | 'kind' | 'beside' | 'inviter'>,
): Promise<number> {
  const row = await transaction.first<{ readonly id: number }>(sql`
    insert into governance_accession (instrument, version, organization, name, kind, beside, by, inviter, invited, done, agreed)
    values (${one.instrument}, ${one.version}, ${one.organization}, ${one.name}, ${one.kind}, ${one.beside},
      ${access.name ?? access.principal}, ${one.inviter}, ${at}, '{}'::jsonb, '{}'::jsonb)
    returning id::int as id`);
  return row?.id ?? 0;
}

/** Plan: primary key. */
export async function lockAccession(reader: Reader, id: number): Promise<KeptAccession | undefined> {
  const row = await reader.first<{ readonly one: KeptAccession }>(sql`
    select to_jsonb(a) as one from governance_accession a where id = ${id} and withdrawn is null for update`);
  return row?.one;
}

export async function keepAccession(
  transaction: Transaction,
  { id, done, agreed, told_how, told_from, hash, starts }: KeptAccession,
): Promise<void> {
  await transaction.run(sql`
    update governance_accession set done = ${JSON.stringify(done)}::jsonb, agreed = ${JSON.stringify(agreed)}::jsonb,
      told_how = ${told_how}, told_from = ${told_from}::date, hash = ${hash}, starts = ${starts}::date
    where id = ${id}`);
}
