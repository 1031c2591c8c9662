import type { Access } from '#agreement';
import { day, type Day, isDay, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { actOn, reasonOf } from '../acts/act.ts';
import type { Asked, Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import { accrualsOf } from './accruals.ts';
import { accrualRows, changeRows, keepAccrual, keepChange } from './close.queries.ts';
import type { CloseDaysAsked } from './contract.ts';
import { DAYS_MAX, inOrder } from './days.ts';
import { accrualsFact } from './facts.ts';
import { lastMonth, type MonthAgreed, monthAgreed } from './ground.ts';
import { extendOwed } from './owed.ts';

/** So far ahead other days can be laid down. */
const AHEAD_MONTHS = 12;

/** Other working days of the close, from a month on: whoever keeps the books lays them down, and says why. */
export async function changeCloseDays(
  asking: Asking,
  access: Access,
  name: PoolName,
  asked: CloseDaysAsked,
): Promise<Outcome<true>> {
  const reason = reasonOf(asked.reason);
  if (!reason.ok) return reason;
  const { from, charges, accruals, closed, balances } = asked;
  if (!inOrder({ charges, accruals, closed, balances })) {
    const words = `Each step has a whole working day from 1 to ${DAYS_MAX}, and none comes before the step above it.`;
    return refuse('value', 'money.close-days', words);
  }
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const { pool, today, stack, transaction } = acting;
    const month = monthFrom(from);
    const first = lastMonth(today);
    if (month === undefined || month < first || month > plusMonths(first, AHEAD_MONTHS)) {
      const words = `Other days count from ${first.slice(0, 7)}, the last month that is over, or from one of the ${AHEAD_MONTHS} after it.`;
      return refuse('value', 'money.close-month', words, 'from');
    }
    const [last] = await changeRows(transaction, pool.id);
    await keepChange(transaction, pool.id, {
      number: (last?.number ?? 0) + 1,
      from_month: month,
      charges,
      accruals,
      closed,
      balances,
      reason: reason.value,
      principal: access.principal,
      by: access.name ?? access.principal,
      at: new Date(asking.services.now()),
    });
    const agreed = monthAgreed(stack, pool, { month: first, today });
    if (month === first && agreed) await extendOwed(asking, transaction, { pool, agreed, today, reason: reason.value });
    return accepted(true as const);
  });
}

/** Keeps what was charged of a month and is not entered, as it was shown: partners' own books are made up by it. */
export async function keepAccruals(
  asking: Asking,
  access: Access,
  name: PoolName,
  { month: text, hash: shown }: { readonly month: string; readonly hash: string },
): Promise<Outcome<true>> {
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const { pool, transaction } = acting;
    const agreed = monthOver(acting, text);
    if (!agreed.ok) return agreed;
    const { month } = agreed.value;
    const { lines, hash } = await accrualsOf(transaction, pool.id, month);
    if (hash !== shown) {
      const words = 'What is owed and not entered changed since it was shown. Look at it again, then keep it.';
      return refuse('conflict', 'money.accruals-changed', words);
    }
    const [last] = (await accrualRows(transaction, pool.id, month)).filter((row) => row.month === month);
    if (last?.hash !== hash)
      await keepAccrual(transaction, pool.id, {
        month,
        number: (last?.number ?? 0) + 1,
        lines,
        hash,
        revision: await revisionOf(transaction, pool.id),
        principal: access.principal,
        by: access.name ?? access.principal,
        at: new Date(asking.services.now()),
      });
    await asking.services.obligations?.fact(transaction, access, accrualsFact(pool.id, month));
    return accepted(true as const);
  });
}

/** A month that is over, of which somebody is paid. */
function monthOver({ pool, stack, today }: Asked, text: string): Outcome<MonthAgreed> {
  const month = monthFrom(text);
  const agreed = month && month <= lastMonth(today) ? monthAgreed(stack, pool, { month, today }) : undefined;
  return agreed && agreed.payees.length > 0
    ? accepted(agreed)
    : refuse(
        'value',
        'money.close-month',
        'Choose a month that is over and in which the agreement paid somebody.',
        'month',
      );
}

function monthFrom(text: string): Day | undefined {
  const first = `${text}-01`;
  return isDay(first) ? day(first) : undefined;
}
