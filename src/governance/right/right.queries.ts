import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { RightDeed, RightSaid } from './right.ts';

const LIST_MAX = 20_000;

/** Everything that was said, in order. Plan: a scan; a partnership has some hundred rights. */
export function rightDeeds(reader: Reader): Promise<readonly RightDeed[]> {
  return reader.all<RightDeed>(sql`
    select of, topic, at, by, said from governance_right_deed order by seq limit ${LIST_MAX}`);
}

/** Locks the rights of an organisation until the end: of two who confirm at once one is second. */
export async function addRightDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly of: string; readonly topic: string; readonly organization: string; readonly said: RightSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_right_deed (of, topic, at, principal, by, organization, role, said)
    values (${deed.of}, ${deed.topic}, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

export async function lockRights(transaction: Transaction, of: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`right ${of}`}, 0))`);
}
