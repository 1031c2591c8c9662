import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Model } from './model.ts';

export type SignedRow = {
  readonly id: string;
  readonly model: Model;
  readonly hash: string;
  readonly words: string;
  readonly by: string;
  readonly organization: string;
  readonly at: Date;
};

const SIGNED_MAX = 50;

/** Plan: money_model_signed_instrument, backwards. */
export function signedRows(reader: Reader, instrument: string): Promise<readonly SignedRow[]> {
  return reader.all<SignedRow>(sql`
    select id::text as id, model, hash, words, by, organization, at from money_model_signed
    where instrument = ${instrument} order by money_model_signed.id desc limit ${SIGNED_MAX}`);
}

/** Signed twice, it is signed. */
export async function keepSigned(
  transaction: Transaction,
  row: Omit<SignedRow, 'id'> & {
    readonly instrument: string;
    readonly version: number;
    readonly from: Day;
    readonly until: Day;
    readonly principal: string;
    readonly shown: unknown;
  },
): Promise<void> {
  const { instrument, version, from, until, model, hash, shown, words, at, principal, by, organization } = row;
  await transaction.run(sql`
    insert into money_model_signed (instrument, version, from_day, until_day, model, hash, shown, words, at, principal, by, organization)
    values (${instrument}, ${version}, ${from}, ${until}, ${model}, ${hash}, ${JSON.stringify(shown)}::jsonb, ${words}, ${at},
      ${principal}, ${by}, ${organization}) on conflict (hash, model, organization) do nothing`);
}
