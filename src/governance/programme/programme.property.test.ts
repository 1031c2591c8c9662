import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day, daysBetween, plusDays } from '#base';
import { contextMatch, OFFERED_MAX, offeredLessons } from './match.ts';
import { programmeState } from './programme.ts';
import { forecastOf, plannedBy, promiseStanding, SHORT_SHARE, sponsorStanding, staffingOn } from './rules.ts';
import { type Context, CONTEXT, CONTEXT_FIELDS, type Of, type ProgrammeDeed, type ProgrammeSaid } from './said.ts';

const START = day('2026-01-01');
const onDay = fc.integer({ min: 0, max: 700 }).map((days) => plusDays(START, days));
const LEAD = { organization: 'Organization/a', role: 'programme-lead' } as const;
const BEGUN = { did: 'begun', name: 'P', aim: 'A', measure: 'M', board: 'b', lead: LEAD, currency: 'GBP' } as const;

function stateOf(...said: readonly ProgrammeSaid[]) {
  const deed = (one: ProgrammeSaid, index: number): ProgrammeDeed => ({
    at: new Date(index),
    by: 'X',
    organization: 'a',
    role: 'programme-lead',
    said: one,
  });
  return programmeState({ deeds: [BEGUN, ...said].map(deed) });
}

const means: fc.Arbitrary<Of<'means'>> = fc
  .record({
    from: onDay,
    days: fc.integer({ min: 0, max: 400 }),
    hours: fc.integer({ min: 0, max: 5_000 }),
    minor: fc.integer({ min: 0, max: 1e7 }),
  })
  .map(({ from, days, hours, minor }) => ({
    did: 'means',
    id: 'b1',
    words: 'x',
    from,
    until: plusDays(from, days),
    hours,
    minor,
  }));

test('what is planned only grows, from nothing to all of it', () => {
  fc.assert(
    fc.property(fc.array(means, { maxLength: 5 }), onDay, fc.integer({ min: 0, max: 50 }), (lines, on, more) => {
      const state = { means: lines };
      expect(plannedBy(state, plusDays(on, more)).hours).toBeGreaterThanOrEqual(plannedBy(state, on).hours - 1e-6);
      expect(plannedBy(state, day('2099-01-01')).hours).toBeCloseTo(lines.reduce((sum, { hours }) => sum + hours, 0));
      expect(plannedBy(state, day('2020-01-01')).hours).toBe(0);
    }),
  );
});

test('a forecast is never sooner than the plan, and less work never brings it nearer', () => {
  fc.assert(
    fc.property(means, onDay, onDay, fc.tuple(fc.nat(5_000), fc.nat(500)), (line, today, on, [hours, less]) => {
      const used = (worked: number) => stateOf(line, { did: 'used', means: 'b1', on: START, hours: worked, minor: 0 });
      const much = forecastOf(on, staffingOn(used(hours), today), today);
      const little = forecastOf(on, staffingOn(used(Math.max(0, hours - less)), today), today);
      if (much !== undefined) expect(much >= on).toBe(true);
      if (little !== undefined && much !== undefined) expect(little >= much).toBe(true);
      if (much === undefined) expect(little).toBeUndefined();
    }),
  );
});

test('40 % below plan is short, 39 % is not', () => {
  const line: ProgrammeSaid = {
    did: 'means',
    id: 'b1',
    words: 'x',
    from: START,
    until: plusDays(START, 99),
    hours: 1_000,
    minor: 0,
  };
  const today = plusDays(START, 49);
  const with_ = (hours: number) =>
    staffingOn(stateOf(line, { did: 'used', means: 'b1', on: START, hours, minor: 0 }), today);
  expect(with_(300)).toMatchObject({ share: SHORT_SHARE, short: true, standsAt: plusDays(START, 29) });
  expect(with_(305).short).toBe(false);
  // Half way through, at 60 % of the pace: 70 days of the plan left take 117 days.
  expect(forecastOf(plusDays(START, 99), with_(300), today)).toBe(plusDays(today, 117));
  expect(forecastOf(plusDays(START, 99), with_(0), today)).toBeUndefined();
});

test('no deed changes a baseline, and a shock freezes the plan before it moves it', () => {
  const move = fc.oneof(
    onDay.map((on): ProgrammeSaid => ({ did: 'moved', milestone: 'm1', on, why: 'x' })),
    onDay.map((on): ProgrammeSaid => ({ did: 'reached', milestone: 'm2', on })),
    fc.integer({ min: 0, max: 60 }).map(
      (weeks): ProgrammeSaid => ({
        did: 'shock',
        id: 's1',
        words: 'x',
        on: START,
        weeks,
        milestones: ['m1', 'm2'],
        message: 'x',
        tellers: [],
      }),
    ),
    fc.constant<ProgrammeSaid>({ did: 'baseline', name: 'x' }),
  );
  const first: readonly ProgrammeSaid[] = [
    { did: 'milestone', id: 'm1', words: 'a', on: START },
    { did: 'milestone', id: 'm2', words: 'b', on: START },
    { did: 'baseline', name: 'first' },
  ];
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      let before = stateOf(...first);
      for (const [index, said] of moves.entries()) {
        const after = stateOf(...first, ...moves.slice(0, index + 1));
        expect(after.baselines.slice(0, before.baselines.length)).toEqual(before.baselines);
        if (said.did === 'shock') {
          expect(after.baselines.at(-1)?.days).toEqual(
            Object.fromEntries(before.milestones.map(({ id, on }) => [id, on])),
          );
          for (const milestone of after.milestones) {
            const was = before.milestones.find(({ id }) => id === milestone.id);
            const moved = was?.reached === undefined ? said.weeks * 7 : 0;
            expect(daysBetween(was?.on ?? START, milestone.on)).toBe(moved);
          }
        }
        before = after;
      }
    }),
  );
});

test('a sponsor is silent from the sixtieth day on, and ended from the day the office ends', () => {
  const sponsor = { name: 'S', office: 'O', named: new Date('2026-01-01T12:00:00Z'), acts: [] };
  const on = (days: number) => sponsorStanding(sponsor, plusDays(START, days), 'UTC');
  expect([on(0), on(59), on(60)]).toEqual(['active', 'active', 'silent']);
  expect(sponsorStanding({ ...sponsor, until: day('2026-02-01') }, day('2026-01-31'), 'UTC')).toBe('active');
  expect(sponsorStanding({ ...sponsor, until: day('2026-02-01') }, day('2026-02-01'), 'UTC')).toBe('ended');
  expect(sponsorStanding(undefined, START, 'UTC')).toBe('none');
});

test('a promise is broken the day after, unless it arrived', () => {
  const promise = { id: 'p1', from: 'x', words: 'x', minor: 1, until: day('2026-02-01'), at: new Date(0), by: 'X' };
  expect(promiseStanding(promise, day('2026-02-01'))).toBe('open');
  expect(promiseStanding(promise, day('2026-02-02'))).toBe('broken');
});

const context: fc.Arbitrary<Context> = fc.record(
  Object.fromEntries(CONTEXT_FIELDS.map((field) => [field, fc.constantFrom(...CONTEXT[field])])) as never,
  { requiredKeys: [] },
);
const lesson: ProgrammeSaid = {
  did: 'lesson',
  id: 'l1',
  words: 'Letters',
  expected: 'e',
  happened: 'h',
  advice: 'advise',
};

test('lessons: never more than twelve, never of its own, the better match first, and every reason is true', () => {
  fc.assert(
    fc.property(context, fc.array(context, { maxLength: 20 }), (mine, theirs) => {
      const own = { id: 'me', state: stateOf({ did: 'context', context: mine }, lesson) };
      const others = theirs.map((one, index) => ({
        id: `${index}`,
        state: stateOf({ did: 'context', context: one }, lesson),
      }));
      const offered = offeredLessons(own, [own, ...others]);
      expect(offered.length).toBeLessThanOrEqual(OFFERED_MAX);
      let last = Number.POSITIVE_INFINITY;
      for (const { programme, same, different, shared } of offered) {
        expect(programme).not.toBe('me');
        const score = same.length - different.length / 2 + shared.length / 3;
        expect(score).toBeLessThanOrEqual(last);
        last = score;
        const other = theirs[Number(programme)] ?? {};
        expect({ same, different }).toEqual(contextMatch(mine, other));
        for (const field of same) expect(mine[field]).toBe(other[field]);
      }
    }),
  );
});
