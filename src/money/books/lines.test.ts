import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day } from '#base';
import { ENTRY_KINDS } from '../ledger/entry.ts';
import { type Coding, OWN_ACCOUNTS, ownLines, type PartnerRow } from './lines.ts';

const row = (changes: Partial<PartnerRow>): PartnerRow => ({
  seq: '1',
  effective: day('2026-04-01'),
  about: null,
  kind: 'contribution',
  words: 'Contribution for April',
  account: 'due-from',
  scheme: '',
  minor: 50_000n,
  ...changes,
});

test('a contribution is spent by the partner and owed to the pool, and money that went out meets it', () => {
  const lines = ownLines([row({}), row({ seq: '2', kind: 'receipt', minor: -50_000n })], []);
  expect(lines.map(({ account, minor }) => [account, minor])).toEqual([
    ['put-in', 50_000n],
    ['owed-by-us', -50_000n],
    ['bank', -50_000n],
    ['owed-by-us', 50_000n],
  ]);
});

test('care that was given is income owed to the partner, care that was bought what it owes', () => {
  const given = ownLines([row({ kind: 'charge', account: 'due-to', minor: -5_200n, scheme: 'foot care' })], []);
  expect(given.map(({ account, minor }) => [account, minor])).toEqual([
    ['income', -5_200n],
    ['owed-to-us', 5_200n],
  ]);
  const bought = ownLines([row({ kind: 'charge', minor: 5_200n })], []);
  expect(bought.map(({ account, minor }) => [account, minor])).toEqual([
    ['care-bought', 5_200n],
    ['owed-by-us', -5_200n],
  ]);
});

test('codes of a scheme come before those of all others, and what has none has none', () => {
  const all: Coding = { account: 'put-in', scheme: '', code: '5200', costCentre: 'B1', vat: 'non-business' };
  const foot: Coding = { ...all, scheme: 'foot care', code: '5210' };
  const [other, , own] = ownLines([row({}), row({ scheme: 'foot care' })], [all, foot]);
  expect([other?.coding?.code, own?.coding?.code]).toEqual(['5200', '5210']);
  expect(ownLines([row({})], [all])[1]?.coding).toBeUndefined();
  // What is owed is paid for all schemes together.
  const owed: Coding = { ...all, account: 'owed-by-us', scheme: 'foot care' };
  expect(ownLines([row({ scheme: 'foot care' })], [owed])[1]?.coding).toBeUndefined();
});

test('whatever the pool entered, each entry adds up to nought in the own books, and what is owed is what the pool says', () => {
  const rows = fc.array(
    fc.record({
      seq: fc.nat(20).map(String),
      effective: fc.constant(day('2026-04-01')),
      about: fc.constant(null),
      kind: fc.constantFrom(...ENTRY_KINDS),
      words: fc.string(),
      account: fc.constantFrom('due-from' as const, 'due-to' as const),
      scheme: fc.constantFrom('', 'foot care'),
      minor: fc.bigInt(-(10n ** 13n), 10n ** 13n),
    }),
  );
  fc.assert(
    fc.property(rows, (found) => {
      const lines = ownLines(found, []);
      const sums = new Map<string, bigint>();
      for (const { seq, minor } of lines) sums.set(seq, (sums.get(seq) ?? 0n) + minor);
      expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
      const owed = lines
        .filter(({ account }) => account.startsWith('owed'))
        .reduce((sum, { minor }) => sum - minor, 0n);
      expect(owed).toBe(found.reduce((sum, { minor }) => sum + minor, 0n));
      expect(lines.every(({ account }) => OWN_ACCOUNTS.includes(account))).toBe(true);
    }),
  );
});
