import type { Access } from '#agreement';
import { day, type Day, daysBetween, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Reader } from '#store';
import { actOn, reasonOf } from '../acts/act.ts';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import { rounded } from '../charge/parts.ts';
import type { BridgeStep, PoolName } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { type AccountSum, accountSums, promisedSums, revisionOf } from '../pool/sums.queries.ts';
import { summaryNow } from '../views/pools.ts';
import { agreedBudget, yearOf } from './agreed.ts';
import { keepsFloors } from '../grant/floor.ts';
import { type KeptBudget, keepLines, lastBudget, linesOfBudget, unitsDone } from './budget.queries.ts';
import {
  type BudgetRow,
  type BudgetSent,
  type BudgetTried,
  type BudgetView,
  FORECAST_METHODS,
  type Forecast,
  type ForecastMethod,
} from './contract.ts';
import { forecastOf, METHOD_WORDS, type YearSoFar } from './forecast.ts';
import { type BudgetLine, type ReadBudget, readBudget } from './read.ts';
import { textOfFile } from './sheet.ts';
import { type Cause, causesOf, type SchemeSoFar } from './variance.ts';

/** Over or under what was budgeted, by how much, what caused it, and what the year will come to by each method. */
export async function budget(
  asking: Asking,
  access: Access,
  name: PoolName,
  method?: string,
): Promise<Outcome<BudgetView>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const { pool, today, keep, act } = asked;
  const { store } = asking.services;
  const { year, plan, told } = await yearNow(store, asked);
  const chosen = methodOf(method);
  const money = (minor: bigint) => amountOf(minor, pool.currency);
  const all = total(plan.lines, () => true);
  const forecasts = FORECAST_METHODS.map((one): Forecast => {
    const minor = forecastOf(one, told.all);
    return { method: one, words: METHOD_WORDS[one], amount: money(minor), over: money(minor - all) };
  });
  const [soFar, spent] = [sumOf(told.schemes, 'budget'), sumOf(told.schemes, 'spent')];
  return accepted({
    pool: await summaryNow(asking, asked),
    from: year.from,
    until: plusDays(year.until, -1),
    asAt: today,
    source: sourceOf(plan.kept),
    soFar: money(soFar),
    spent: money(spent),
    over: money(spent - soFar),
    year: money(all),
    method: chosen,
    forecasts,
    rows: told.schemes.map((one) => rowOf(one, { plan, year: told.years.get(one.scheme) ?? told.all, chosen, money })),
    months: told.months.map(({ month, budgeted, spent: minor }) => ({
      month: month.slice(0, 7),
      budget: money(budgeted),
      spent: money(minor),
    })),
    causes: stepsOf(causesOf(told.schemes), { soFar, spent, money }),
    may: { keep, act },
  });
}

export function methodOf(method: string | undefined): ForecastMethod {
  return FORECAST_METHODS.find((one) => one === method) ?? 'run-rate';
}

/** The year of a pool as it is today: what was planned, and what was spent so far. */
export async function yearNow(
  reader: Reader,
  asked: Asked,
): Promise<{ readonly year: Year; readonly plan: Plan; readonly told: Tallied }> {
  const year = yearOf(asked.stack, asked.pool, asked.today);
  const plan = await planOf(reader, asked, year);
  return { year, plan, told: await tallied(reader, asked, { year, plan }) };
}

/** What a list of lines would come to; nothing is kept. */
export async function tryBudget(
  asking: Asking,
  access: Access,
  name: PoolName,
  sent: BudgetSent,
): Promise<Outcome<BudgetTried>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const text = 'text' in sent ? accepted(sent.text) : await textOfFile(sent.file, sent.name);
  if (!text.ok) return text;
  const read = readFor(asked, text.value);
  if (!read.ok) return read;
  const plan = await planOf(asking.services.store, asked, yearOf(asked.stack, asked.pool, asked.today));
  const { lines, faults, count } = read.value;
  const money = (minor: bigint) => amountOf(minor, asked.pool.currency);
  const schemes = [...new Set([...lines, ...plan.lines].map(({ scheme }) => scheme))].sort();
  return accepted({
    lines: count,
    faults,
    total: money(total(lines, () => true)),
    schemes: schemes.map((scheme) => ({
      scheme: schemeWords(scheme),
      now: money(total(plan.lines, (one) => one.scheme === scheme)),
      next: money(total(lines, (one) => one.scheme === scheme)),
    })),
  });
}

/** Keeps lines as the pool's next budget, by whoever keeps its books; all of them or none. */
export async function keepBudget(
  asking: Asking,
  access: Access,
  name: PoolName,
  { text, reason: given }: { readonly text: string; readonly reason: string },
): Promise<Outcome<true>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const read = readFor(acting, text);
    if (!read.ok) return read;
    const { lines, faults } = read.value;
    const [first] = faults;
    if (first) {
      const more = faults.length > 1 ? ` ${faults.length - 1} more lines cannot be taken in.` : '';
      return refuse('value', 'money.budget-line', `Line ${first.line}: ${first.rule} ${first.remedy}${more}`);
    }
    if (lines.length === 0) return refuse('required', 'money.budget-empty', 'There is no line of a budget in it.');
    const floors = await keepsFloors(acting.transaction, acting, lines);
    if (!floors.ok) return floors;
    const by = access.name ?? access.principal;
    const kept = { lines, reason: reason.value, by, principal: access.principal, at: new Date(asking.services.now()) };
    await keepLines(acting.transaction, acting.pool.id, kept);
    return accepted(true);
  });
}

type Year = { readonly from: Day; readonly until: Day };
type Plan = { readonly lines: readonly BudgetLine[]; readonly kept?: KeptBudget };

function readFor({ stack, pool, today }: Asked, text: string): Outcome<ReadBudget> {
  return readBudget(text, { ...yearOf(stack, pool, today), currency: pool.currency });
}

async function planOf(reader: Reader, { stack, pool }: Asked, { from, until }: Year): Promise<Plan> {
  const kept = await lastBudget(reader, pool.id);
  const first = firstOf(from);
  const lines = kept ? await linesOfBudget(reader, kept.id) : [];
  const mine = lines.filter(({ month }) => month >= first && month < until);
  return kept && mine.length > 0 ? { lines: mine, kept } : { lines: agreedBudget(stack, pool, { from, until }) };
}

type Tallied = {
  readonly schemes: readonly SchemeSoFar[];
  readonly all: YearSoFar;
  readonly years: ReadonlyMap<string, YearSoFar>;
  readonly months: readonly { readonly month: Day; readonly budgeted: bigint; readonly spent: bigint }[];
};

async function tallied(
  reader: Reader,
  { pool, today }: Asked,
  { year, plan }: { readonly year: Year; readonly plan: Plan },
): Promise<Tallied> {
  const revision = await revisionOf(reader, pool.id);
  const [sums, promised, done] = await Promise.all([
    accountSums(reader, pool.id, { on: today, revision }),
    promisedSums(reader, pool.id, revision),
    unitsDone(reader, pool.id, { from: year.from, until: plusDays(today, 1) }),
  ]);
  // Without a budget by scheme, what each spent is held against what is there for all.
  const name = (scheme: string): string => (plan.kept ? scheme : '');
  const spending = sums.filter(isSpending).map((one) => ({ ...one, scheme: name(one.scheme) }));
  const months = monthsOf(year);
  const now = firstOf(today);
  const here = { gone: daysBetween(now, today) + 1, days: daysBetween(now, plusMonths(now, 1)) };
  const schemes = [...new Set([...plan.lines, ...spending].map(({ scheme }) => scheme))].sort();
  const begun = months.filter((month) => month <= now);
  const yearFor = (which: (scheme: string) => boolean): YearSoFar => {
    const spentIn = (month: Day): bigint =>
      total(spending, (one) => which(one.scheme) && one.month === month.slice(0, 7));
    return {
      ...here,
      months: months.length,
      spent: begun.map(spentIn),
      budget: months.map((month) => total(plan.lines, (one) => which(one.scheme) && one.month === month)),
      before: months.map((month) => spentIn(plusMonths(month, -12))),
      promised: total(promised, (one) => which(name(one.scheme))),
    };
  };
  const years = new Map(schemes.map((scheme) => [scheme, yearFor((one) => one === scheme)]));
  const all = yearFor(() => true);
  return {
    all,
    years,
    months: begun.map((month, at) => ({ month, budgeted: all.budget[at] ?? 0n, spent: all.spent[at] ?? 0n })),
    schemes: schemes.map((scheme) => {
      const own = years.get(scheme) ?? all;
      const units = unitsSoFar(
        plan.lines.filter((line) => line.scheme === scheme),
        now,
        here,
      );
      return {
        scheme,
        budget: own.budget
          .slice(0, begun.length)
          .reduce((sum, one, at) => sum + soFarOf(one, at, begun.length, here), 0n),
        spent: own.spent.reduce((sum, one) => sum + one, 0n),
        promised: own.promised,
        ...(units === undefined
          ? {}
          : { planned: units, done: done.find((one) => one.scheme === scheme)?.units ?? 0n }),
      };
    }),
  };
}

type Here = { readonly gone: number; readonly days: number };

/** The month that runs counts by the day. */
function soFarOf(minor: bigint, at: number, begun: number, { gone, days }: Here): bigint {
  return at < begun - 1 ? minor : rounded(minor * BigInt(gone), BigInt(days));
}

function unitsSoFar(lines: readonly BudgetLine[], now: Day, { gone, days }: Here): bigint | undefined {
  if (lines.length === 0 || lines.some(({ units }) => units === undefined)) return undefined;
  return lines.reduce((sum, { month, units = '0' }) => {
    const planned = BigInt(Math.round(Number(units) * 10_000));
    if (month > now) return sum;
    return sum + (month === now ? rounded(planned * BigInt(gone), BigInt(days)) : planned);
  }, 0n);
}

type Around = {
  readonly plan: Plan;
  readonly year: YearSoFar;
  readonly chosen: ForecastMethod;
  readonly money: (minor: bigint) => ReturnType<typeof amountOf>;
};

function rowOf(one: SchemeSoFar, { plan, year, chosen, money }: Around): BudgetRow {
  return {
    scheme: schemeWords(one.scheme),
    soFar: money(one.budget),
    spent: money(one.spent),
    over: money(one.spent - one.budget),
    promised: money(one.promised),
    year: money(total(plan.lines, ({ scheme }) => scheme === one.scheme)),
    forecast: money(forecastOf(chosen, year)),
  };
}

const CAUSE_WORDS: Readonly<Record<Cause['cause'], readonly [string, string]>> = {
  price: ['Price', 'each unit cost more or less than planned'],
  volume: ['Volume', 'more or less was done in all than planned'],
  mix: ['Mix', 'more or less of what costs more was done'],
  timing: ['Timing', 'promised and not spent yet'],
  other: ['Spent otherwise', 'where no units are planned, price and volume are not told apart'],
};

function stepsOf(
  causes: readonly Cause[],
  { soFar, spent, money }: { readonly soFar: bigint; readonly spent: bigint; readonly money: Around['money'] },
): readonly BridgeStep[] {
  return [
    { words: 'Budgeted so far', amount: money(soFar), kind: 'level' },
    ...causes.map(({ cause, minor }): BridgeStep => {
      const [words, why] = CAUSE_WORDS[cause];
      return { words, amount: money(minor), kind: minor > 0n ? 'out' : 'in', cause: why };
    }),
    { words: 'Spent', amount: money(spent), kind: 'level' },
  ];
}

function sourceOf(kept: KeptBudget | undefined): BudgetView['source'] {
  return kept
    ? { number: kept.number, words: `Budget ${kept.number}, brought in by ${kept.by}: ${kept.reason}` }
    : { number: 0, words: 'No budget was brought in: it is what the agreement puts in, month by month.' };
}

const NO_SPENDING: readonly string[] = ['contribution', 'cover', 'risk-share'];

function isSpending({ account, kind }: AccountSum): boolean {
  return account === 'fund' && !NO_SPENDING.includes(kind);
}

function schemeWords(scheme: string): string {
  return scheme === '' ? 'all of the pool' : scheme.replaceAll('-', ' ');
}

function monthsOf({ from, until }: Year): readonly Day[] {
  const first = firstOf(from);
  const found: Day[] = [];
  for (let at = 0; at < 60 && plusMonths(first, at) < until; at += 1) found.push(plusMonths(first, at));
  return found;
}

function firstOf(on: Day): Day {
  return day(`${on.slice(0, 7)}-01`);
}

function total<T extends { readonly minor: bigint }>(all: readonly T[], which: (one: T) => boolean): bigint {
  return all.reduce((sum, one) => (which(one) ? sum + one.minor : sum), 0n);
}

function sumOf(schemes: readonly SchemeSoFar[], which: 'budget' | 'spent'): bigint {
  return schemes.reduce((sum, one) => sum + one[which], 0n);
}
