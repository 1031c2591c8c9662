import { spaced, workingDaysAfter } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted } from '#fhir';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { quartersOf } from '../budget/agreed.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { holidaysOf } from '../pool/holidays.ts';
import { submittedOf } from './quarter.queries.ts';

const KIND = 'quarter-return';
/** Time to close the books of a quarter and to look at its figures. */
const WORKING_DAYS = 20;
/** Whoever is told of one late, as when an agreement is brought in that has run for years, is given some time still. */
const LEAST_WORKING_DAYS = 5;

/**
 * The return of the last quarter that is over is owed by whoever keeps the books of a pool, until it is submitted. Earlier ones that
 * nobody was told of stay as they are. Looked at once a day. Safe to run again.
 */
export function quarterWatch(asking: Asking): () => Promise<void> {
  let last = '';
  return async () => {
    const { obligations, store } = asking.services;
    if (obligations === undefined) return;
    const { pools, stack, today } = await agreedNow(asking);
    const now = `${today} ${asking.governance().policySource.version}`;
    if (now === last) return;
    for (const pool of pools.filter(({ pooled, runs }) => pooled && runs)) {
      const over = quartersOf(stack, pool, today).find(({ until }) => until <= today);
      if (over === undefined || (await submittedOf(store, pool.id, over.from)).length > 0) continue;
      await store.write(async (transaction) => {
        if ((await obligations.find(transaction, KIND, `${pool.id} ${over.from}`)) === undefined)
          await obligations.open(transaction, SERVICE, returnOwed(pool, { ...over, today }));
        return accepted(true);
      });
    }
    last = now;
  };
}

type Over = { readonly from: Day; readonly until: Day; readonly today: Day };

function returnOwed(pool: AgreedPool, { from, until, today }: Over) {
  const { id, instrument, name, title, keeper, jurisdiction } = pool;
  const holidays = holidaysOf(jurisdiction);
  const due = workingDaysAfter(until, WORKING_DAYS, holidays);
  const least = workingDaysAfter(today, LEAST_WORKING_DAYS, holidays);
  return {
    kind: KIND,
    key: `${id} ${from}`,
    title: `Submit the return of ${spaced(name)} for ${from} to ${plusDays(until, -1)}`.slice(0, 200),
    owner: { organization: keeper, role: 'finance-lead' },
    because: `Each quarter is told to the partners of ${title}.`.slice(0, 500),
    page: `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(name)}/return?from=${from}`,
    due: { on: due > least ? due : least },
    ladder: [{ to: { organization: keeper, role: 'programme-lead' }, afterWorkingDays: 3 }],
    closedBy: { fact: quarterSubmitted(id, from) },
    attested: false,
  } as const;
}

export function quarterSubmitted(pool: string, from: string): string {
  return `quarter submitted: ${pool} ${from}`;
}
