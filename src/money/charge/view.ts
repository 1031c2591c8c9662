import type { Access, Stack } from '#agreement';
import type { ChargeView } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import type { ChargeRow } from './charge.queries.ts';
import type { ChargesNow } from './charges.ts';
import { waitsBecause } from './waits.ts';

export function viewOf(row: ChargeRow, now: ChargesNow, access: Access): ChargeView {
  const { nameOf, names, today, stack } = now;
  const waits = waitsBecause(row, now);
  const money = (minor: string) => amountOf(BigInt(minor), row.currency);
  const lead = access.role === 'finance-lead';
  const title = titleOf(stack, row);
  return {
    id: row.id,
    payer: { organization: row.payer, name: nameOf(row.payer) },
    payee: { organization: row.payee, name: nameOf(row.payee) },
    activity: row.activity.replaceAll('-', ' '),
    ...(row.scheme === null ? {} : { scheme: row.scheme.replaceAll('-', ' ') }),
    words: row.line_words,
    byPeriod: row.line.startsWith('('),
    because: `${title}, version ${row.version}, paragraph ${row.paragraph}`,
    agreement: `/agreements/${encodeURIComponent(row.instrument)}`,
    from: row.from_day,
    until: row.until_day,
    adjusts: row.adjusts,
    proposed: row.proposed.toISOString(),
    stands: row.stands,
    items: row.items,
    open: row.open,
    queried: row.queried,
    total: money(row.minor),
    waiting: money(row.open_minor),
    inQuery: money(row.queried_minor),
    accepted: money(row.accepted_minor),
    withdrawn: money(row.withdrawn_minor),
    disputed: row.dispute !== null,
    ...(waits === undefined ? {} : { waits }),
    may: {
      accept: lead && names.includes(row.payer) && row.open > 0 && waits === undefined,
      acceptQueried: lead && names.includes(row.payer) && row.queried > 0,
      query: lead && names.includes(row.payer) && row.open > 0 && row.stands >= today,
      answer: lead && names.includes(row.payee) && row.queried > 0,
      dispute: lead && row.queried > 0 && row.dispute === null,
    },
  };
}

export function titleOf(stack: Stack, { instrument }: Pick<ChargeRow, 'instrument'>): string {
  return stack.find((entry) => entry.instrument.id === instrument)?.instrument.title ?? instrument;
}
