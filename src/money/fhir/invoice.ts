import type { Day } from '#base';
import type { ChargeRow } from '../charge/charge.queries.ts';
import {
  agreementOf,
  chargeId,
  type Ground,
  lineOf,
  money,
  organization,
  own,
  paymentId,
  reference,
  type Resource,
  term,
} from './parts.ts';

/** When what was accepted of a charge was entered, and the settlement that cleared it. */
export type Billed = {
  readonly charge: string;
  readonly entered: Date | null;
  readonly settlement: string | null;
  readonly cleared: Date | null;
};

/** What was accepted of a charge: owed from the moment it was entered, and balanced by the settlement that cleared it. */
export function invoiceOf(row: ChargeRow, billed: Billed | undefined, ground: Ground): Resource {
  const amount = money(row.accepted_minor, row.currency);
  return {
    resourceType: 'Invoice',
    id: chargeId(row.id),
    identifier: [own('charge', row.id)],
    status: billed?.settlement == null ? 'issued' : 'balanced',
    recipient: organization(row.payer, ground),
    issuer: organization(row.payee, ground),
    date: (billed?.entered ?? row.changed ?? row.proposed).toISOString(),
    lineItem: [
      {
        sequence: 1,
        chargeItemCodeableConcept: lineOf(row),
        priceComponent: [{ type: 'base', factor: row.taken, amount }],
      },
    ],
    totalNet: amount,
    totalGross: amount,
    paymentTerms: `${String(agreementOf(row, ground)['display'])}. Net of everything else that the partners owe each other.`,
    ...(billed?.settlement == null ? {} : { note: [{ text: `Cleared by settlement ${billed.settlement}.` }] }),
  };
}

export type PaymentShown = {
  readonly settlement: string;
  readonly number: number;
  readonly instrument: string;
  readonly currency: string;
  readonly until_day: Day;
  readonly posted: Date;
  readonly pays: Day;
  readonly payer: string;
  readonly payee: string;
  readonly minor: string;
  readonly received: Day | null;
  readonly reference: string | null;
};

/** One payment of a settlement that all have signed, and the invoices between the two that it cleared among all else. */
export function reconciliationOf(
  payment: PaymentShown,
  invoices: readonly { readonly charge: string; readonly minor: string }[],
  ground: Ground,
): Resource {
  const { settlement, number, currency, payer, payee, pays, received } = payment;
  return {
    resourceType: 'PaymentReconciliation',
    id: paymentId(settlement, number),
    identifier: [own('settlement', `${settlement} payment ${number}`)],
    status: 'active',
    period: { end: payment.until_day },
    created: payment.posted.toISOString(),
    paymentIssuer: organization(payer, ground),
    outcome: received === null ? 'queued' : 'complete',
    disposition: received === null ? `To be paid on ${pays}.` : `Received on ${received}.`,
    paymentDate: received ?? pays,
    paymentAmount: money(payment.minor, currency),
    ...(payment.reference === null ? {} : { paymentIdentifier: { value: payment.reference } }),
    detail: invoices.map(({ charge, minor }) => ({
      type: term('payment-type', 'payment'),
      request: reference('Invoice', chargeId(charge)),
      response: reference('ClaimResponse', chargeId(charge)),
      submitter: organization(payee, ground),
      payee: organization(payee, ground),
      amount: money(minor, currency),
    })),
    processNote: [
      {
        type: 'display',
        text: `Settlement ${settlement}: one payment for everything owed up to ${payment.until_day}; the invoices that it cleared between these two are named.`,
      },
    ],
  };
}
