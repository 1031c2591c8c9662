import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { PairDeed, PairSaid } from './pair.ts';

export const DEEDS_MAX = 400;
const ALL_MAX = 20_000;

/** Two organisations, the first of them by its letters first. */
export type Two = { readonly one: string; readonly other: string };

export function twoOf(a: string, b: string): Two {
  return a < b ? { one: a, other: b } : { one: b, other: a };
}

/**
 * What an organisation and each of the others said of the two of them, by the other one. What two others say of each other is chosen away
 * here. Plan: governance_pair_deed_of and governance_pair_deed_other, one range each.
 */
export async function deedsWith(reader: Reader, own: string): Promise<ReadonlyMap<string, readonly PairDeed[]>> {
  const rows = await reader.all<PairDeed & Two>(sql`
    select one, other, at, organization, said from governance_pair_deed
    where one = ${own} or other = ${own} order by seq limit ${ALL_MAX}`);
  const found = new Map<string, PairDeed[]>();
  for (const { one, other, ...deed } of rows) {
    const partner = one === own ? other : one;
    found.set(partner, [...(found.get(partner) ?? []), { ...deed, at: new Date(deed.at) }]);
  }
  return found;
}

/** One act of a pair at a time: numbers follow each other, and there is one term. */
export async function lockPair(transaction: Transaction, { one, other }: Two): Promise<readonly PairDeed[]> {
  await transaction.run(sql`
    insert into governance_pair (one, other) values (${one}, ${other}) on conflict do nothing`);
  await transaction.run(sql`select one from governance_pair where one = ${one} and other = ${other} for update`);
  const rows = await transaction.all<PairDeed>(sql`
    select at, organization, said from governance_pair_deed where one = ${one} and other = ${other}
    order by seq limit ${DEEDS_MAX}`);
  return rows.map((deed) => ({ ...deed, at: new Date(deed.at) }));
}

export async function addPairDeed(
  transaction: Transaction,
  { access, at }: Actor,
  of: Two & { readonly organization: string; readonly said: PairSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_pair_deed (one, other, at, principal, by, organization, role, said)
    values (${of.one}, ${of.other}, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${of.organization},
      ${access.role}, ${JSON.stringify(of.said)}::jsonb)`);
}

/** What was said of several at once, by anybody, before each spoke for itself: of those that name the organisation. */
export async function openlySaid(
  reader: Reader,
  own: string,
): Promise<readonly { readonly at: Date; readonly organization: string; readonly said: OpenlySaid }[]> {
  const rows = await reader.all<{ readonly at: string; readonly organization: string; readonly said: OpenlySaid }>(sql`
    select at, organization, said from governance_procurement_deed
    where procurement is null and said -> 'between' ? ${own} order by seq limit ${DEEDS_MAX}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

export type OpenlySaid = {
  readonly did: 'rivalry';
  readonly over: 'money' | 'staff' | 'estate';
  readonly between: readonly string[];
  readonly words: string;
};
