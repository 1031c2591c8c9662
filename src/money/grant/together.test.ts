import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { type ProgrammeVisit, togetherOf } from './together.ts';

const visit = (ref: string, more: Partial<ProgrammeVisit> = {}): ProgrammeVisit => ({
  ref,
  person: ref,
  day: '2026-05-04',
  org: 1,
  minutes: 20,
  programmes: ['hiv'],
  ...more,
});
const WORTH = { travel: 4_000n, hour: 9_000n };

test('a joint visit saves a journey and the minutes by which it is shorter than two', () => {
  const both = visit('both', { minutes: 25, programmes: ['hiv', 'heart'] });
  const found = togetherOf([visit('a'), visit('b', { minutes: 16, programmes: ['heart'] }), both], WORTH);
  expect(found).toMatchObject({ contacts: 1, people: 1, journeys: 1, minutes: 11, unknown: 0, worth: 5_650n });
  expect(found.programmes).toEqual([
    { programme: 'heart', alone: 1, together: 1, minutesAlone: 16, worth: 2_825n },
    { programme: 'hiv', alone: 1, together: 1, minutesAlone: 20, worth: 2_825n },
  ]);
});

test('two visits of one person on one day at one place are one contact; at two places they are two journeys', () => {
  const second = visit('2', { person: '1', programmes: ['heart'] });
  expect(togetherOf([visit('1'), second], WORTH).journeys).toBe(1);
  expect(togetherOf([visit('1'), { ...second, org: 2 }], WORTH).journeys).toBe(0);
});

test('what is not known saves no minute, and says so', () => {
  expect(togetherOf([visit('1', { programmes: ['hiv', 'heart'] })], WORTH)).toMatchObject({
    minutes: 0,
    unknown: 1,
    worth: 4_000n,
  });
});

test('for random visits: what programmes gain adds up to what was saved, and nothing is below nought', () => {
  const one = fc.record({
    person: fc.constantFrom('a', 'b', 'c', 'd'),
    day: fc.constantFrom('2026-05-04', '2026-05-05'),
    org: fc.constantFrom(1, 2),
    minutes: fc.option(fc.nat(90), { nil: undefined }),
    programmes: fc.subarray(['hiv', 'heart', 'tb'], { minLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (all) => {
      const visits = all.map(({ minutes, ...rest }, at) => ({
        ref: String(at),
        ...rest,
        ...(minutes === undefined ? {} : { minutes }),
      }));
      const found = togetherOf(visits, WORTH);
      expect(found.programmes.reduce((sum, { worth }) => sum + worth, 0n)).toBe(found.worth);
      expect(found.minutes).toBeGreaterThanOrEqual(0);
      expect(found.worth).toBeGreaterThanOrEqual(4_000n * BigInt(found.journeys));
    }),
  );
});
