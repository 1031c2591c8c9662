import { day } from '#base';
import type { FigureGroup, QuarterFigure, QuarterReturn } from '#money/contract';
import { ENTRY, POOL, pounds } from './made-up-money.ts';

const figure = (group: FigureGroup, name: string, words: string, minor: number): QuarterFigure => ({
  id: name === '' ? group : `${group}:${name}`,
  group,
  words,
  amount: pounds(minor),
});

/** A quarter of a pool that was submitted and has changed since, with one figure traced. */
export const QUARTER: QuarterReturn = {
  pool: POOL,
  span: 'quarter',
  from: day('2026-04-01'),
  until: day('2026-06-30'),
  ended: true,
  revision: '214',
  quarters: [
    { from: day('2026-07-01'), until: day('2026-09-30') },
    { from: day('2026-04-01'), until: day('2026-06-30') },
  ],
  years: [{ from: day('2026-04-01'), until: day('2027-03-31') }],
  figures: [
    figure('opening', '', 'There at the beginning', 0),
    figure('income', 'Organization/icb', 'Vale Integrated Care Board', 60_000_000),
    figure('income', 'Organization/council', 'County Council', 15_000_000),
    { ...figure('spent', 'foot-care', 'foot care', -20_195_312), submitted: pounds(-19_671_312) },
    figure('spent', 'specialist-nursing', 'specialist nursing', -52_200_000),
    { ...figure('closing', '', 'There at the end', 2_604_688), submitted: pounds(3_128_688) },
    figure('accrued', 'foot-care', 'foot care', 1_048_000),
    figure('year', 'budget', 'Budget of the year', 304_800_000),
    figure('year', 'forecast', 'Forecast of the year', 335_800_000),
    figure('year', 'over', 'Over the budget', 31_000_000),
  ],
  hash: '5f'.repeat(32),
  submissions: [{ number: 1, at: '2026-07-14T09:12:00.000Z', by: 'Alan Whitcombe' }],
  trace: {
    figure: 'income:Organization/council',
    words: 'County Council',
    amount: pounds(15_000_000),
    entries: [ENTRY],
    charges: [],
    more: false,
  },
  may: { submit: true, act: true },
};

const { trace: _trace, ...NO_TRACE } = QUARTER;

/** A year that is over and not submitted yet. */
export const YEAR_RETURN: QuarterReturn = {
  ...NO_TRACE,
  span: 'year',
  from: day('2025-04-01'),
  until: day('2026-03-31'),
  figures: [
    figure('opening', '', 'There at the beginning', 0),
    figure('income', 'Organization/icb', 'Vale Integrated Care Board', 240_000_000),
    figure('income', 'Organization/council', 'County Council', 60_000_000),
    figure('spent', 'foot-care', 'foot care', -80_781_248),
    figure('spent', 'specialist-nursing', 'specialist nursing', -208_800_000),
    figure('closing', '', 'There at the end', 10_418_752),
  ],
  years: [
    { from: day('2026-04-01'), until: day('2027-03-31') },
    { from: day('2025-04-01'), until: day('2026-03-31') },
  ],
  submissions: [],
};
