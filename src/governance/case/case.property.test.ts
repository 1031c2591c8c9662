import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day } from '#base';
import { type CaseState, isRevealed, lackingIn } from './case.ts';
import { flipsOf, reweighed, totalsOf, winnerOf } from './sensitivity.ts';

type Scored = Pick<CaseState, 'options' | 'criteria' | 'sheets'>;

/** Random cases: up to six options, criteria and sheets. */
const scored: fc.Arbitrary<Scored> = fc
  .record({
    options: fc.integer({ min: 2, max: 6 }),
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
    sheets: fc.integer({ min: 1, max: 4 }),
    seed: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 144, maxLength: 144 }),
  })
  .map(({ options, weights, sheets, seed }) => ({
    options: Array.from(
      { length: options },
      (_, n) => ({ did: 'option', id: `o${n}`, kind: 'other', words: `o${n}` }) as const,
    ),
    criteria: weights.map((weight, n) => ({ did: 'criterion', id: `k${n}`, words: `k${n}`, weight }) as const),
    sheets: Array.from({ length: sheets }, (_, sheet) => ({
      organization: `Organization/${sheet}` as const,
      role: 'gp' as const,
      scores: Object.fromEntries(
        Array.from({ length: options }, (_o, o) =>
          weights.map((_w, k) => [`o${o}.k${k}`, seed[sheet * 36 + o * 6 + k] ?? 0] as const),
        ).flat(),
      ),
    })),
  }));

test('totals lie within the scale, the best first, and the order of sheets changes nothing', () => {
  fc.assert(
    fc.property(scored, (one) => {
      const totals = totalsOf(one);
      for (const [index, { score }] of totals.entries()) {
        expect(score).toBeGreaterThanOrEqual(-1e-9);
        expect(score).toBeLessThanOrEqual(10 + 1e-9);
        expect(score).toBeLessThanOrEqual((totals[index - 1]?.score ?? 10) + 1e-9);
      }
      const turned = totalsOf({ ...one, sheets: [...one.sheets].reverse() });
      for (const { option, score } of totals)
        expect(turned.find((other) => other.option === option)?.score).toBeCloseTo(score);
    }),
  );
});

test('up to the weight that is named the winner stays; just past it the one that is named is ahead of it', () => {
  fc.assert(
    fc.property(scored, fc.double({ min: 0, max: 0.98, noNaN: true }), (one, part) => {
      const winner = winnerOf(totalsOf(one));
      const flips = flipsOf(one);
      if (winner === undefined) expect(flips).toEqual([]);
      if (winner === undefined) return;
      for (const { criterion, now, at, winner: other } of flips) {
        const score = (share: number, option: string) =>
          totalsOf(reweighed(one, criterion, share)).find((total) => total.option === option)?.score ?? 0;
        const before = now + (at - now) * part;
        for (const { id } of one.options)
          expect(score(before, winner)).toBeGreaterThanOrEqual(score(before, id) - 1e-6);
        const past = at > now ? at + (1 - at) / 2 : at / 2;
        expect(score(past, other)).toBeGreaterThan(score(past, winner) - 1e-9);
        expect(score(at, other)).toBeCloseTo(score(at, winner), 6);
      }
    }),
  );
});

test('where no flip is named for a criterion, the winner is never beaten whatever it weighs', () => {
  fc.assert(
    fc.property(scored, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (one, share) => {
      const winner = winnerOf(totalsOf(one));
      if (winner === undefined || one.criteria.length < 2) return;
      const named = new Set(flipsOf(one).map(({ criterion }) => criterion));
      for (const { id } of one.criteria.filter((criterion) => !named.has(criterion.id))) {
        const totals = totalsOf(reweighed(one, id, share));
        const own = totals.find(({ option }) => option === winner)?.score ?? 0;
        expect(own).toBeGreaterThanOrEqual((totals[0]?.score ?? 0) - 1e-6);
      }
    }),
  );
});

test('scores are open when the whole panel has scored or its last day is over, and never sooner', () => {
  const place = fc.constantFrom(
    ...['a', 'b', 'c'].map((id) => ({ organization: `Organization/${id}` as const, role: 'gp' as const })),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { minLength: 2, selector: (one) => one.organization }),
      fc.array(place),
      fc.boolean(),
      (members, who, over) => {
        const sheets = who.map((one) => ({ ...one, scores: {} }));
        const panel = { did: 'panel', members, until: day('2026-06-10') } as const;
        const all = members.every((one) => who.some((other) => other.organization === one.organization));
        const revealed = isRevealed({ panel, sheets }, day(over ? '2026-06-11' : '2026-06-10'));
        expect(revealed).toBe(sheets.length > 0 && (over || all));
      },
    ),
  );
});

test('a case without doing nothing, with two options or with a bare cause does not go on', () => {
  const state: CaseState = {
    problem: 'p',
    causes: [{ id: 'a1', words: 'Two desks', evidence: [] }],
    options: [{ did: 'option', id: 'o1', kind: 'other', words: 'x' }],
    criteria: [],
    sheets: [],
  };
  expect(lackingIn(state, 'not-yet', day('2026-06-01'))).toEqual([
    'evidence for the cause “Two desks”',
    'three options (there is 1)',
    'the option of doing nothing',
    'the scores of the panel',
    'the decision of the board',
  ]);
});
