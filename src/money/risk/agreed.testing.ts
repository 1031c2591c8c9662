import type { RiskStep, ShareRiskClause } from '#agreement';
import { fc } from '#testing/chance';
import { PARTNERS } from '../ledger/world.testing.ts';

const [, , TRUST] = PARTNERS;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });

const most = fc.option(fc.integer({ min: 0, max: 30_000 }).map(pounds), { nil: undefined });
const capped = <T extends object>(one: T, cap: ReturnType<typeof pounds> | undefined) =>
  cap ? { ...one, most: cap } : one;
const share = fc
  .tuple(fc.constantFrom(...PARTNERS), fc.integer({ min: 1, max: 9 }), most)
  .map(([organization, parts, cap]) => capped({ organization, parts }, cap));
const step: fc.Arbitrary<RiskStep> = fc.oneof(
  fc.constant<RiskStep>({ step: 'use-underspends', of: ['home-care', 'reserve'] }),
  most.map((cap): RiskStep => capped({ step: 'draw-reserve' as const, reserve: 'reserve' }, cap)),
  most.map((cap): RiskStep => capped({ step: 'keep-in-pool' as const }, cap)),
  fc
    .tuple(fc.array(share, { minLength: 1, maxLength: 4 }), most)
    .map(([shares, cap]): RiskStep => capped({ step: 'split' as const, shares }, cap)),
);
const steps = fc
  .array(step, { maxLength: 4 })
  .map((all): readonly RiskStep[] => [...all, { step: 'carry', by: TRUST }]);
/** Any program of steps for a pool 'fund' beside a pool 'reserve'; whoever is left carries the rest. */
export const clauseOf = fc.record({ overspend: steps, underspend: steps }).map(
  (both): ShareRiskClause => ({
    id: 'risk',
    cites: '4',
    clause: 'shareRisk',
    pool: 'fund',
    settled: 'month',
    ...both,
  }),
);
