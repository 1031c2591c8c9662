import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import type { Means, Worked } from './contract.ts';
import { ENGLAND, formOf, yearOf } from './pack.ts';
import { workOut } from './work-out.ts';

const HOME: Means = {
  on: '2025-11-10',
  setting: 'home',
  care: [{ words: 'Home care, 14 hours', minor: 34_000, by: 'social' }],
  capital: [],
  income: [{ kind: 'state-pension', minor: 23_025 }],
  household: 'single-25',
  premiums: [],
  spending: [],
};
const CARE_HOME: Means = { ...HOME, setting: 'care-home', care: [{ words: 'Care home', minor: 90_000, by: 'social' }] };
const savings = (minor: number): Partial<Means> => ({ capital: [{ kind: 'savings', minor }] });
const sum = (means: Means): Worked => {
  const outcome = workOut(ENGLAND, means);
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ text }) => text).join(' '));
  return outcome.value;
};
const tariff = (means: Means): number | undefined => sum(means).lines.find(({ step }) => step === 'tariff')?.minor;
const refusal = (means: Means): string => {
  const outcome = workOut(ENGLAND, means);
  return outcome.ok ? '' : `${outcome.refusals[0].code} ${outcome.refusals[0].text}`;
};

// The cases of check C2, exactly.
test.each([
  [1_425_000, 0],
  [1_425_001, 100],
  [1_825_000, 1_600],
  [1_825_100, 1_700],
  [2_325_000, 3_600],
])('C2: capital of %i pence counts as %i pence of income a week', (capital, income) => {
  expect([tariff({ ...HOME, ...savings(capital) }), tariff({ ...CARE_HOME, ...savings(capital) })]).toEqual([
    income,
    income,
  ]);
});

test('C2: a penny above the upper limit pays all of a care home; at home a council may set a higher limit', () => {
  const over = savings(2_325_001);
  expect(sum({ ...CARE_HOME, ...over })).toMatchObject({ outcome: 'full-cost', charge: 90_000, council: 0 });
  expect(sum({ ...HOME, ...over }).outcome).toBe('full-cost');
  const higher = { upperLimit: { minor: 2_500_000, source: 'charging policy of Vale County Council' } };
  expect(sum({ ...HOME, ...over, ...higher }).outcome).toBe('assessed');
  expect(refusal({ ...CARE_HOME, ...over, ...higher })).toContain('for care at home alone');
});

test('C2: the charge is the lesser of what the care costs, and income with tariff less what is kept', () => {
  const means: Means = {
    ...HOME,
    ...savings(1_825_000),
    spending: [{ kind: 'disability', words: 'Laundry and heating', minor: 1_550 }],
  };
  // 230.25 of pension and 16.00 for capital, less 112.50 and 15.50 to keep.
  expect(sum(means)).toMatchObject({
    outcome: 'assessed',
    charge: 11_825,
    council: 22_175,
    keeps: 12_800,
    left: 12_800,
  });
  expect(sum({ ...means, care: [{ words: 'Home care', minor: 4_000, by: 'social' }] })).toMatchObject({
    charge: 4_000,
  });
  expect(sum({ ...CARE_HOME, ...savings(1_825_000) })).toMatchObject({ charge: 23_025 + 1_600 - 3_065 });
});

test.each([
  ['aftercare', 'section 117', undefined],
  ['continuing-health-care', 'section 22', undefined],
  ['reablement', 'regulation 3', '2025-10-20'],
])('C2: %s costs the person nothing, and says why', (free, source, since) => {
  const care = [{ words: 'All of it', minor: 50_000, by: 'social' as const, free, ...(since ? { since } : {}) }];
  const worked = sum({ ...HOME, care });
  expect(worked).toMatchObject({ outcome: 'free', charge: 0, council: 50_000 });
  expect(worked.lines[0]?.words).toContain('free, because');
  expect(worked.lines[0]?.source).toContain(source);
});

test('reablement is free for six weeks to the day, and the sum says until when', () => {
  const since = '2025-09-29';
  const care = [{ words: 'Reablement', minor: 20_000, by: 'social' as const, free: 'reablement', since }];
  expect(sum({ ...HOME, on: '2025-11-09', care })).toMatchObject({ charge: 0, until: '2025-11-10' });
  expect(sum({ ...HOME, on: '2025-11-10', care }).charge).toBe(11_775);
});

test('a joint package: health is paid by the health service, the rest is means-tested, and the parts are the whole', () => {
  const care = [
    { words: 'Nursing', minor: 25_406, by: 'health' as const },
    { words: 'Home care', minor: 20_000, by: 'social' as const },
    { words: 'Rails at the door', minor: 3_000, by: 'social' as const, free: 'equipment' },
  ];
  const worked = sum({ ...HOME, care });
  expect(worked).toMatchObject({ cost: 48_406, health: 25_406, charge: 11_775, council: 11_225 });
  expect(worked.health + worked.council + worked.charge).toBe(worked.cost);
});

test('what is not counted says why: earnings, mobility, a home somebody lives in, a part with its own reason', () => {
  const worked = sum({
    ...HOME,
    income: [
      { kind: 'earnings', minor: 12_000 },
      { kind: 'mobility', minor: 7_710 },
      { kind: 'savings-credit', minor: 1_000, ignore: { minor: 695, why: 'savings credit disregard' } },
    ],
    capital: [
      { kind: 'home-lived-in', minor: 30_000_000 },
      { kind: 'joint-savings', minor: 1_001 },
    ],
  });
  const left = worked.lines
    .filter(({ step }) => step === 'income' || step === 'capital')
    .map(({ minor, of }) => [minor, of]);
  expect(left).toEqual([
    [0, 30_000_000],
    [500, 1_001],
    [500, undefined],
    [0, 12_000],
    [0, 7_710],
    [305, 1_000],
  ]);
  expect(worked.charge).toBe(0);
});

test('the home does not count for twelve weeks in a care home; later it does, and can be paid out of later', () => {
  const capital = [{ kind: 'home-first-weeks', minor: 20_000_000, since: '2025-11-01' }];
  expect(sum({ ...CARE_HOME, capital }).outcome).toBe('assessed');
  const later: Means = {
    ...CARE_HOME,
    on: '2026-02-02',
    capital: [{ kind: 'home', minor: 20_000_000 }],
    defers: { debt: 100_000 },
  };
  const worked = sum(later);
  expect(worked.outcome).toBe('full-cost');
  // 200,000 less a tenth, less 14,250, less 1,000; a week 900 less (230.25 - 144).
  expect(worked.lines.filter(({ step }) => step === 'later').map(({ minor }) => minor)).toEqual([16_475_000, 81_375]);
  expect(refusal({ ...later, setting: 'home' })).toContain('for a care home');
});

test('whoever is not assessed in full pays all or nothing, with the reason', () => {
  const light = (rule: string) => ({ ...HOME, light: { rule, why: 'Asked not to be assessed' } });
  expect(sum(light('well-off'))).toMatchObject({ outcome: 'not-assessed', charge: 34_000 });
  expect(sum(light('benefits-only'))).toMatchObject({ outcome: 'not-assessed', charge: 0 });
});

test('a figure that is not here is asked for with its source, and less than the law lets keep is refused', () => {
  const pension: Means = { ...HOME, household: 'single-pension' };
  expect(refusal(pension)).toContain('money.means-figure allowance: no certain figure for england-2025-26');
  const typed = (minor: number): Means => ({ ...pension, allowance: { minor, source: 'circular of the department' } });
  expect(sum(typed(20_000)).charge).toBe(3_025);
  expect(refusal({ ...HOME, allowance: { minor: 11_249, source: 'policy' } })).toContain('money.means-too-little');
  expect(sum({ ...HOME, allowance: { minor: 12_000, source: 'policy' } }).charge).toBe(11_025);
});

test.each([
  ['money.means-year', { on: '2031-01-01' }],
  ['money.means-day', { on: 'soon' }],
  ['money.means-kind', { income: [{ kind: 'lottery', minor: 1 }] }],
  ['money.means-amount', { capital: [{ kind: 'savings', minor: -1 }] }],
  ['money.means-rule', { care: [] }],
  ['money.means-words', { spending: [{ kind: 'disability', words: ' ', minor: 1 }] }],
] as const)('refuses by name: %s', (code, change) => {
  expect(refusal({ ...HOME, ...(change as Partial<Means>) })).toContain(code);
});

test('every year says what it has, and what it has not', () => {
  for (const year of ENGLAND.years) {
    expect(yearOf(ENGLAND, year.from)?.id).toBe(year.id);
    expect(Object.values(year.figures).every(({ minor, source }) => minor > 0 && source.length > 10)).toBe(true);
    expect(formOf(ENGLAND, year).notShipped.length).toBeGreaterThan(0);
  }
});

const money = fc.integer({ min: 0, max: 4_000_000 });
const weekly = fc.integer({ min: 0, max: 120_000 });
const means: fc.Arbitrary<Means> = fc.record({
  on: fc.constant('2025-11-10'),
  setting: fc.constantFrom<Means['setting']>('home', 'care-home'),
  care: fc.array(
    fc.record({
      words: fc.constant('Care'),
      minor: weekly,
      by: fc.constantFrom<'social' | 'health'>('social', 'health'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  capital: fc.array(
    fc.record({ kind: fc.constantFrom('savings', 'investments', 'joint-savings', 'possessions'), minor: money }),
    { maxLength: 4 },
  ),
  income: fc.array(
    fc.record({ kind: fc.constantFrom('state-pension', 'pension', 'earnings', 'mobility', 'other'), minor: weekly }),
    { maxLength: 4 },
  ),
  household: fc.constantFrom('single-18', 'single-25'),
  premiums: fc.subarray(['disability-premium', 'enhanced-disability-premium']),
  spending: fc.constant([]),
});

test('never charges more than the care costs, nor leaves less than what must be kept; the parts are the whole', () => {
  fc.assert(
    fc.property(means, (asked) => {
      const worked = sum(asked);
      const social = worked.cost - worked.health;
      expect(worked.charge).toBeGreaterThanOrEqual(0);
      expect(worked.charge).toBeLessThanOrEqual(social);
      expect(worked.left).toBeGreaterThanOrEqual(worked.keeps);
      expect(worked.charge + worked.council + worked.health).toBe(worked.cost);
    }),
    { numRuns: 2_000 },
  );
});

test('never charges less for more capital or more income, and says the same again to the byte', () => {
  fc.assert(
    fc.property(means, fc.constantFrom<'capital' | 'income'>('capital', 'income'), weekly, (asked, where, more) => {
      const kind = where === 'capital' ? 'savings' : 'other';
      const richer = { ...asked, [where]: [...asked[where], { kind, minor: more }] };
      expect(sum(richer).charge).toBeGreaterThanOrEqual(sum(asked).charge);
      expect(JSON.stringify(sum(structuredClone(asked)))).toBe(JSON.stringify(sum(asked)));
    }),
    { numRuns: 2_000 },
  );
});
