import { type Access, spaced, type Tranche } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import type { HumpForecast, HumpName, HumpSummary, HumpView, TrancheView } from './contract.ts';
import { milestonesOf } from './evidence.ts';
import { type Forecast, forecastOf, monthOf } from './forecast.ts';
import { currencyOf, type Hump, humpFor, type HumpKept, type HumpNow, humpsFor } from './ground.ts';
import { openTranches, releaseRows, savingRows } from './hump.queries.ts';
import { keyOf } from './kept-apart.ts';
import { type BackPart, backParts } from './pay-back.ts';

export const SLIP_MONTHS_MAX = 36;

/** Double-running money of the agreements of one's organisation. */
export async function humps(asking: Asking, access: Access): Promise<Outcome<readonly HumpSummary[]>> {
  const found = await humpsFor(asking, access);
  if (!found.ok) return found;
  const { store } = asking.services;
  const all: HumpSummary[] = [];
  for (const hump of found.value.humps) {
    const released = await releaseRows(store, hump.name);
    const savings = await savingRows(store, hump.name);
    all.push(summaryOf(hump, found.value, { given: sum(released), back: sum(savings) }));
  }
  return accepted(all);
}

/** One of them: what holds each tranche, what it will come to, what is paid back; and what if it came later. */
export async function hump(asking: Asking, access: Access, name: HumpName, slip = ''): Promise<Outcome<HumpView>> {
  const found = await humpFor(asking, access, name);
  if (!found.ok) return found;
  const months = slip === '' ? accepted(0) : monthsOf(slip);
  if (!months.ok) return months;
  const kept = found.value;
  const { hump: of, today, nameOf, currency, slips, done } = kept;
  const { clause } = of;
  const money = (minor: bigint) => amountOf(minor, currency);
  const asked = months.value > 0 ? [{ month: monthOf(today), months: months.value }] : [];
  const known = { done, slips: [...slips, ...asked] };
  const forecast = forecastOf(clause, known);
  const back = backOf(kept);
  const all = clause.tranches.reduce((total, { amount }) => total + BigInt(amount.minor), 0n);
  const short = (forecast.peak?.minor ?? 0n) - all;
  const { savings, payBack } = clause;
  const lead = access.role === 'finance-lead' || access.role === 'programme-lead';
  return accepted({
    ...summaryOf(of, kept, { given: sum(kept.released), back: sum(kept.savings) }),
    paragraph: clause.cites,
    from: clause.doubleRunning.from,
    until: plusDays(clause.doubleRunning.until, -1),
    tranches: await tranchesOf(asking, kept),
    ...(clause.released === undefined ? {} : { released: spaced(clause.released) }),
    forecast: shownForecast(forecast, money),
    ...(known.slips.length === 0 ? {} : { agreed: shownForecast(forecastOf(clause, { done, slips: [] }), money) }),
    ...(asked.length === 0 ? {} : { asked: months.value }),
    ...(short > 0n ? { short: money(short) } : {}),
    ...(savings === undefined
      ? {}
      : {
          savings: {
            words: savings.words,
            before: savings.before,
            worth: savings.worth,
            at: { organization: savings.at, name: nameOf(savings.at) },
          },
        }),
    slips: slips.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    back: back.map((part) => ({
      from: part.from,
      until: plusDays(part.until, -1),
      saved: money(part.saved),
      amount: money(part.minor),
      agreed: part.agreed,
    })),
    ...(payBack === undefined
      ? {}
      : { payBack: { percent: payBack.percentOfSavings, most: payBack.most, from: payBack.from } }),
    may: {
      release: access.role === 'finance-lead' && kept.names.includes(clause.by),
      show: lead && kept.names.includes(clause.to),
      slip: lead && [clause.by, clause.to].some((one) => kept.names.includes(one)),
    },
  });
}

export function backOf({ hump: { clause }, done, savings, released, today }: HumpKept): readonly BackPart[] {
  const agreed = savings.map(({ from_day, saved, minor }) => ({
    from: from_day,
    saved: BigInt(saved),
    minor: BigInt(minor),
  }));
  return backParts(clause, { done, agreed, given: sum(released), today });
}

export function monthsOf(slip: string): Outcome<number> {
  const months = /^\d{1,2}$/.test(slip.trim()) ? Number(slip) : Number.NaN;
  return months >= 1 && months <= SLIP_MONTHS_MAX
    ? accepted(months)
    : refuse('value', 'money.slip', `Say how many months later it comes: a whole number from 1 to ${SLIP_MONTHS_MAX}.`);
}

async function tranchesOf(asking: Asking, kept: HumpKept): Promise<readonly TrancheView[]> {
  const { hump: of, today } = kept;
  const open = of.pool.pooled ? await openTranches(asking.services.store, of.pool.id) : [];
  const views: TrancheView[] = [];
  for (const tranche of of.clause.tranches) {
    const given = kept.released.find((row) => row.tranche === tranche.id);
    const milestones = await milestonesOf(asking, kept, tranche);
    const keptApart = open.some(({ key }) => key === keyOf(of, tranche));
    const missing = given ? [] : missingOf(tranche, { today, milestones });
    views.push({
      id: tranche.id,
      amount: tranche.amount,
      notBefore: tranche.notBefore,
      state: given ? 'given' : missing.length > 0 ? 'held' : 'ready',
      ...(of.pool.pooled && !given ? { keptApart } : {}),
      milestones,
      missing,
      ...(given
        ? {
            given: {
              on: given.on_day,
              by: given.by,
              words: given.words,
              seq: given.seq,
              ...(given.paper === null ? {} : { paper: given.paper }),
            },
          }
        : {}),
    });
  }
  return views;
}

/** What keeps a tranche from being given, a sentence each, with what would. */
export function missingOf(
  { notBefore }: Tranche,
  { today, milestones }: { readonly today: Day; readonly milestones: TrancheView['milestones'] },
): readonly string[] {
  return [
    ...(today < notBefore ? [`Its day is ${notBefore}.`] : []),
    ...milestones.filter(({ shown }) => !shown).map(({ words, told }) => `${words.replace(/\.$/, '')}: ${told}`),
  ];
}

function summaryOf(
  { name, instrument, clause }: Hump,
  { nameOf }: Pick<HumpNow, 'nameOf'>,
  { given, back }: { readonly given: bigint; readonly back: bigint },
): HumpSummary {
  const money = (minor: bigint) => amountOf(minor, currencyOf({ clause }));
  return {
    ...name,
    title: instrument.title,
    fund: spaced(clause.fund),
    by: { organization: clause.by, name: nameOf(clause.by) },
    to: { organization: clause.to, name: nameOf(clause.to) },
    all: money(clause.tranches.reduce((total, { amount }) => total + BigInt(amount.minor), 0n)),
    given: money(given),
    paidBack: money(back),
  };
}

function shownForecast(
  { months, peak, met }: Forecast,
  money: (minor: bigint) => ReturnType<typeof amountOf>,
): HumpForecast {
  return {
    months: months.map(({ month, cost, saved, total, recorded }) => ({
      month,
      cost: money(cost),
      saved: money(saved),
      total: money(total),
      recorded,
    })),
    ...(peak === undefined ? {} : { peak: { month: peak.month, amount: money(peak.minor) } }),
    ...(met === undefined ? {} : { met }),
  };
}

function sum(rows: readonly { readonly minor: string }[]): bigint {
  return rows.reduce((total, { minor }) => total + BigInt(minor), 0n);
}
