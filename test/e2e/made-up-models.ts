import { day } from '#base';
import type { Amount, Model, ModelsCompared } from '#money/contract';

const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
const BOARD = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };
const HOSPITAL = { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' };
const PRACTICE = { organization: 'Organization/elm-tree', name: 'Elm Tree Surgery' };

const PAID: Readonly<Record<Model, readonly [hospital: number, practice: number]>> = {
  block: [118_000_000, 20_500_000],
  tariff: [124_300_000, 31_200_000],
  capitation: [0, 138_499_980],
  blended: [121_150_000, 25_850_000],
};

const sides = (Object.keys(PAID) as readonly Model[]).map((model) => {
  const [hospital, practice] = PAID[model];
  const [agreedHospital, agreedPractice] = PAID.tariff;
  const all = hospital + practice;
  const moves = agreedHospital + agreedPractice - all;
  return {
    model,
    positions: [
      { ...BOARD, earned: pounds(0), net: pounds(-all), moves: pounds(moves) },
      { ...HOSPITAL, earned: pounds(hospital), net: pounds(hospital), moves: pounds(hospital - agreedHospital) },
      { ...PRACTICE, earned: pounds(practice), net: pounds(practice), moves: pounds(practice - agreedPractice) },
    ],
    left: pounds(0),
    sum: pounds(0),
    paid: [-20, -10, 0, 10, 20].map((percent) => ({
      percent,
      amount: pounds(all + (model === 'tariff' ? (all * percent) / 100 : 0)),
    })),
  };
});

export const MODELS: ModelsCompared = {
  instrument: 'vale-pooled-fund',
  title: 'Vale section 75 agreement for community diabetes care',
  version: 2,
  from: day('2025-09-01'),
  until: day('2026-08-31'),
  plan: 'year-before',
  agreed: [
    { ...BOARD, earned: pounds(0), net: pounds(-155_500_000) },
    { ...HOSPITAL, earned: pounds(124_300_000), net: pounds(124_300_000) },
    { ...PRACTICE, earned: pounds(31_200_000), net: pounds(31_200_000) },
  ],
  sides,
  moved: (Object.keys(PAID) as readonly Model[]).map((model) => {
    const part = { block: 0, tariff: 1, capitation: 0, blended: 0.5 }[model];
    return {
      from: { ...HOSPITAL, words: 'review in hospital' },
      to: { ...PRACTICE, words: 'review in the practice' },
      model,
      loses: pounds(11_800 * part),
      gains: pounds(5_200 * part),
      unpaid: pounds(5_200 * (1 - part)),
    };
  }),
  hash: '9c4f'.repeat(16),
  own: BOARD.name,
  workers: [
    {
      ...PRACTICE,
      role: 'community-health-worker',
      shared: 'team',
      activity: 'home-visit',
      paragraph: '7',
      prices: [{ words: 'home visit', price: pounds(250) }],
      people: 6,
      earned: pounds(412_500),
    },
    {
      ...HOSPITAL,
      role: 'community-nurse',
      shared: 'each',
      activity: 'dressing-at-home',
      paragraph: '8',
      prices: [{ words: 'dressing at home', price: pounds(400) }],
      few: 5,
    },
  ],
  tornado: sides.map(({ model }) => ({
    model,
    swings: [
      { words: 'All prices', less: pounds(15_550_000), more: pounds(-15_550_000) },
      { words: 'How much is done: reviews', less: pounds(9_000_000), more: pounds(-9_000_000) },
    ],
  })),
  signed: [
    {
      id: '4',
      model: 'blended',
      hash: '9c4f'.repeat(16),
      words: 'The practices are paid for what moves, and the hospital has two years.',
      by: 'Alan Whitcombe',
      organization: BOARD.name,
      at: '2026-09-10T09:00:00.000Z',
      same: true,
    },
  ],
  may: { sign: true },
};
