import { spaced } from '#agreement';
import type { ChargeRow } from '../charge/charge.queries.ts';
import {
  agreementOf,
  chargeId,
  type Ground,
  type Json,
  lineOf,
  money,
  nobody,
  organization,
  own,
  ownCode,
  reference,
  type Resource,
  term,
} from './parts.ts';

/** What was said of the items of a charge: the reason of a query, and the answer. */
export type Said = {
  readonly charge: string;
  readonly state: string;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly items: number;
};

/** A charge as it was proposed. It names nobody: whom its items are about stands in each ChargeItem, for those who may see them. */
export function claimOf(row: ChargeRow, ground: Ground): Resource {
  const { id, currency, payer, payee, from_day: start, until_day: end } = row;
  const amount = money(row.minor, currency);
  return {
    resourceType: 'Claim',
    id: chargeId(id),
    contained: [agreedCoverage(row, ground)],
    identifier: [own('charge', id)],
    status: row.items === row.withdrawn ? 'cancelled' : 'active',
    type: typeOf(row),
    use: 'claim',
    patient: PEOPLE,
    billablePeriod: { start, end },
    created: row.proposed.toISOString(),
    provider: organization(payee, ground),
    insurer: organization(payer, ground),
    priority: term('processpriority', 'normal'),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: '#agreed' } }],
    item: [
      {
        sequence: 1,
        category: ownCode('activity', row.activity, spaced(row.activity)),
        productOrService: lineOf(row),
        servicedPeriod: { start, end },
        quantity: { value: row.items, unit: 'items' },
        net: amount,
      },
    ],
    total: amount,
  };
}

/** How far it has come: what was accepted, queried, taken back, and what was said of it. */
export function claimResponseOf(row: ChargeRow, said: readonly Said[], ground: Ground): Resource {
  const { id, currency, payer, payee, items, open, queried } = row;
  const states = [
    { category: term('adjudication', 'submitted'), minor: row.minor, count: items },
    { category: term('adjudication', 'benefit', 'accepted'), minor: row.accepted_minor, count: row.taken },
    { category: stateOf('queried'), minor: row.queried_minor, count: queried },
    { category: stateOf('withdrawn'), minor: row.withdrawn_minor, count: row.withdrawn },
  ].filter(({ count }) => count > 0);
  const notes = said.map(({ state, reason, answer, items: of }, at) => ({
    number: at + 1,
    type: 'display',
    text: [`${of} ${state}: ${reason ?? ''}`, ...(answer === null ? [] : [`Answered: ${answer}`])].join(' '),
  }));
  return {
    resourceType: 'ClaimResponse',
    id: chargeId(id),
    identifier: [own('charge', id)],
    status: 'active',
    type: typeOf(row),
    use: 'claim',
    patient: PEOPLE,
    created: (row.changed ?? row.proposed).toISOString(),
    insurer: organization(payer, ground),
    requestor: organization(payee, ground),
    request: reference('Claim', chargeId(id)),
    outcome: open === items ? 'queued' : open + queried > 0 ? 'partial' : 'complete',
    disposition:
      open > 0
        ? `What is not queried stands after ${row.stands}.`
        : queried > 0
          ? 'What is queried waits.'
          : 'Settled.',
    item: [
      {
        itemSequence: 1,
        ...(notes.length > 0 ? { noteNumber: notes.map(({ number }) => number) } : {}),
        adjudication: states.map(({ category, minor, count }) => ({
          category,
          amount: money(minor, currency),
          value: count,
        })),
      },
    ],
    total: states.map(({ category, minor }) => ({ category, amount: money(minor, currency) })),
    ...(notes.length > 0 ? { processNote: notes } : {}),
  };
}

const PEOPLE = nobody('Everybody whom its items are about; none is named here');

function typeOf({ adjusts }: ChargeRow): Json {
  return term('claim-type', 'institutional', adjusts ? 'Adjustment of what was charged before' : 'Recorded activity');
}

function stateOf(state: 'queried' | 'withdrawn'): Json {
  return ownCode('charge-state', state, state);
}

/** By what it is paid: R4 asks for a cover, which the agreement is. */
function agreedCoverage(row: ChargeRow, ground: Ground): Json {
  return {
    resourceType: 'Coverage',
    id: 'agreed',
    status: 'active',
    beneficiary: PEOPLE,
    payor: [organization(row.payer, ground)],
    contract: [agreementOf(row, ground)],
  };
}
