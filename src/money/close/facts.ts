import { type Day, dayIn, plusMonths } from '#base';
import type { Actor } from '#obligation';
import type { Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { keepAsked } from './close.queries.ts';
import { lastDayOf, monthOf } from './days.ts';

/** So many months can become closed at once; what was to be closed before that was given up long ago. */
const MONTHS_MAX = 36;

/** What is asked for by whoever did it is all that the record says up to yesterday: of any month that is over by then. */
export function chargesFact(payee: string): string {
  return `charges asked for: ${payee}`;
}

export function accrualsFact(pool: string, month: Day): string {
  return `accruals kept: ${pool} ${month}`;
}

export function closedFact(pool: string, month: Day): string {
  return `month closed: ${pool} ${month}`;
}

/** Charges were asked for, some or none: of every month that is over they are in. */
export async function chargesAsked(
  { services }: Asking,
  transaction: Transaction,
  by: Actor,
  payee: string,
): Promise<void> {
  const at = services.now();
  const row = { payee, day: dayIn(services.zone, at), by: by.name ?? by.principal, at: new Date(at) };
  await keepAsked(transaction, row);
  await services.obligations?.fact(transaction, by, chargesFact(payee), { reference: '/money/charges' });
}

/** Days became closed: every month whose last day lies in them is. */
export async function monthsClosed(
  { services }: Asking,
  transaction: Transaction,
  by: Actor,
  { pool, before, through }: { readonly pool: string; readonly before: Day | undefined; readonly through: Day },
): Promise<void> {
  let month = monthOf(through);
  for (let count = 0; count < MONTHS_MAX; count += 1, month = plusMonths(month, -1)) {
    const last = lastDayOf(month);
    if (before !== undefined && last <= before) return;
    if (last <= through) await services.obligations?.fact(transaction, by, closedFact(pool, month));
  }
}
