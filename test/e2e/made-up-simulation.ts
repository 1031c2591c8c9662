import { day } from '#base';
import type { Amount, MoneySimulation, Replayable } from '#money/contract';

const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
const BOARD = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };
const COUNCIL = { organization: 'Organization/council', name: 'County Council' };
const TRUST = { organization: 'Organization/trust', name: 'Riverside Community Trust' };
const NONE = { putIn: pounds(0), inKind: pounds(0), pays: pounds(0), earned: pounds(0), shared: pounds(0) };
const TITLE = 'Vale section 75 agreement for community diabetes care';

export const REPLAYABLE: readonly Replayable[] = [2, 1].map((version) => ({
  instrument: 'vale-pooled-fund',
  title: TITLE,
  version,
  words: `${TITLE}, version ${version}`,
}));

export const SIMULATION: MoneySimulation = {
  instrument: 'vale-pooled-fund',
  title: TITLE,
  version: 2,
  from: day('2026-04-01'),
  until: day('2026-09-13'),
  today: {
    positions: [
      { ...BOARD, ...NONE, putIn: pounds(120_000_000), shared: pounds(3_632_250), net: pounds(-123_632_250) },
      {
        ...COUNCIL,
        ...NONE,
        putIn: pounds(30_400_000),
        inKind: pounds(2_000_000),
        shared: pounds(908_062),
        net: pounds(-33_308_062),
      },
      { ...TRUST, ...NONE, earned: pounds(158_940_312), net: pounds(158_940_312) },
    ],
    pools: [{ pool: 'diabetes care', left: pounds(-2_000_000) }],
  },
  draft: {
    positions: [
      { ...BOARD, ...NONE, putIn: pounds(120_000_000), shared: pounds(4_900_000), net: pounds(-124_900_000) },
      {
        ...COUNCIL,
        ...NONE,
        putIn: pounds(30_400_000),
        inKind: pounds(2_000_000),
        shared: pounds(2_450_000),
        net: pounds(-34_850_000),
      },
      { ...TRUST, ...NONE, earned: pounds(161_750_000), net: pounds(161_750_000) },
    ],
    pools: [{ pool: 'diabetes care', left: pounds(-2_000_000) }],
  },
  movements: [
    { ...BOARD, amount: pounds(-1_267_750) },
    { ...COUNCIL, amount: pounds(-1_541_938) },
    { ...TRUST, amount: pounds(2_809_688) },
  ],
  tornado: [
    { words: 'What is put in', less: pounds(-3_000_000), more: pounds(3_000_000) },
    { words: 'How much is done: specialist nursing', less: pounds(1_800_000), more: pounds(-1_900_000) },
    { words: 'How much is done: foot care', less: pounds(700_000), more: pounds(-700_000) },
  ],
  own: BOARD.name,
  saved: [
    {
      id: '3',
      version: 2,
      from: day('2026-04-01'),
      until: day('2026-08-31'),
      decision: 'Board of 12 September: whether to pay for foot care by the visit',
      by: 'Alan Whitcombe',
      at: '2026-09-12T10:20:00.000Z',
    },
  ],
};
