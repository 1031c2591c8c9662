import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day, plusDays } from '#base';
import type { PayingLine } from './agreed.ts';
import { attribute, reasonOf, type Visit } from './attribute.ts';

const codes = { system: 'http://hl7.org/fhir/sid/icd-10', codes: ['I10'] };
const ugx = (minor: number) => ({ minor, currency: 'UGX' });
const line = (
  grant: string,
  id: string,
  more: { place?: number; parts?: number; amount?: number } = {},
): PayingLine => ({
  key: `${grant}/${id}`,
  grant,
  place: more.place ?? 1,
  parts: more.parts ?? 1,
  to: ['Organization/clinic'],
  line: { id, words: 'visits', codes, cost: ugx(10_000), amount: ugx(more.amount ?? 1_000_000) },
});
const visit = (ref: string, lines: readonly PayingLine[], cost = 10_000n): Visit => ({
  ref,
  day: day('2026-02-03'),
  cost,
  lines,
});

test('three that pay alike share a visit to the shilling, and it counts for one of them', () => {
  const [one] = attribute([visit('Encounter/1', [line('a', 'v'), line('b', 'v'), line('c', 'v')])]);
  expect(one).toMatchObject({
    counts: 'a',
    unpaid: 0n,
    paid: [{ minor: 3_334n }, { minor: 3_333n }, { minor: 3_333n }],
  });
});

test('the lower number pays first; what its line has not goes to the next; what nobody has is said', () => {
  const lines = [line('hiv', 'v', { amount: 15_000 }), line('heart', 'v', { place: 2, amount: 7_000 })];
  const done = attribute(['1', '2', '3'].map((id) => visit(`Encounter/${id}`, lines)));
  expect(done.map(({ counts, paid, unpaid }) => [counts, paid.map(({ minor }) => minor), unpaid])).toEqual([
    ['hiv', [10_000n], 0n],
    ['hiv', [5_000n, 5_000n], 0n],
    ['heart', [2_000n], 8_000n],
  ]);
  const words = done.map((one) => reasonOf(one, (grant) => grant, String));
  expect(words).toEqual([
    'It counts for hiv, because it is number 1 in the order of those that pay for it (hiv 10000).',
    'It counts for hiv, because it paid most of it (hiv 5000, heart 5000).',
    'It counts for heart, because it is number 2 in the order of those that pay for it (heart 2000). 8000 is paid by nobody: the lines that pay for it have no money left.',
  ]);
});

const grants = fc.array(
  fc.record({ place: fc.integer({ min: 1, max: 3 }), parts: fc.integer({ min: 1, max: 7 }), amount: fc.nat(60_000) }),
  { minLength: 1, maxLength: 5 },
);
const visits = fc.array(
  fc.record({ cost: fc.nat(9_000), finds: fc.array(fc.nat(9), { maxLength: 6 }), days: fc.nat(40) }),
  { maxLength: 40 },
);

test('for random grants and visits: no penny twice, no line beyond its money, each visit once and for one, whatever the order they come in', () => {
  fc.assert(
    fc.property(grants, visits, fc.nat(), (given, done, turn) => {
      const lines = given
        .flatMap((one, at) => [line(`g${at}`, 'a', one), line(`g${at}`, 'b', one)])
        .sort((one, other) => one.place - other.place || (one.key < other.key ? -1 : 1));
      const made = done.map(({ cost, finds, days }, at) => ({
        ...visit(
          `Encounter/${at}`,
          lines.filter((_, place) => finds.includes(place)),
          BigInt(cost),
        ),
        day: plusDays(day('2026-02-01'), days),
      }));
      const found = attribute(made);
      expect(found.map(({ visit: { ref } }) => ref).sort()).toEqual(made.map(({ ref }) => ref).sort());
      const used = new Map<string, bigint>();
      for (const { visit: one, paid, unpaid, counts } of found) {
        expect(paid.reduce((sum, { minor }) => sum + minor, unpaid)).toBe(one.cost);
        expect(new Set(paid.map(({ grant }) => grant)).size).toBe(paid.length);
        if (paid.length > 0) expect(paid.map(({ grant }) => grant)).toContain(counts);
        for (const { line: key, minor } of paid) used.set(key, (used.get(key) ?? 0n) + minor);
      }
      for (const one of lines) expect(used.get(one.key) ?? 0n).toBeLessThanOrEqual(BigInt(one.line.amount.minor));
      const turned = made.map((_, at) => made[(at + turn) % made.length] as Visit);
      expect(attribute(turned)).toEqual(found);
    }),
  );
});
