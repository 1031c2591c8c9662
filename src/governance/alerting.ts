import { lawIn } from '#joint';
import {
  type Access,
  type Alerting,
  alertsFor,
  type Expr,
  type Label,
  LABELS,
  labelBits,
  type Policy,
} from '#agreement';
import type { Current } from './current.ts';

/** What alerts a seat that prescribes, and how much an alert may say here. */
export type AlertRule = {
  readonly alerts: readonly Alerting[];
  readonly filter: Expr;
  /** Labels of items whose substance an alert does not name. */
  readonly unnamed: number;
};

type Seat = Pick<Access, 'organization' | 'role' | 'purpose'>;

/**
 * Out of the policy in force; its own filter, since what alerts shows nothing. Of one policy once for a seat: whatever changes what was
 * agreed makes another policy, and the same filter is one statement.
 */
export function alertRule(current: Current, seat: Seat): AlertRule | undefined {
  const policy = current.policy();
  const rules = rulesOf.get(policy) ?? new Map<string, AlertRule | undefined>();
  rulesOf.set(policy, rules);
  const name = `${seat.organization} ${seat.role} ${seat.purpose}`;
  if (!rules.has(name)) {
    if (rules.size >= RULES_MAX) rules.clear();
    rules.set(name, ruleFor(current, seat));
  }
  return rules.get(name);
}

const rulesOf = new WeakMap<Policy, Map<string, AlertRule | undefined>>();
const RULES_MAX = 10_000;

function ruleFor(current: Current, access: Seat): AlertRule | undefined {
  const alerts = alertsFor(current.policy(), access, current.keyOf);
  if (alerts.length === 0) return undefined;
  const unnamed: readonly Label[] = lawIn(current.book().zone).safetyAlert?.unnamed ?? LABELS;
  return { alerts, filter: { op: 'or', of: alerts.map(({ filter }) => filter) }, unnamed: labelBits(...unnamed) };
}

/** What a person is told before they refuse alerts. */
export function alertRisk(current: Current): { readonly law: string; readonly risk: string } | undefined {
  return lawIn(current.book().zone).safetyAlert;
}
