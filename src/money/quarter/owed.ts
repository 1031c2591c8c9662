import { dayWords, spaced, workingDaysAfter } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted } from '#fhir';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { quartersOf, yearsOf } from '../budget/agreed.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { daysOffOf } from '../pool/days-off.ts';
import type { ReturnSpan } from './contract.ts';
import { submittedOf } from './quarter.queries.ts';

const SPANS = ['quarter', 'year'] as const;
/** Time to close the books of a quarter, or of a year, and to look at its figures. */
const WORKING_DAYS: Readonly<Record<ReturnSpan, number>> = { quarter: 20, year: 40 };
/** Whoever is told of one late, as when an agreement is brought in that has run for years, is given some time still. */
const LEAST_WORKING_DAYS = 5;

/**
 * The returns of the last quarter and the last year that are over are owed by whoever keeps the books of a pool, until they are submitted. Earlier ones that
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
      for (const span of SPANS) {
        const parts = (span === 'year' ? yearsOf : quartersOf)(stack, pool, today);
        const over = parts.find(({ until }) => until <= today);
        if (over === undefined || (await submittedOf(store, pool.id, { span, from: over.from })).length > 0) continue;
        await store.write(async (transaction) => {
          const owed = returnOwed(pool, { ...over, span, today });
          if ((await obligations.find(transaction, owed.kind, owed.key)) === undefined)
            await obligations.open(transaction, SERVICE, owed);
          return accepted(true);
        });
      }
    }
    last = now;
  };
}

type Over = { readonly span: ReturnSpan; readonly from: Day; readonly until: Day; readonly today: Day };

function returnOwed(pool: AgreedPool, { span, from, until, today }: Over) {
  const { id, instrument, name, title, keeper, jurisdiction } = pool;
  const off = daysOffOf(jurisdiction);
  const due = workingDaysAfter(until, WORKING_DAYS[span], off);
  const least = workingDaysAfter(today, LEAST_WORKING_DAYS, off);
  return {
    kind: `${span}-return`,
    key: `${id} ${from}`,
    title: `Submit the return of ${spaced(name)} for ${dayWords(from)} to ${dayWords(plusDays(until, -1))}`.slice(
      0,
      200,
    ),
    owner: { organization: keeper, role: 'finance-lead' },
    because: `Each ${span} is told to the partners of ${title}.`.slice(0, 500),
    page: `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(name)}/return?${span === 'year' ? 'span=year&' : ''}from=${from}`,
    due: { on: due > least ? due : least },
    ladder: [{ to: { organization: keeper, role: 'programme-lead' }, afterWorkingDays: 3 }],
    closedBy: { fact: returnSubmitted(span, id, from) },
    attested: false,
  } as const;
}

export function returnSubmitted(span: ReturnSpan, pool: string, from: string): string {
  return `${span} submitted: ${pool} ${from}`;
}
