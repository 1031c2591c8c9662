import { type Amount, type Instrument, type PayClause, runningClauses } from '#agreement';
import mending from '#packs/mending/pack.json' with { type: 'json' };
import type { Dashboard, MeasureRow } from '../contract.ts';
import type { Partner } from '../scope.ts';
import type { AgreedPrice, Cascade, CascadeNeed, CascadeStep, Complication } from './contract.ts';

export const COMPLICATIONS: readonly string[] = mending.complications;
export const MENDING = `${mending.title} (${mending.id} ${mending.version}). ${mending.unverified.join(' ')}`;

/** Steps with those who were lost before each, what mending it costs, and who pays. Pure. */
export function cascadeOf(
  { chosen = '', title = '', asAt, measures }: Pick<Dashboard, 'chosen' | 'title' | 'asAt' | 'measures'>,
  priceOf: (codes: readonly string[]) => AgreedPrice | undefined,
  needs: readonly CascadeNeed[] = [],
): Cascade {
  const steps = measures.filter(({ kind }) => kind === 'step').map((row) => stepOf(row, priceOf));
  return { pack: chosen, title, asAt, steps, needs };
}

function stepOf(row: MeasureRow, priceOf: (codes: readonly string[]) => AgreedPrice | undefined): CascadeStep {
  const { id, title, tally, why, aim } = row;
  const known = mending.steps.find(({ step }) => step === id);
  const price = known && priceOf(known.codes);
  const lost = tally && tally.of - tally.met;
  return {
    measure: id,
    title,
    ...(tally ? { tally } : {}),
    ...(why === undefined ? {} : { why }),
    ...(aim === undefined ? {} : { aim }),
    ...(lost === undefined ? {} : { lost }),
    ...(known ? { mending: known.words } : {}),
    ...(price ? { price } : {}),
    ...(price && lost !== undefined ? { cost: times(price.price, lost) } : {}),
  };
}

/** What the agreements in force say one activity costs, and who pays it: the first that has a price for its codes. */
export function pricesIn(
  instruments: readonly Instrument[],
  partners: readonly Partner[],
): (codes: readonly string[]) => AgreedPrice | undefined {
  const paying = runningClauses(instruments.map((instrument) => ({ instrument }))).flatMap(({ instrument, clause }) =>
    clause.clause === 'pay' ? [{ instrument, clause }] : [],
  );
  return (codes) => {
    for (const { instrument, clause } of paying) {
      const line = linesOf(clause).find((one) => one.codes?.codes.some((code) => codes.includes(code)));
      if (!line) continue;
      const { id, title } = instrument;
      const payer = partners.find(({ organization }) => organization === clause.by)?.name ?? clause.by;
      return {
        price: line.price,
        payer: clause.pool === undefined ? payer : `${payer}, out of ${clause.pool.replaceAll('-', ' ')}`,
        agreement: { title, href: `/agreements/${encodeURIComponent(id)}`, paragraph: clause.cites },
      };
    }
    return undefined;
  };
}

function linesOf({ price }: PayClause) {
  return 'lines' in price ? price.lines : [];
}

function times({ minor, currency }: Amount, count: number): Amount {
  return { minor: minor * count, currency };
}

const MONTHS = 12;

/** What was feared, as it was counted a year before and now: observed counts, and what the share of then would make of the people of now. Pure. */
export function complicationsOf({ measures }: Pick<Dashboard, 'measures'>): readonly Complication[] {
  return measures
    .filter(({ id }) => COMPLICATIONS.includes(id))
    .map(({ id, title, tally, history }) => {
      const before = history.at(-1 - MONTHS) ?? history[0];
      const then = before?.tally && before.tally.of > 0 ? { day: before.day, tally: before.tally } : undefined;
      const expected = then && tally ? (then.tally.met / then.tally.of) * tally.of : undefined;
      return {
        measure: id,
        title,
        ...(then ? { before: then } : {}),
        ...(tally ? { now: tally } : {}),
        ...(expected === undefined || !tally ? {} : { expected, fewer: expected - tally.met }),
      };
    });
}
