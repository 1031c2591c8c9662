import type { Access } from '#agreement';
import { type Day, daysBetween, plusDays } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Reader } from '#store';
import { type Asked, askedOf, type Asking } from '../ask.ts';
import { methodOf, yearNow } from '../budget/budget.ts';
import { forecastOf } from '../budget/forecast.ts';
import type { ForecastMethod } from '../budget/contract.ts';
import type { PoolName, SharesAhead } from '../contract.ts';
import type { NewEntry } from '../ledger/entry.ts';
import { type AgreedPool, poolsOf } from '../pool/agreed-pool.ts';
import { type Due, duesOf } from '../pool/due.ts';
import { fencesIn } from '../pool/purpose.ts';
import { amountOf } from '../pool/position.ts';
import { accountSums, closedUpTo, revisionOf } from '../pool/sums.queries.ts';
import { splitByWeight } from '../split.ts';
import { type Ahead, foresee } from './ahead.ts';
import { sharedOf } from './explained.ts';
import { periodsEnding, type SharedPeriod } from './period.ts';
import type { SharedOut } from './settle.ts';

/** What each would carry, or be given, were the year to go on by a method: every period that is still to be shared, line by line. */
export async function sharesAhead(
  asking: Asking,
  access: Access,
  name: PoolName,
  wanted?: string,
): Promise<Outcome<SharesAhead>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  const { pool, stack, today } = asked;
  const { store } = asking.services;
  const method = methodOf(wanted);
  const { year } = await yearNow(store, asked);
  const through = plusDays(year.until, -1);
  const none: SharesAhead = { method, until: through, periods: [], partners: [] };
  const periods = periodsEnding(stack, pool, { after: await closedUpTo(store, pool.id), through });
  if (periods.length === 0) return accepted(none);
  const beside = poolsOf(stack, today, []).filter(
    ({ instrument, id, pooled }) => instrument === pool.instrument && id !== pool.id && pooled,
  );
  const courses = await Promise.all([pool, ...beside].map((one) => courseOf(store, { ...asked, pool: one }, method)));
  const ahead = stretches(periods, { today, through }, courses);
  const others = new Map(beside.map((one) => [one.name, one.id]));
  const fences = new Map([pool, ...beside].map((one) => [one.id, fencesIn(stack, one, today)]));
  const foreseen = await foresee(store, { pool, others, fencesOf: (id) => fences.get(id) }, ahead);
  if (!foreseen.ok) return foreseen;
  return accepted({
    ...none,
    periods: foreseen.value.map((one) =>
      sharedOf(asked, { ...one, ...one.cites, ...daysOf(one), id: '', revision: '0' }),
    ),
    partners: totalsOf(foreseen.value, asked),
  });
}

function daysOf({ period: { from, until } }: SharedOut): { readonly from: Day; readonly until: Day } {
  return { from, until };
}

/** What is to come of one pool this year: parts of contributions, and what is still to be spent, by scheme. */
type Course = {
  readonly pool: AgreedPool;
  readonly dues: readonly Due[];
  readonly toSpend: ReadonlyMap<string, bigint>;
};

/**
 * What the method expects to be spent from tomorrow on is the figure of the budget page less what was spent: it goes where it went so
 * far, scheme by scheme. A year that is forecast below what was spent already spends nothing more.
 */
async function courseOf(reader: Reader, asked: Asked, method: ForecastMethod): Promise<Course> {
  const { pool, stack, today } = asked;
  const { year, told } = await yearNow(reader, asked);
  const spent = told.all.spent.reduce((sum, one) => sum + one, 0n);
  const more = forecastOf(method, told.all) - spent;
  const sums = await accountSums(reader, pool.id, { on: today, revision: await revisionOf(reader, pool.id) });
  const schemes = new Map<string, bigint>();
  for (const { account, kind, scheme, month, minor } of sums)
    if (account === 'fund' && !['contribution', 'cover', 'risk-share'].includes(kind) && month >= year.from.slice(0, 7))
      schemes.set(scheme, (schemes.get(scheme) ?? 0n) + minor);
  const weighed = [...schemes].filter(([, minor]) => minor > 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  const all: readonly (readonly [string, bigint])[] = weighed.length === 0 ? [['', 1n]] : weighed;
  const parts =
    more <= 0n
      ? []
      : splitByWeight(
          more,
          all.map(([, weight]) => weight),
        );
  return {
    pool,
    dues: duesOf(stack, pool, plusDays(year.until, -1)).filter(({ due }) => due > today),
    toSpend: new Map(parts.map((part, at) => [all[at]?.[0] ?? '', part])),
  };
}

/** What lies before each closing: contributions by their day, spending by the day from tomorrow on. */
function stretches(
  periods: readonly SharedPeriod[],
  { today, through }: { readonly today: Day; readonly through: Day },
  courses: readonly Course[],
): readonly Ahead[] {
  const ends = periods.map(({ until }) => (until > today ? until : today));
  const days = [...ends, through].map((end, at) =>
    BigInt(daysBetween(at === 0 ? today : (ends[at - 1] ?? today), end)),
  );
  // On the last day of all nothing is left to be spread by the day: what is expected is spent on it.
  const weights = days.every((one) => one <= 0n) ? days.map((_, at) => (at === periods.length - 1 ? 1n : 0n)) : days;
  return periods.map((period, at) => ({
    period,
    toCome: period.until >= today,
    entries: new Map(
      courses.map((course) => [
        course.pool.id,
        [
          ...course.dues
            .filter(({ due }) => due <= period.until && (at === 0 || due > (periods[at - 1]?.until ?? '')))
            .map((due) => fallsDue(due, period.until)),
          ...[...course.toSpend].flatMap(([scheme, minor]) => {
            const part = splitByWeight(minor, weights)[at] ?? 0n;
            return part === 0n ? [] : [isSpent(course.pool, { scheme, minor: part, on: period.until })];
          }),
        ],
      ]),
    ),
  }));
}

function fallsDue({ item, minor, currency, party, fence, cites }: Due, on: Day): NewEntry {
  return {
    key: item,
    kind: 'contribution',
    effective: on,
    words: 'Falls due',
    cites,
    overspends: true,
    lines: [
      { account: { kind: 'due-from', party, currency }, minor, item },
      { account: { kind: 'fund', currency }, minor: -minor, whose: { owner: party, fence } },
    ],
  };
}

type Spending = { readonly scheme: string; readonly minor: bigint; readonly on: Day };

function isSpent({ currency }: AgreedPool, { scheme, minor, on }: Spending): NewEntry {
  return {
    key: `expected ${scheme} ${on}`,
    kind: 'charge',
    effective: on,
    words: 'Expected to be spent',
    overspends: true,
    lines: [
      { account: { kind: 'fund', currency }, minor, scheme },
      { account: { kind: 'due-to', party: '', currency }, minor: -minor },
    ],
  };
}

/** Over all periods: what each pays is above nought, what it is given below. */
function totalsOf(all: readonly SharedOut[], { pool, nameOf }: Asked): SharesAhead['partners'] {
  const sums = new Map<string, bigint>();
  for (const { shares } of all)
    for (const { by, minor } of shares) if (by.startsWith('Organization/')) sums.set(by, (sums.get(by) ?? 0n) + minor);
  return [...sums].map(([organization, minor]) => ({
    organization,
    name: nameOf(organization),
    amount: amountOf(minor, pool.currency),
  }));
}
