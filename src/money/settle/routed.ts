import type { Reader } from '#store';
import type { Asking } from '../ask.ts';
import { type SettleNow, settlingOf } from './ground.ts';
import { rivalsAmong } from './kept.ts';
import type { NetPayment } from './net.ts';
import { paymentsAmong } from './post.ts';
import { partiesOf, type PaymentRow, paymentRows, type SettlementRow } from './settle.queries.ts';

/**
 * The payments of a settlement as they would be made today. Until all have signed it they follow the positions, which is what is signed,
 * and the procurements that run now: rivals who became so since it was proposed do not pay each other either, and those who are so no
 * longer do. Once it is entered its payments stay, since the bank has their file.
 */
export async function paymentsNow(
  asking: Asking,
  reader: Reader,
  { now, row }: { readonly now: SettleNow; readonly row: SettlementRow },
): Promise<readonly PaymentRow[]> {
  if (row.state !== 'proposed') return paymentRows(reader, row.id);
  return (await routed(asking, reader, { now, row })).map(({ payer, payee, minor }, at) => ({
    number: at + 1,
    payer,
    payee,
    minor: minor.toString(),
    payer_account: null,
    payee_account: null,
    received: null,
    reference: null,
  }));
}

export async function routed(
  asking: Asking,
  reader: Reader,
  { now, row }: { readonly now: SettleNow; readonly row: SettlementRow },
): Promise<readonly NetPayment[]> {
  const { id, instrument, currency, until_day: until } = row;
  const positions = (await partiesOf(reader, id)).map(({ organization, minor }) => ({
    organization,
    minor: BigInt(minor),
  }));
  return paymentsAmong(positions, {
    settling: settlingOf(now, { instrument, currency, until }),
    rivalsOf: rivalsAmong(asking, now),
  });
}
