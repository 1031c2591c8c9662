import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';

/** What somebody was told to attest: of one clause and payee, everything up to a day. */
export type Round = { readonly pair: string; readonly payee: string; readonly round: number; readonly until: Day };

/** Plan: money_attest_owed_open. */
export function openRounds(reader: Reader): Promise<readonly Round[]> {
  return reader.all<Round>(sql`
    select pair, payee, round, until_day as until from money_attest_owed where closed is null order by 1, 2`);
}

/** The next round, or nothing where one is open. */
export async function openRound(
  transaction: Transaction,
  { pair, payee, until, at }: Omit<Round, 'round'> & { readonly at: Date },
): Promise<number | undefined> {
  const row = await transaction.first<{ round: number }>(sql`
    insert into money_attest_owed (pair, payee, round, until_day, opened)
    select ${pair}, ${payee}, coalesce(max(round), 0) + 1, ${until}::date, ${at} from money_attest_owed
    where pair = ${pair} and payee = ${payee}
    on conflict do nothing returning round`);
  return row?.round;
}

export async function closeRound(transaction: Transaction, { pair, payee, round }: Round, at: Date): Promise<void> {
  await transaction.run(sql`
    update money_attest_owed set closed = ${at} where pair = ${pair} and payee = ${payee} and round = ${round} and closed is null`);
}
