import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Reader } from '#store';
import type { Asked, Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import { openCharges } from '../quarter/quarter.queries.ts';
import { rivalsOf } from '../wall.ts';
import { accrualRows, type KeptLine } from './close.queries.ts';
import type { Accruals } from './contract.ts';
import { lastDayOf } from './days.ts';

/** What was done in a month, charged, and neither accepted nor taken back: worked out, never typed. */
export async function accrualsOf(
  reader: Reader,
  pool: string,
  month: Day,
): Promise<{ readonly lines: readonly KeptLine[]; readonly hash: string }> {
  const sums = new Map<string, KeptLine>();
  for (const { scheme, payer, payee, minor } of await openCharges(reader, pool, {
    from: month,
    until: lastDayOf(month),
  })) {
    const key = JSON.stringify([scheme, payer, payee]);
    const known = sums.get(key) ?? { scheme, payer, payee, charges: 0, minor: '0' };
    sums.set(key, { ...known, charges: known.charges + 1, minor: String(BigInt(known.minor) + minor) });
  }
  const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return {
    lines,
    hash: createHash('sha256')
      .update(`${pool} ${month} ${JSON.stringify(lines)}`)
      .digest('hex'),
  };
}

/** The same as it is shown to a seat: what its rivals in a procurement cost is kept from it. */
export async function shownAccruals(
  asking: Asking,
  access: Access,
  { pool, nameOf }: Pick<Asked, 'pool' | 'nameOf'>,
  month: Day,
): Promise<Accruals> {
  const { store } = asking.services;
  const [{ lines, hash }, rows, rivals] = await Promise.all([
    accrualsOf(store, pool.id, month),
    accrualRows(store, pool.id, month),
    rivalsOf(asking, access),
  ]);
  const partner = (organization: string) => ({ organization, name: nameOf(organization) });
  const open = lines.filter(({ payee }) => !rivals.includes(payee));
  const last = rows.find((row) => row.month === month);
  return {
    month: month.slice(0, 7),
    lines: open.map(({ scheme, payer, payee, charges, minor }) => ({
      scheme,
      payer: partner(payer),
      payee: partner(payee),
      charges,
      amount: amountOf(BigInt(minor), pool.currency),
    })),
    keptBack: open.length < lines.length,
    hash,
    ...(last && {
      kept: { at: last.at.toISOString(), by: last.by, revision: last.revision, same: last.hash === hash },
    }),
  };
}
