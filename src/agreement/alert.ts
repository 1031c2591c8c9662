import type { Expr } from './expr.ts';
import { type KeyOf, type Seat, type Way, ways } from './filter.ts';
import type { Floor, Policy } from './policy.ts';
import { relationshipBits } from './words.ts';

/** What alerts a seat: items that the rule reaches, and where the rule stands. */
export type Alerting = { readonly filter: Expr; readonly rule: Floor };

/**
 * The alerts of a seat that prescribes. Nobody has the relationship `safety-alert` in a row of `access`, so no alert ever shows an item: whoever makes
 * alerts asks with this filter instead, for a person who has not refused them, and tells no more than that there is a risk.
 */
export function alertsFor(policy: Policy, seat: Seat, keyOf: KeyOf): readonly Alerting[] {
  const alerts = policy.floors.filter(({ relationships }) => relationships === ALERTED);
  return ways({ ...policy, grants: [], floors: alerts }, seat, keyOf).flatMap((way) => {
    const { kind, origin } = way;
    return kind === 'floor' && origin !== undefined ? [{ filter: reach(way), rule: origin as Floor }] : [];
  });
}

const ALERTED = relationshipBits('safety-alert');

function reach({ conditions }: Way): Expr {
  const of = conditions.map(({ expr }) => expr).filter((expr) => expr.op !== 'relationship' || expr.bits !== ALERTED);
  return { op: 'and', of };
}
