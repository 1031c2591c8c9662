import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day, plusDays } from '#base';
import { readQuestion } from './question.ts';
import { isStale, RIGHT_WAYS, type RightDeed, rightKey, type RightSaid, standingRights } from './right.ts';

const said: fc.Arbitrary<RightSaid> = fc
  .record({
    did: fc.constantFrom('set', 'confirmed', 'ended'),
    way: fc.constantFrom(...RIGHT_WAYS),
    role: fc.constantFrom('finance-lead' as const, 'signatory' as const),
  })
  .map(({ did, way, role }) =>
    did === 'set'
      ? { did, way, role, evidence: 'x' }
      : did === 'ended'
        ? { did, way, role, reason: 'x' }
        : { did: 'confirmed', way, role },
  );
const deeds: fc.Arbitrary<readonly RightDeed[]> = fc
  .array(
    fc.record({ of: fc.constantFrom('Organization/a', 'Organization/b'), topic: fc.constantFrom('t', 'u'), said }),
    { maxLength: 40 },
  )
  .map((all) => all.map((one, index) => ({ ...one, by: 'X', at: new Date(index) })));

test('of every right one stands at most, and none that was ended last', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const standing = standingRights(all);
      const keys = standing.map(rightKey);
      expect(new Set(keys).size).toBe(keys.length);
      for (const one of standing) {
        const own = all.filter(
          (deed) => rightKey({ ...deed, way: deed.said.way, role: deed.said.role }) === rightKey(one),
        );
        expect(own.at(-1)?.said.did).not.toBe('ended');
        // Confirmed only if nothing was written since.
        const lastSet = own.findLastIndex((deed) => deed.said.did === 'set');
        const lastYes = own.findLastIndex((deed) => deed.said.did === 'confirmed');
        expect(one.confirmed !== undefined).toBe(lastYes > lastSet);
        expect(one.round).toBe(own.length);
      }
    }),
  );
});

test('what was confirmed is fresh for six months to the day', () => {
  expect(isStale(undefined, day('2026-06-01'))).toBe(true);
  expect(isStale(day('2026-01-31'), day('2026-07-30'))).toBe(false);
  expect(isStale(day('2026-01-31'), day('2026-07-31'))).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 180 }), (days) => {
      expect(isStale(day('2026-03-01'), plusDays(day('2026-03-01'), days))).toBe(false);
    }),
  );
});

const KNOWN = {
  topics: ['data-feeds', 'workforce', 'new-services'],
  organizations: [
    { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' },
    { organization: 'Organization/community', name: 'Vale Community NHS Trust' },
    { organization: 'Organization/council', name: 'Vale County Council' },
  ],
};

test('a question in words names topic, organisation and amount', () => {
  expect(readQuestion('Who can approve data feed at Vale Hospitals?', KNOWN)).toEqual({
    topic: 'data-feeds',
    organization: 'Organization/acute',
  });
  expect(readQuestion('£60,000 of new services, the council', KNOWN)).toEqual({
    topic: 'new-services',
    organization: 'Organization/council',
    amount: { minor: 6_000_000, currency: 'GBP' },
  });
  expect(readQuestion('who at the Vale?', KNOWN)).toEqual({});
  expect(readQuestion('£1.5k? NHS trust', KNOWN)).not.toHaveProperty('organization');
});

test('whatever is asked, nothing is named that is not known', () => {
  fc.assert(
    fc.property(fc.string(), (asked) => {
      const read = readQuestion(asked, KNOWN);
      if (read.topic !== undefined) expect(KNOWN.topics).toContain(read.topic);
      if (read.organization !== undefined)
        expect(KNOWN.organizations.map(({ organization }) => organization)).toContain(read.organization);
    }),
  );
});
