import { expect, test } from 'vitest';
import { type Clause, type PayClause, type Price, type Stack, whyCharged } from '#agreement';
import { day } from '#base';
import { fc } from '#testing/chance';
import { BOARD, COUNCIL, fundDraft, RIVERSIDE } from '../money.testing.ts';
import { rulesOf } from './rules.ts';

const SNOMED = 'http://snomed.info/sct';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const lines = ['a', 'b'].map((code) => ({
  id: code,
  words: `visit ${code}`,
  codes: { system: SNOMED, codes: [code] },
  unit: 'each' as const,
  price: pounds(1_000),
}));
const visits: PayClause = {
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'foot-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: { model: 'tariff', lines },
  queryWorkingDays: 5,
  pool: 'better-care',
};
const { pool: _, ...direct } = visits;
const booked: PayClause = { ...visits, scheme: 'falls-service' };

const stackOf = (clauses: readonly Clause[]): Stack => {
  const instrument = fundDraft({}, clauses);
  const signatures = instrument.parties.map(({ organization }) => ({ organization, on: day('2026-03-01') }));
  return [{ instrument, signatures, suspensions: [] }];
};

test('a clause with a scheme charges whatever the same clause without one does, in every model', () => {
  const prices: readonly Price[] = [
    { model: 'block', amount: pounds(100_000), every: 'month' },
    { model: 'tariff', lines },
    { model: 'cost-per-case', lines, every: 'quarter', threshold: 3, abovePercent: 40 },
    { model: 'capitation', perPerson: pounds(400), every: 'month', counted: 'registered' },
    { model: 'blended', fixed: pounds(9), planned: pounds(9), every: 'year', lines, abovePercent: 5, belowPercent: 5 },
    { model: 'integration-premium', premium: pounds(50), together: [], withinDays: 3 },
  ];
  const clause = fc.record({ price: fc.constantFrom(...prices), pooled: fc.boolean(), team: fc.boolean() });
  const ruledBy = (clauses: readonly Clause[]) => {
    const asked = { payee: RIVERSIDE, from: day('2026-04-01'), until: day('2026-09-01'), knownOn: day('2026-09-01') };
    const { rules, parts, twice } = rulesOf(stackOf(clauses), asked);
    const bare = <T extends { readonly instrument: unknown; readonly clause: PayClause }>({
      instrument: __,
      clause: of,
      ...rest
    }: T) => {
      const { scheme, ...other } = of;
      return { ...rest, clause: other, scheme, fits: 0 };
    };
    return { rules: rules.map(bare), parts: parts.map(bare), twice: twice.length };
  };
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 3 }), fc.constantFrom('falls', 's2'), (made, scheme) => {
      const without = made.map(({ price, pooled, team }, at) => ({
        ...(pooled ? visits : direct),
        id: `c${at}`,
        activity: `act-${at}`,
        price,
        ...(team ? { to: 'parties' as const } : {}),
      }));
      const [plain, named] = [ruledBy(without), ruledBy(without.map((one) => ({ ...one, scheme })))];
      expect(plain.rules.length + plain.parts.length).toBeGreaterThan(0);
      const booksTo = <T extends object>(one: T) => ({ ...one, scheme });
      expect(named).toEqual({ ...plain, rules: plain.rules.map(booksTo), parts: plain.parts.map(booksTo) });
    }),
  );
});

test('asked under one scheme, clauses under another are passed over; two schemes for one activity are funded twice', () => {
  const other: PayClause = { ...booked, id: 'other', scheme: 'reablement', by: COUNCIL };
  const asked = { activity: 'foot-care', code: { system: SNOMED, code: 'a' }, by: RIVERSIDE };
  const when = { on: day('2026-05-01'), knownOn: day('2026-05-01') };
  const both = stackOf([booked, other]);
  expect(whyCharged(both, { ...asked, ...when }).words).toMatch(/^Funded twice/);
  expect(whyCharged(both, { ...asked, ...when, scheme: 'reablement' }).payer).toBe(COUNCIL);
  expect(whyCharged(stackOf([visits, other]), { ...asked, ...when }).payer).toBe(COUNCIL);
});
