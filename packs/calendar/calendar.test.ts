import { expect, test } from 'vitest';
import { type Day, day, isDay, plusDays } from '#base';
import { daysOf, workingDayFrom } from '#obligation';
import england from './england.json' with { type: 'json' };
import kenya from './kenya.json' with { type: 'json' };

const calendarOf = (pack: typeof england) =>
  daysOf({ ...pack, until: day(pack.until), holidays: pack.holidays.map(({ on, name }) => ({ on: day(on), name })) });

test.each([england, kenya])(
  '$name: every holiday is a day, in order, named once, until the end that it says',
  (pack) => {
    const days = pack.holidays.map(({ on }) => on);
    expect(days.filter((on) => !isDay(on))).toEqual([]);
    expect(days).toEqual([...new Set(days)].sort());
    expect((days.at(-1) ?? '') <= pack.until).toBe(true);
  },
);

test.each([
  ['2025-12-24', '2025-12-24'],
  ['2025-12-25', '2025-12-29'], // Christmas, Boxing Day, a weekend
  ['2026-04-03', '2026-04-07'], // Good Friday to Easter Monday
  ['2026-12-25', '2026-12-29'], // Boxing Day falls on a Saturday and is kept on Monday
  ['2027-12-25', '2027-12-29'], // both fall on a weekend
  ['2028-01-01', '2028-01-04'],
])('england: from %s the next day that is worked is %s', (from, worked) => {
  expect(workingDayFrom(calendarOf(england), day(from))).toBe(worked);
});

test.each([
  ['2026-06-01', '2026-06-02'], // Madaraka Day
  ['2026-10-20', '2026-10-21'], // Mashujaa Day
  ['2024-10-20', '2024-10-22'], // on a Sunday: kept on Monday
  ['2026-08-31', '2026-08-31'], // a bank holiday in England alone
])('kenya: from %s the next day that is worked is %s', (from, worked) => {
  expect(workingDayFrom(calendarOf(kenya), day(from))).toBe(worked);
});

test('england: a year has eight holidays', () => {
  const years = [2024, 2025, 2026, 2027, 2028];
  const counted = years.map((year) => england.holidays.filter(({ on }) => on.startsWith(`${year}`)).length);
  expect(counted).toEqual([8, 8, 8, 8, 8]);
});

test('Easter is where the moon puts it', () => {
  for (const pack of [england, kenya]) {
    for (const year of [2024, 2025, 2026, 2027, 2028]) {
      const easter = easterOf(year);
      const named = (name: string) =>
        pack.holidays.find((one) => one.name === name && one.on.startsWith(`${year}`))?.on;
      expect([named('Good Friday'), named('Easter Monday')]).toEqual([plusDays(easter, -2), plusDays(easter, 1)]);
    }
  }
});

/** The anonymous Gregorian computus. */
function easterOf(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return day(`${year}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`);
}
