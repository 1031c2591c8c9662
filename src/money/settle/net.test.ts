import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { netOf, type OpenItem, paymentsApart, paymentsOf } from './net.ts';

const ORGANIZATIONS = ['board', 'council', 'trust', 'practice', 'charity'];
const RIVALS = ['council', 'trust'];
const keeperOf = (pool: string): string => (pool === 'a' ? 'board' : 'council');
const items = fc.array(
  fc.record({
    pool: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom('due-from' as const, 'due-to' as const),
    party: fc.constantFrom(...ORGANIZATIONS),
    item: fc.string({ maxLength: 4 }),
    minor: fc.bigInt(-1_000_000_000n, 1_000_000_000n),
  }),
  { maxLength: 60 },
);
const owed = (party: string, minor: bigint, pool = 'a'): OpenItem => ({ pool, kind: 'due-to', party, item: '', minor });

test('whatever is owed, positions add up to nought, and payments bring each to nought', () => {
  fc.assert(
    fc.property(items, (open) => {
      const positions = netOf(open, keeperOf);
      expect(positions.reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
      const payments = paymentsOf(positions);
      const left = new Map(positions.map(({ organization, minor }) => [organization, minor]));
      for (const { payer, payee, minor } of payments) {
        expect(minor > 0n && payer !== payee).toBe(true);
        left.set(payer, (left.get(payer) ?? 0n) + minor);
        left.set(payee, (left.get(payee) ?? 0n) - minor);
      }
      expect([...left.values()].every((minor) => minor === 0n)).toBe(true);
      expect(payments.length).toBeLessThanOrEqual(Math.max(0, positions.length - 1));
    }),
  );
});

test('the same debts are settled by the same payments in whatever order they are read', () => {
  fc.assert(
    fc.property(items, (open) => {
      expect(paymentsOf(netOf(open.toReversed(), keeperOf))).toEqual(paymentsOf(netOf(open, keeperOf)));
    }),
  );
});

test('who is owed by one and owes another is passed over: one payment for the difference', () => {
  const open = [owed('trust', -500n), owed('council', 300n), owed('council', 200n, 'b'), owed('trust', -40n, 'b')];
  expect(paymentsOf(netOf(open, keeperOf))).toEqual([
    { payer: 'council', payee: 'trust', minor: 340n },
    { payer: 'board', payee: 'trust', minor: 200n },
  ]);
});

test('rivals never pay each other: what one owes and the other is owed goes through whoever keeps the money, to the penny', () => {
  const rivals = (one: string, other: string): boolean =>
    one !== other && [one, other].every((of) => RIVALS.includes(of));
  fc.assert(
    fc.property(items, (open) => {
      const positions = netOf(open, keeperOf);
      const payments = paymentsApart(paymentsOf(positions), { rivals, through: 'board' });
      expect(payments.filter(({ payer, payee }) => rivals(payer, payee))).toEqual([]);
      for (const { organization, minor } of positions) {
        const paid = payments.reduce(
          (sum, one) => sum + (one.payee === organization ? one.minor : one.payer === organization ? -one.minor : 0n),
          0n,
        );
        expect([organization, paid]).toEqual([organization, minor]);
      }
      const pairs = payments.map(({ payer, payee }) => [payer, payee].sort().join());
      expect(new Set(pairs).size).toBe(pairs.length);
    }),
  );
});
