import { day } from '#base';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import type { Instrument } from './instrument.ts';
import type { Clause, ContributeClause } from './index.ts';
import { checkVaried } from './vary.ts';

const BOARD = 'Organization/board';
const COUNCIL = 'Organization/council';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const YEAR = { from: day('2026-04-01'), until: day('2027-04-01') };
const money = (changes: Partial<ContributeClause> = {}): ContributeClause => ({
  id: 'council-money',
  cites: '2',
  clause: 'contribute',
  pool: 'better-care',
  by: COUNCIL,
  amount: pounds(1_200_000),
  period: YEAR,
  every: 'month',
  dueWorkingDay: 1,
  varies: 'pro-rata',
  ...changes,
});
const version = (changes: Partial<Instrument>, ...clauses: readonly Clause[]): Instrument => ({
  id: 'fund',
  version: 1,
  title: 'The fund',
  kind: 'section-75-pooled-fund',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'payment',
  parties: [
    { organization: BOARD, name: 'Vale Care Board', kind: 'care-board' },
    { organization: COUNCIL, name: 'Vale Council', kind: 'local-authority' },
  ],
  population: { words: 'adults of the Vale' },
  decided: day('2026-03-01'),
  effective: day('2026-04-01'),
  text: [{ id: '2', text: 'What each puts in.' }],
  clauses,
  ...changes,
});
const later = (effective: string, ...clauses: readonly Clause[]) =>
  version({ version: 2, effective: day(effective) }, ...clauses);
const found = (next: Instrument, ...signed: readonly Instrument[]) =>
  checkVaried(next, { signed, noticed: day('2026-06-01') }).map(({ code, text }) => [code, text]);

const vary = (noticeDays: number): Clause => ({
  id: 'vary',
  cites: '9',
  clause: 'vary',
  agreedBy: 'parties',
  noticeDays,
  backdateMonths: 0,
});

test('a version takes effect no earlier than the notice of a change is over, and the first day is named', () => {
  const agreed = version({}, vary(30));
  expect(found(later('2026-07-01'), agreed)).toEqual([]);
  expect(found(later('2026-06-30', vary(0)), agreed)).toEqual([
    [
      'agreement.notice',
      "Version 1 of The fund is changed with 30 days' notice (paragraph 9): what is put before the parties on 1 June 2026 takes effect on 1 July 2026 at the earliest.",
    ],
  ]);
  expect(found(later('2026-06-02'), version({}, vary(0)))).toEqual([]);
  expect(found(later('2026-06-02', vary(30)))).toEqual([]);
});

test('the notice is that of the version that all signed last', () => {
  expect(found(later('2026-06-02'), version({}, vary(30)), later('2026-05-01', vary(1)))).toEqual([]);
});

const FLOOR = money({ floor: pounds(1_200_000) });

test('a later version below the floor is refused by name, whichever clauses it puts it in', () => {
  expect(found(later('2026-10-01', money({ amount: pounds(600_000) })), version({}, FLOOR))).toEqual([
    [
      'agreement.below-floor',
      'Part council-money (contribute) puts in £3,000.00 from Vale Council into better care from 1 October 2026 to 31 March 2027; version 1 agreed never less than £12,000.00 from 1 April 2026 to 31 March 2027 (paragraph 2), which is £6,000.00 for these days: put in as much, or change it for later periods.',
    ],
  ]);
  const split = [money({ amount: pounds(700_000) }), money({ id: 'more', amount: pounds(500_000) })];
  expect(found(later('2026-10-01', ...split), version({}, FLOOR))).toEqual([]);
  const half = money({ amount: pounds(600_000), period: { ...YEAR, from: day('2026-10-01') } });
  expect(found(later('2026-10-01', half), version({}, FLOOR))).toEqual([]);
});

test('money for something else, of somebody else, or in kind keeps no floor; without any it is not kept either', () => {
  const others: readonly ContributeClause[] = [
    money({ ringFencedFor: 'reablement' }),
    money({ by: BOARD }),
    money({ pool: 'other' }),
    money({ inKind: 'rooms' }),
  ];
  for (const one of others)
    expect(found(later('2026-10-01', one), version({}, FLOOR)).map(([code]) => code)).toEqual([
      'agreement.below-floor',
    ]);
  expect(found(later('2026-10-01'), version({}, FLOOR)).map(([code]) => code)).toEqual(['agreement.below-floor']);
});

test('a floor holds for its period, for who is still a party, and what stays for its period stays', () => {
  const next = { from: YEAR.until, until: day('2028-04-01') };
  expect(found(later('2027-04-01', money({ amount: pounds(1), period: next })), version({}, FLOOR))).toEqual([]);
  const stays = version({}, money({ floor: pounds(1_200_000), varies: 'next-period' }));
  expect(found(later('2026-10-01', money({ amount: pounds(1), period: next })), stays)).toEqual([]);
  const without = { ...later('2026-10-01'), parties: later('2026-10-01').parties.slice(0, 1) };
  expect(found(without, version({}, FLOOR))).toEqual([]);
});

test('whatever the day, as much as before keeps the floor and a penny a month less does not', () => {
  const floors = fc.integer({ min: 1, max: 1_000_000_000 });
  const month = fc.integer({ min: 0, max: 11 });
  fc.assert(
    fc.property(floors, month, fc.integer({ min: 1, max: 28 }), (floor, at, of) => {
      const on = `${at < 9 ? 2026 : 2027}-${String(((at + 3) % 12) + 1).padStart(2, '0')}-${String(of).padStart(2, '0')}`;
      const agreed = version({}, money({ amount: pounds(floor + 10_000), floor: pounds(floor) }));
      expect(found(later(on, money({ amount: pounds(floor) })), agreed)).toEqual([]);
      const less = Math.max(0, floor - 1_200);
      if (floor >= 1_200)
        expect(found(later(on, money({ amount: pounds(less) })), agreed).map(([code]) => code)).toEqual([
          'agreement.below-floor',
        ]);
    }),
  );
});
