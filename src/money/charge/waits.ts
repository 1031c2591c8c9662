import { disputeTerms } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import type { ChargeRow } from './charge.queries.ts';
import type { ChargesNow } from './charges.ts';

/** Why nothing of a charge is paid while a part of it is in dispute; nothing where the agreement has the rest paid meanwhile. */
export function waitsBecause(
  row: ChargeRow,
  { stack, today }: Pick<ChargesNow, 'stack' | 'today'>,
): string | undefined {
  // Once all that was queried is paid after all or taken back, nothing is argued about any more.
  if (row.dispute === null || row.queried === 0) return undefined;
  const terms = disputeTerms(stack, { instrument: row.instrument, version: row.version, on: today });
  if (!terms || terms.clause.payUndisputed) return undefined;
  return `A part of this charge is in dispute, and payment waits meanwhile (${terms.instrument.title}, paragraph ${terms.clause.cites})`;
}

export function paymentWaits(because: string): Outcome<never> {
  return refuse(
    'business-rule',
    'money.payment-waits',
    `${because}. Accept it once the dispute is over, or settle first what is queried.`,
  );
}
