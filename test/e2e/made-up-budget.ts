import { day } from '#base';
import type { Amount, BudgetView } from '#money/contract';
import { POOL } from './made-up-money.ts';

const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
const DAY = day('2026-09-14');

export const BUDGET: BudgetView = {
  pool: POOL,
  from: day('2026-04-01'),
  until: day('2027-03-31'),
  asAt: DAY,
  source: { number: 2, words: 'Budget 2, brought in by Alan Whitcombe: what the board agreed in March' },
  soFar: pounds(150_000_000),
  spent: pounds(158_940_312),
  over: pounds(8_940_312),
  year: pounds(304_800_000),
  method: 'run-rate',
  forecasts: [
    {
      method: 'run-rate',
      words: 'Spending goes on as it has so far, by the day',
      amount: pounds(335_100_000),
      over: pounds(30_300_000),
    },
    {
      method: 'seasonal',
      words: 'The rest of the year is to what is over as it was the year before',
      amount: pounds(304_800_000),
      over: pounds(0),
    },
    {
      method: 'commitments',
      words: 'What is spent and promised, and for the months to come their budget less what is promised',
      amount: pounds(301_100_000),
      over: pounds(-3_700_000),
    },
  ],
  rows: [
    {
      scheme: 'all of the pool',
      soFar: pounds(0),
      spent: pounds(0),
      over: pounds(0),
      promised: pounds(0),
      year: pounds(0),
      forecast: pounds(0),
    },
    {
      scheme: 'foot care',
      soFar: pounds(50_000_000),
      spent: pounds(54_195_312),
      over: pounds(4_195_312),
      promised: pounds(18_075_000),
      year: pounds(101_600_000),
      forecast: pounds(114_200_000),
    },
    {
      scheme: 'specialist nursing',
      soFar: pounds(100_000_000),
      spent: pounds(104_745_000),
      over: pounds(4_745_000),
      promised: pounds(0),
      year: pounds(203_200_000),
      forecast: pounds(220_900_000),
    },
  ],
  months: [
    { month: '2026-07', budget: pounds(25_400_000), spent: pounds(26_300_000) },
    { month: '2026-08', budget: pounds(25_400_000), spent: pounds(24_900_312) },
  ],
  causes: [
    { words: 'Budgeted so far', amount: pounds(150_000_000), kind: 'level' },
    { words: 'Price', amount: pounds(3_100_000), kind: 'out', cause: 'each unit cost more or less than planned' },
    { words: 'Volume', amount: pounds(1_500_312), kind: 'out', cause: 'more or less was done in all than planned' },
    { words: 'Mix', amount: pounds(-405_000), kind: 'in', cause: 'more or less of what costs more was done' },
    {
      words: 'Spent otherwise',
      amount: pounds(4_745_000),
      kind: 'out',
      cause: 'where no units are planned, price and volume are not told apart',
    },
    { words: 'Spent', amount: pounds(158_940_312), kind: 'level' },
  ],
  may: { keep: true, act: true },
};
