import type { RiskStep, ShareRiskClause } from '#agreement';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { positionsOf, runShare } from './program.ts';

const [BOARD, COUNCIL, TRUST] = ['Organization/board', 'Organization/council', 'Organization/trust'] as const;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const share = (organization: string, parts: number, most?: number) => ({
  organization,
  parts,
  ...(most === undefined ? {} : { most: pounds(most) }),
});
const agreed = (
  overspend: readonly RiskStep[],
  underspend: readonly RiskStep[] = [{ step: 'keep-in-pool' }],
): ShareRiskClause => ({
  id: 'risk',
  cites: '1',
  clause: 'shareRisk',
  pool: 'fund',
  settled: 'year',
  overspend,
  underspend,
});
const other = (name: string) => ({ 'home-care': 4_000n, reserve: 10_000n })[name] ?? 0n;

test('underspends, then the reserve, then fifty-fifty up to caps, and the board carries the rest: line by line', () => {
  const clause = agreed([
    { step: 'use-underspends', of: ['home-care', 'day-care'] },
    { step: 'draw-reserve', reserve: 'reserve', most: pounds(6_000) },
    { step: 'split', shares: [share(BOARD, 1), share(COUNCIL, 1, 5_000)], most: pounds(15_001) },
    { step: 'carry', by: BOARD },
  ]);
  const runs = runShare(clause, -40_000n, other);
  expect(
    runs.map(({ came, taken, left }) => [came, taken.map(({ by, minor, capped }) => [by, minor, capped]), left]),
  ).toEqual([
    [40_000n, [['home-care', 4_000n, true]], 36_000n],
    [36_000n, [['reserve', 6_000n, true]], 30_000n],
    [
      30_000n,
      [
        [BOARD, 7_501n, false],
        [COUNCIL, 5_000n, true],
      ],
      17_499n,
    ],
    [17_499n, [[BOARD, 17_499n, false]], 0n],
  ]);
  expect([...positionsOf(runs)]).toEqual([
    [BOARD, 25_000n],
    [COUNCIL, 5_000n],
  ]);
});

test('an underspend goes by its own steps; a result of nought by none', () => {
  const clause = agreed(
    [{ step: 'carry', by: BOARD }],
    [
      { step: 'keep-in-pool', most: pounds(100) },
      { step: 'split', shares: [share(BOARD, 2), share(COUNCIL, 1)] },
    ],
  );
  expect(runShare(clause, 200n, other).map(({ taken }) => taken.map(({ by, minor }) => [by, minor]))).toEqual([
    [['', 100n]],
    [
      [BOARD, 67n],
      [COUNCIL, 33n],
    ],
  ]);
  expect(runShare(clause, 0n, other)).toEqual([]);
});

const most = fc.option(fc.integer({ min: 0, max: 50_000 }).map(pounds), { nil: undefined });
const capped = <T extends object>(step: T, cap: { minor: number; currency: string } | undefined) =>
  cap ? { ...step, most: cap } : step;
const step: fc.Arbitrary<RiskStep> = fc.oneof(
  fc.constant<RiskStep>({ step: 'use-underspends', of: ['home-care', 'reserve'] }),
  most.map((cap): RiskStep => capped({ step: 'draw-reserve' as const, reserve: 'reserve' }, cap)),
  most.map((cap): RiskStep => capped({ step: 'keep-in-pool' as const }, cap)),
  fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(BOARD, COUNCIL, TRUST), fc.integer({ min: 1, max: 9 }), most), {
        minLength: 1,
        maxLength: 4,
      }),
      most,
    )
    .map(
      ([shares, cap]): RiskStep =>
        capped({ step: 'split' as const, shares: shares.map(([who, parts, at]) => share(who, parts, at?.minor)) }, cap),
    ),
);

test('whatever was agreed, what was taken and what is left add up to the result, and no cap is passed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), (steps, result) => {
      const runs = runShare(
        agreed([...steps, { step: 'carry', by: TRUST }], [...steps, { step: 'carry', by: TRUST }]),
        result,
        other,
      );
      const taken = runs.flatMap((run) => run.taken.map(({ minor }) => minor));
      expect(taken.reduce((sum, one) => sum + one, 0n)).toBe(result < 0n ? -result : result);
      expect(taken.every((one) => one > 0n)).toBe(true);
      for (const { step: ran, taken: parts } of runs)
        if ('most' in ran && ran.most)
          expect(parts.reduce((sum, { minor }) => sum + minor, 0n) <= BigInt(ran.most.minor)).toBe(true);
    }),
  );
});
