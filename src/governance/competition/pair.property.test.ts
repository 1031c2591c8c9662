import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { type Day, day, plusDays } from '#base';
import type { OpenBook } from '../book.ts';
import { type PairDeed, type PairSaid, pairOf } from './pair.ts';
import { readPairDeed } from './pair-rules.ts';

const FIRST = day('2026-06-01');
const LAST = plusDays(FIRST, 60);
const SIDES = ['Organization/a', 'Organization/b'] as const;

/** A term that both have agreed to, and then whatever either says on whichever day. */
const BEGUN: readonly PairDeed[] = [
  said(SIDES[0], { did: 'term', promises: ['posts-told'], needed: 'x', follows: 'x', days: 5, until: LAST }),
  said(SIDES[1], { did: 'agreed', term: 't1' }),
];

const tries = fc.array(
  fc.record({
    by: fc.constantFrom(...SIDES),
    did: fc.constantFrom('extension', 'extended', 'not-extended', 'ended'),
    until: fc.integer({ min: 50, max: 75 }).map((days) => plusDays(FIRST, days)),
    passes: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 30 },
);

function said(organization: string, what: PairSaid): PairDeed {
  return { at: new Date(0), organization, said: what };
}

function bookOn(today: Day): OpenBook {
  return { today, partners: [] } as Partial<OpenBook> as OpenBook;
}

test('the last day is never another than one that both named, later than the one before, while the term held', () => {
  fc.assert(
    fc.property(tries, (all) => {
      let deeds = BEGUN;
      let today = FIRST;
      for (const { by, did, until, passes } of all) {
        today = plusDays(today, passes);
        const before = pairOf(deeds);
        const typed = { term: 't1', until, why: 'x' };
        const read = readPairDeed(did, { state: before, book: bookOn(today), typed, own: by });
        if (!read.ok) continue;
        deeds = [...deeds, said(by, read.value)];
        const [was, is] = [before.terms[0], pairOf(deeds).terms[0]];
        if (!was || !is) throw new Error('a term is never lost');
        if (did !== 'extended') {
          expect(is.until).toBe(was.until);
          continue;
        }
        expect(was.extension).toMatchObject({ until, of: SIDES.find((side) => side !== by) });
        expect(is.until).toBe(until);
        expect(is.until > was.until && was.until >= today).toBe(true);
        expect(was.ended ?? was.extension?.declined).toBeUndefined();
        expect(is.extended.map(({ from }) => from)).toEqual([
          LAST,
          ...is.extended.slice(0, -1).map((one) => one.until),
        ]);
      }
    }),
  );
});
