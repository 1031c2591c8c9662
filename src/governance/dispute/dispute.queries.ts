import type { Clause } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { Deed, KeptDispute, Said } from './dispute.ts';

const LIST_MAX = 500;

/** The newest disputes, open ones first. Plan: a scan; there are few. */
export async function readDisputes(reader: Reader): Promise<readonly KeptDispute[]> {
  const rows = await reader.all<Row>(sql`
    select ${COLUMNS} from governance_dispute d order by d.closed nulls first, d.id desc limit ${LIST_MAX}`);
  return rows.map(kept);
}

/** Those about one version. Plan: governance_dispute_instrument. */
export async function disputesAbout(
  reader: Reader,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<readonly KeptDispute[]> {
  const rows = await reader.all<Row>(sql`
    select ${COLUMNS} from governance_dispute d where d.instrument = ${id} and d.version = ${version}
    order by d.id desc limit ${LIST_MAX}`);
  return rows.map(kept);
}

export async function readDispute(reader: Reader, id: string): Promise<KeptDispute | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const row = await reader.first<Row>(sql`select ${COLUMNS} from governance_dispute d where d.id = ${id}::bigint`);
  return row && kept(row);
}

export async function openDispute(
  transaction: Transaction,
  { at }: Pick<Actor, 'at'>,
  about: Pick<KeptDispute, 'instrument' | 'version' | 'clause' | 'paragraph'>,
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_dispute (instrument, version, clause, paragraph, raised)
    values (${about.instrument}, ${about.version}, ${about.clause ?? null}, ${about.paragraph}, ${at})
    returning id::text`);
  if (!row) throw new Error('a dispute was not kept');
  return row.id;
}

export async function keepDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly dispute: string; readonly organization: string; readonly said: Said },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_dispute_deed (dispute, at, principal, by, organization, role, said)
    values (${deed.dispute}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

export async function closeDispute(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction.run(sql`update governance_dispute set closed = ${at} where id = ${id}::bigint and closed is null`);
}

export async function keepInterpretation(
  transaction: Transaction,
  dispute: Pick<KeptDispute, 'id' | 'instrument' | 'version'>,
  read: { readonly clause: string; readonly on: Day; readonly becomes?: Clause },
): Promise<void> {
  const becomes = read.becomes === undefined ? null : JSON.stringify(read.becomes);
  await transaction.run(sql`
    insert into governance_interpretation (dispute, instrument, version, clause, day, becomes)
    values (${dispute.id}::bigint, ${dispute.instrument}, ${dispute.version}, ${read.clause}, ${read.on}::date, ${becomes}::jsonb)`);
}

type Row = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly clause: string | null;
  readonly paragraph: string;
  readonly deeds: readonly (Omit<Deed, 'at'> & { readonly at: string })[];
};

const COLUMNS = sql`d.id::text, d.instrument, d.version, d.clause, d.paragraph,
  (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by, 'organization', e.organization, 'role', e.role, 'said', e.said)
    order by e.seq) from governance_dispute_deed e where e.dispute = d.id) as deeds`;

function kept({ clause, deeds, ...row }: Row): KeptDispute {
  return {
    ...row,
    deeds: deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })),
    ...(clause === null ? {} : { clause }),
  };
}
