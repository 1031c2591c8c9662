import { expect, test } from 'vitest';
import { day, type Day, plusDays, plusMonths } from '#base';
import { isWorkingDay } from '#agreement';
import { fc } from '#testing/chance';
import { daysOffOf } from '../pool/days-off.ts';
import { CLOSE_STEPS, type CloseDays } from './contract.ts';
import { daysOfMonth, dueOf, inOrder, lastDayOf, monthOf, stateOf, usualDays } from './days.ts';

const days: CloseDays = { charges: 3, accruals: 5, closed: 8, balances: 10 };
const october = day('2026-10-01');

test('counts working days from the first of the next month, without weekends and public holidays', () => {
  const england = { days, off: daysOffOf('england') };
  expect(CLOSE_STEPS.map((step) => dueOf(october, step, england))).toEqual([
    '2026-11-04',
    '2026-11-06',
    '2026-11-11',
    '2026-11-13',
  ]);
  // New Year's Day is a Friday: the first working day of January is the 4th.
  expect(dueOf(day('2026-12-01'), 'charges', england)).toBe('2027-01-06');
  expect(lastDayOf(day('2028-02-01'))).toBe('2028-02-29');
});

test('takes the newest days laid down from that month or before, else those that are usual in the place', () => {
  const rows = [
    { ...days, closed: 6, number: 1, from_month: october },
    { ...days, closed: 7, number: 2, from_month: day('2026-12-01') },
    { ...days, closed: 5, number: 3, from_month: day('2026-11-01') },
  ];
  const closed = (month: string) => daysOfMonth(rows, day(month), usualDays('england')).closed;
  expect(['2026-09-01', '2026-10-01', '2026-11-01', '2027-01-01'].map(closed)).toEqual([8, 6, 5, 5]);
  expect(usualDays('uganda').closed).toBe(10);
  expect(usualDays('nowhere')).toEqual(usualDays('england'));
});

test('no step comes before the one it rests on, nor on a day that is none', () => {
  expect(inOrder(days)).toBe(true);
  expect(inOrder({ ...days, accruals: 3, closed: 3 })).toBe(true);
  for (const wrong of [{ charges: 0 }, { accruals: 2 }, { closed: 8.5 }, { balances: 61 }, { charges: Number.NaN }])
    expect(inOrder({ ...days, ...wrong }), JSON.stringify(wrong)).toBe(false);
});

test('whatever the month and the days, each step is due on a working day after its month, in order, and late only after it', () => {
  const drawn = fc.tuple(
    fc.integer({ min: 0, max: 400 }).map((on) => monthOf(plusDays(day('2026-01-01'), on))),
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 }).map((all) => all.sort((a, b) => a - b)),
    fc.integer({ min: -40, max: 120 }),
  );
  fc.assert(
    fc.property(drawn, ([month, [charges = 1, accruals = 1, closed = 1, balances = 1], shift]) => {
      const laid = { charges, accruals, closed, balances };
      expect(inOrder(laid)).toBe(true);
      const off = daysOffOf('england');
      const due = CLOSE_STEPS.map((step) => dueOf(month, step, { days: laid, off }));
      expect([...due].sort()).toEqual(due);
      for (const one of due) {
        expect(one >= plusMonths(month, 1) && isWorkingDay(one, off)).toBe(true);
        const today: Day = plusDays(one, shift);
        const state = stateOf(false, { month, due: one, today });
        expect(state === 'late').toBe(shift > 0);
        expect(state === 'to-come').toBe(today <= lastDayOf(month));
        expect(stateOf(true, { month, due: one, today })).toBe('done');
      }
    }),
  );
});
