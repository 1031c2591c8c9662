import { lawIn } from '#joint';
import { type Access, type Alerting, alertsFor, type Expr, type Label, LABELS, labelBits } from '#agreement';
import type { Current } from './current.ts';

/** What alerts a seat that prescribes, and how much an alert may say here. */
export type AlertRule = {
  readonly alerts: readonly Alerting[];
  readonly filter: Expr;
  /** Labels of items whose substance an alert does not name. */
  readonly unnamed: number;
};

/** Out of the policy in force; its own filter, since what alerts shows nothing. */
export function alertRule(
  current: Current,
  access: Pick<Access, 'organization' | 'role' | 'purpose'>,
): AlertRule | undefined {
  const alerts = alertsFor(current.policy(), access, current.keyOf);
  if (alerts.length === 0) return undefined;
  const unnamed: readonly Label[] = lawIn(current.book().zone).safetyAlert?.unnamed ?? LABELS;
  return { alerts, filter: { op: 'or', of: alerts.map(({ filter }) => filter) }, unnamed: labelBits(...unnamed) };
}

/** What a person is told before they refuse alerts. */
export function alertRisk(current: Current): { readonly law: string; readonly risk: string } | undefined {
  return lawIn(current.book().zone).safetyAlert;
}
