import { monthWords, spaced, workingDayOf, workingDaysAfter } from '#agreement';
import { type Day, plusMonths } from '#base';
import { accepted } from '#fhir';
import type { NewObligation } from '#obligation';
import type { Transaction } from '#store';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { type AgreedPool, poolWords } from '../pool/agreed-pool.ts';
import { closedUpTo } from '../pool/sums.queries.ts';
import { accrualRows, askedRows, openedAgain } from './close.queries.ts';
import type { CloseStepName } from './contract.ts';
import { dueOf, laterOf } from './days.ts';
import { accrualsFact, chargesFact, closedFact } from './facts.ts';
import {
  type CountedDays,
  countedDays,
  lastMonth,
  LEAST_WORKING_DAYS,
  type MonthAgreed,
  monthAgreed,
} from './ground.ts';

/**
 * The steps of the last month that is over are owed: charges by each that is paid, the rest by whoever keeps the books. That balances
 * are agreed is owed once the days are closed (views/balance-owed.ts). Months before that nobody was told of stay as they are: what is
 * closed is closed up to a day. Looked at once a day. Safe to run again.
 */
export function closeWatch(asking: Asking): () => Promise<void> {
  let last = '';
  return async () => {
    const { obligations, store } = asking.services;
    if (obligations === undefined) return;
    const { pools, stack, today } = await agreedNow(asking);
    const now = `${today} ${asking.governance().policySource.version}`;
    if (now === last) return;
    const month = lastMonth(today);
    for (const pool of pools) {
      const agreed = monthAgreed(stack, pool, { month, today });
      if (agreed === undefined) continue;
      const { owed, done } = await stepsOf(asking, pool, agreed, today);
      await store.write(async (transaction) => {
        // What was done while somebody was being told of it is no longer owed either.
        for (const fact of done) await obligations.fact(transaction, SERVICE, fact);
        for (const one of owed)
          if ((await obligations.find(transaction, one.kind, one.key)) === undefined)
            await obligations.open(transaction, SERVICE, one);
        return accepted(true);
      });
    }
    last = now;
  };
}

type Owed = NewObligation & { readonly key: string };

type Steps = { readonly owed: readonly Owed[]; readonly done: readonly string[] };

/** What of a month is not done, and what is, by its fact; once its days are closed nobody is told of the rest. */
async function stepsOf(asking: Asking, pool: AgreedPool, agreed: MonthAgreed, today: Day): Promise<Steps> {
  const { store } = asking.services;
  const { month, last, payees } = agreed;
  const closed = await closedUpTo(store, pool.id);
  if (closed !== undefined && closed >= last) return { owed: [], done: [closedFact(pool.id, month)] };
  const [counted, asked, accrued, again] = await Promise.all([
    countedDays(store, pool, month),
    askedRows(store, payees, plusMonths(month, 1)),
    accrualRows(store, pool.id, month),
    openedAgain(store, pool.id, last),
  ]);
  const due = (step: CloseStepName) => dueFor(month, step, { counted, today });
  const waits = (payee: string) => !asked.some((row) => row.payee === payee);
  const kept = accrued.some((row) => row.month === month);
  const owed = [
    ...payees.filter(waits).map((payee) => chargesOwed(pool, { month, payee, on: due('charges') })),
    ...(kept || payees.length === 0 ? [] : [accrualsOwed(pool, month, due('accruals'))]),
    closeOwed(pool, { month, again, on: due('closed') }),
  ];
  const charged = payees.filter((payee) => !waits(payee)).map(chargesFact);
  return { owed, done: kept ? [...charged, accrualsFact(pool.id, month)] : charged };
}

/** The day that was laid down, or some working days from now for whoever is told late. */
function dueFor(
  month: Day,
  step: CloseStepName,
  { counted, today }: { readonly counted: CountedDays; readonly today: Day },
): Day {
  const laid = dueOf(month, step, counted);
  const inTime = today <= workingDayOf(plusMonths(month, 1), 1, counted.off);
  return inTime ? laid : laterOf(laid, workingDaysAfter(today, LEAST_WORKING_DAYS, counted.off));
}

/** Other days were laid down: what is owed of the month is owed by them. What is done stays done. */
export async function extendOwed(
  asking: Asking,
  transaction: Transaction,
  {
    pool,
    agreed,
    today,
    reason,
  }: { readonly pool: AgreedPool; readonly agreed: MonthAgreed; readonly today: Day; readonly reason: string },
): Promise<void> {
  const { obligations } = asking.services;
  if (obligations === undefined) return;
  const { month, last, payees } = agreed;
  const counted = await countedDays(transaction, pool, month);
  const again = await openedAgain(transaction, pool.id, last);
  const due = (step: CloseStepName) => laterOf(dueOf(month, step, counted), today);
  const all = [
    ...payees.map((payee) => chargesOwed(pool, { month, payee, on: due('charges') })),
    accrualsOwed(pool, month, due('accruals')),
    closeOwed(pool, { month, again, on: due('closed') }),
  ];
  for (const { kind, key, due: to } of all) {
    const id = await obligations.find(transaction, kind, key);
    // What was kept meanwhile is refused another day, and needs none.
    if (id !== undefined) await obligations.extend(transaction, SERVICE, id, { due: to, reason });
  }
}

type Of = { readonly month: Day; readonly on: Day };

function chargesOwed(pool: AgreedPool, { month, payee, on }: Of & { readonly payee: string }): Owed {
  const keeper = { organization: pool.keeper, role: 'finance-lead' as const };
  return {
    kind: 'close-charges',
    key: `${pool.id} ${month} ${payee}`,
    title: `Ask for what was done in ${monthWords(month)} that ${poolWords(pool)} pays for`.slice(0, 200),
    owner: { organization: payee, role: 'finance-lead' },
    ...(payee === pool.keeper ? {} : { owed: keeper }),
    because: because(pool),
    page: '/money/charges',
    due: { on },
    ladder: [{ to: keeper, afterWorkingDays: 1 }],
    closedBy: { fact: chargesFact(payee) },
    attested: false,
  };
}

function accrualsOwed(pool: AgreedPool, month: Day, on: Day): Owed {
  return {
    ...keepersOwed(pool, on),
    kind: 'close-accruals',
    key: `${pool.id} ${month}`,
    title: `Keep what is owed for ${monthWords(month)} and not entered in ${poolWords(pool)}`.slice(0, 200),
    closedBy: { fact: accrualsFact(pool.id, month) },
  };
}

function closeOwed(pool: AgreedPool, { month, again, on }: Of & { readonly again: number }): Owed {
  return {
    ...keepersOwed(pool, on),
    kind: 'close-month',
    key: `${pool.id} ${month}${again === 0 ? '' : ` ${again}`}`,
    title: `Close ${monthWords(month)} in ${poolWords(pool)}`.slice(0, 200),
    closedBy: { fact: closedFact(pool.id, month) },
  };
}

function keepersOwed(pool: AgreedPool, on: Day) {
  return {
    owner: { organization: pool.keeper, role: 'finance-lead' },
    because: because(pool),
    page: closePage(pool),
    due: { on },
    ladder: [{ to: { organization: pool.keeper, role: 'programme-lead' }, afterWorkingDays: 3 }],
    attested: false,
  } as const;
}

function because({ name, title }: AgreedPool): string {
  return `Each month of ${spaced(name)} is closed by working days that its partners know: ${title}.`.slice(0, 500);
}

function closePage({ instrument, name }: AgreedPool): string {
  return `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(name)}/close`;
}
