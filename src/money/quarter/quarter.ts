import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { actOn, reasonOf } from '../acts/act.ts';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import { quartersOf, yearsOf } from '../budget/agreed.ts';
import { budget } from '../budget/budget.ts';
import type { PoolName } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import { summaryNow } from '../views/pools.ts';
import type { QuarterAsked, QuarterFigure, QuarterReturn, ReturnSpan } from './contract.ts';
import { returnSubmitted } from './owed.ts';
import { type Figure, figuresOf, type YearFigures } from './figures.ts';
import {
  fundSums,
  keepSubmitted,
  openCharges,
  type Quarter,
  type SubmittedRow,
  submittedOf,
} from './quarter.queries.ts';
import { traceOf } from './trace.ts';

/** Income and expenditure of a pool in one quarter or year, each figure with the way to what it was added up from. */
export async function quarter(
  asking: Asking,
  access: Access,
  name: PoolName,
  asked: QuarterAsked,
): Promise<Outcome<QuarterReturn>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const span = spanIn(asked.span);
  const counted = await countedOf(asking, access, { asked: found.value, name, span, from: asked.from });
  if (!counted.ok) return counted;
  const { days, figures, hash, rows, ended } = counted.value;
  const { pool, keep, act, stack, today } = found.value;
  const shown = (all: readonly { readonly from: Day; readonly until: Day }[]) =>
    all.map(({ from, until }) => ({ from, until: plusDays(until, -1) }));
  const [last] = rows;
  const trace = asked.figure
    ? await traceOf(asking, access, { ...counted.value, asked: found.value, id: asked.figure })
    : undefined;
  if (trace && !trace.ok) return trace;
  return accepted({
    pool: await summaryNow(asking, found.value),
    from: days.from,
    until: days.until,
    ended,
    revision: days.revision,
    span,
    quarters: shown(quartersOf(stack, pool, today)),
    years: shown(yearsOf(stack, pool, today)),
    figures: figures.map((one) => shownOf(one, last, pool.currency)),
    hash,
    submissions: rows.map(({ number, at, by, reason }) => ({
      number,
      at: at.toISOString(),
      by,
      ...(reason === null ? {} : { reason }),
    })),
    ...(trace ? { trace: trace.value } : {}),
    may: { submit: keep && ended && last?.hash !== hash, act },
  });
}

/** Freezes the figures of a quarter or a year that is over, by whoever keeps the books. */
export async function submitQuarter(
  asking: Asking,
  access: Access,
  name: PoolName,
  {
    span: asked,
    from,
    hash,
    reason,
  }: { readonly span?: string; readonly from: string; readonly hash: string; readonly reason: string },
): Promise<Outcome<number>> {
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const span = spanIn(asked);
    const counted = await countedOf(asking, access, { asked: acting, name, span, from });
    if (!counted.ok) return counted;
    const { days, ended, figures, rows } = counted.value;
    if (!ended) {
      const words = `This ${span} ends on ${days.until}; its return is submitted after that.`;
      return refuse('business-rule', 'money.return-early', words);
    }
    if (hash !== counted.value.hash) {
      const words = 'The figures changed since they were shown. Look at them again, and submit.';
      return refuse('conflict', 'money.return-changed', words);
    }
    const [last] = rows;
    if (last?.hash === hash) {
      const words = 'These are the figures that were submitted last; there is nothing to correct.';
      return refuse('business-rule', 'money.return-same', words);
    }
    const why = last ? reasonOf(reason) : accepted(undefined);
    if (!why.ok) return why;
    const number = (last?.number ?? 0) + 1;
    await keepSubmitted(acting.transaction, {
      ...days,
      span,
      pool: acting.pool.id,
      number,
      figures: figures.map(({ id, minor }) => ({ id, minor: minor.toString() })),
      hash,
      reason: why.value ?? null,
      principal: access.principal,
      by: access.name ?? access.principal,
      at: new Date(asking.services.now()),
    });
    const submitted = returnSubmitted(span, acting.pool.id, days.from);
    await asking.services.obligations?.fact(acting.transaction, access, submitted, { words: `Submission ${number}` });
    return accepted(number);
  });
}

function spanIn(asked: string | undefined): ReturnSpan {
  return asked === 'year' ? 'year' : 'quarter';
}

/** Everything that a return rests on. */
export type Counted = {
  readonly days: Quarter;
  readonly ended: boolean;
  readonly figures: readonly Figure[];
  readonly hash: string;
  readonly rows: readonly SubmittedRow[];
};

type Counting = {
  readonly asked: Asked;
  readonly name: PoolName;
  readonly span: ReturnSpan;
  readonly from: string | undefined;
};

async function countedOf(
  asking: Asking,
  access: Access,
  { asked, name, span, from }: Counting,
): Promise<Outcome<Counted>> {
  const { pool, stack, today, nameOf } = asked;
  const { store } = asking.services;
  const parts = (span === 'year' ? yearsOf : quartersOf)(stack, pool, today);
  const over = parts.find(({ until }) => until <= today);
  const chosen = from ? parts.find((one) => one.from === from) : (over ?? parts[0]);
  if (!chosen) {
    const words = from
      ? `No ${span} of this pool begins on ${from.slice(0, 20)}`
      : 'Nobody puts anything into this pool yet';
    return refuse('not-found', 'money.no-quarter', `${words}: choose one of those that the page lists.`);
  }
  const days = { from: chosen.from, until: plusDays(chosen.until, -1), revision: await revisionOf(store, pool.id) };
  const [sums, open, rows, year] = await Promise.all([
    fundSums(store, pool.id, days),
    openCharges(store, pool.id, days),
    submittedOf(store, pool.id, { span, from: days.from }),
    yearFigures(asking, access, name),
  ]);
  const figures = figuresOf({ sums, open, nameOf, ...(year ? { year } : {}) });
  const text = JSON.stringify(figures.filter(({ group }) => group !== 'year').map(({ id, minor }) => [id, `${minor}`]));
  const hash = createHash('sha256')
    .update(`${pool.id} ${span === 'year' ? 'year ' : ''}${days.from} ${text}`)
    .digest('hex');
  return accepted({ days, ended: chosen.until <= today, figures, hash, rows });
}

async function yearFigures(asking: Asking, access: Access, name: PoolName): Promise<YearFigures | undefined> {
  const found = await budget(asking, access, name);
  if (!found.ok) return undefined;
  const { year, forecasts } = found.value;
  const runRate = forecasts.find(({ method }) => method === 'run-rate');
  return { budget: BigInt(year.minor), forecast: BigInt(runRate?.amount.minor ?? year.minor) };
}

function shownOf({ id, group, words, minor }: Figure, last: SubmittedRow | undefined, currency: string): QuarterFigure {
  const kept = last?.figures.find((one) => one.id === id)?.minor ?? '0';
  return {
    id,
    group,
    words,
    amount: amountOf(minor, currency),
    ...(last === undefined || BigInt(kept) === minor ? {} : { submitted: amountOf(BigInt(kept), currency) }),
  };
}
