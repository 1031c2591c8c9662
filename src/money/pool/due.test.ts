import { type ContributeClause, type Instrument, type StackEntry } from '#agreement';
import { day } from '#base';
import { expect, test } from 'vitest';
import { boardMoney, BOARD, councilMoney, fundDraft } from '../money.testing.ts';
import { poolsOf } from './agreed-pool.ts';
import { duesOf } from './due.ts';

const signed = (instrument: Instrument, on = instrument.decided): StackEntry => ({
  instrument,
  signatures: instrument.parties.map(({ organization }) => ({ organization, on: day(on) })),
  suspensions: [],
});
const later = (clauses: readonly ContributeClause[], effective: string) =>
  fundDraft({ version: 2, decided: day('2026-09-01'), effective: day(effective) }, clauses);
const dues = (stack: readonly StackEntry[], until: string) => {
  const [pool] = poolsOf(stack, day(until), [BOARD]);
  if (!pool) return [];
  return duesOf(stack, pool, day(until));
};
const told = (all: ReturnType<typeof dues>) =>
  all.map(({ party, due, about, minor, insteadOf }) =>
    [
      party.replace('Organization/', ''),
      due,
      about,
      Number(minor),
      ...(insteadOf === undefined ? [] : [insteadOf]),
    ].join(' '),
  );
const sum = (all: ReturnType<typeof dues>) => Number(all.reduce((total, { minor }) => total + minor, 0n));

test('equal parts on the first working day, what does not divide in the first; the year adds up to the penny', () => {
  const odd = { ...councilMoney, amount: { minor: 1_000, currency: 'GBP' } };
  const all = dues([signed(fundDraft({}, [odd]))], '2027-03-31');
  expect(told(all).slice(0, 3)).toEqual([
    'council 2026-04-01 2026-04-01 87',
    'council 2026-05-01 2026-05-01 83',
    'council 2026-06-01 2026-06-01 83',
  ]);
  expect(told(all)[9]).toBe('council 2027-01-04 2027-01-01 83');
  expect(sum(all)).toBe(1_000);
});

test('in October the council gives more, back to April: each part is adjusted, named, and due with the next; before it was as it was', () => {
  const raised = { ...councilMoney, amount: { minor: 1_207_100_000, currency: 'GBP' }, appliesFrom: day('2026-04-01') };
  const stack = [signed(fundDraft()), signed(later([boardMoney, raised], '2026-10-01'))];
  const before = dues(stack, '2026-09-30').filter(({ party }) => party !== BOARD);
  expect(sum(before)).toBe(6 * 83_925_000);
  expect(before.some(({ insteadOf }) => insteadOf !== undefined)).toBe(false);
  const changed = dues(stack, '2026-10-31').filter(({ insteadOf }) => insteadOf !== undefined);
  expect(told(changed)).toEqual(
    ['04', '05', '06', '07', '08', '09'].map(
      (month) => `council 2026-10-01 2026-${month}-01 ${month === '04' ? 16_666_674 : 16_666_666} 1`,
    ),
  );
  expect(sum(dues(stack, '2027-03-31').filter(({ party }) => party !== BOARD))).toBe(1_207_100_000);
});

test('a change within a part counts by the day where it varies pro rata', () => {
  const half = { ...councilMoney, amount: { minor: 60_000, currency: 'GBP' } };
  const full = { ...half, amount: { minor: 120_000, currency: 'GBP' } };
  const stack = [signed(fundDraft({}, [half])), signed(later([full], '2026-09-16'), day('2026-09-10'))];
  const september = dues(stack, '2026-10-15').filter(({ about }) => about === '2026-09-01');
  expect(told(september)).toEqual(['council 2026-09-01 2026-09-01 5000', 'council 2026-10-01 2026-09-01 2500 1']);
});

test.each(['next-period', 'fixed'] as const)('a change waits for the next period where it varies %s', (varies) => {
  const first = { ...councilMoney, amount: { minor: 60_000, currency: 'GBP' }, varies };
  const second = { ...first, amount: { minor: 120_000, currency: 'GBP' } };
  const stack = [signed(fundDraft({}, [first])), signed(later([second], '2026-10-01'))];
  expect(sum(dues(stack, '2027-03-31'))).toBe(60_000);
});

test('nothing falls due before all have signed; what is signed late is asked for at once', () => {
  const draft = fundDraft({}, [{ ...councilMoney, appliesFrom: day('2026-04-01') }]);
  const stack = [signed(draft, day('2026-06-10'))];
  expect(dues([{ ...signed(draft), signatures: [] }], '2026-12-31')).toEqual([]);
  expect(told(dues(stack, '2026-06-30'))).toEqual([
    'council 2026-06-10 2026-04-01 83925000',
    'council 2026-06-10 2026-05-01 83925000',
    'council 2026-06-10 2026-06-01 83925000',
  ]);
});
