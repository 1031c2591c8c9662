import type { Access } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import { isId } from '../decision/decision.queries.ts';
import type { StakeholderDeed, StakeholderSaid } from './said.ts';

const DEEDS_MAX = 20_000;

type Row = Omit<StakeholderDeed, 'at'> & { readonly at: string | Date; readonly programme: string };

/** All that was said in a programme, in order. Plan: governance_stakeholder_deed_of. */
export async function stakeholderDeeds(reader: Reader, programme: string): Promise<readonly StakeholderDeed[]> {
  if (!isId(programme)) return [];
  const rows = await reader.all<Row>(sql`
    select programme::text, subject, at, by, organization, role, said from governance_stakeholder_deed
    where programme = ${programme}::bigint order by seq limit ${DEEDS_MAX}`);
  return rows.map(deedOf);
}

/** Of every programme. Plan: a scan; an entry has some dozens of deeds and leaves when it is old. */
export async function allStakeholderDeeds(reader: Reader): Promise<ReadonlyMap<string, readonly StakeholderDeed[]>> {
  const rows = await reader.all<Row>(sql`
    select programme::text, subject, at, by, organization, role, said from governance_stakeholder_deed
    order by seq limit ${DEEDS_MAX}`);
  const all = new Map<string, StakeholderDeed[]>();
  for (const row of rows) {
    const those = all.get(row.programme);
    if (those) those.push(deedOf(row));
    else all.set(row.programme, [deedOf(row)]);
  }
  return all;
}

function deedOf({ subject, at, by, organization, role, said }: Row): StakeholderDeed {
  return { subject, at: new Date(at), by, organization, role, said };
}

export async function addStakeholderDeeds(
  transaction: Transaction,
  { access, at }: { readonly access: Pick<Access, 'principal' | 'name' | 'role'>; readonly at: Date },
  {
    programme,
    organization,
    all,
  }: {
    readonly programme: string;
    readonly organization: string;
    readonly all: readonly { readonly subject: string; readonly said: StakeholderSaid }[];
  },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_stakeholder_deed (programme, subject, at, principal, by, organization, role, said)
    select ${programme}::bigint, one.said ->> 'subject', ${at}, ${access.principal}, ${access.name ?? access.principal},
      ${organization}, ${access.role}, one.said -> 'said'
    from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as one (said, n) order by one.n`);
}

/** All that is about one of them, for good. */
export async function forgetStakeholder(
  transaction: Transaction,
  { programme, stakeholder }: { readonly programme: string; readonly stakeholder: string },
): Promise<void> {
  await transaction.run(sql`
    delete from governance_stakeholder_deed where programme = ${programme}::bigint and subject = ${stakeholder}`);
}
