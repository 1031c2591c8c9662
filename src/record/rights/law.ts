import { type ClockRule, clockOf, type Jurisdiction, type Right } from '#agreement';
import type { Ground } from './contract.ts';

const CLOCKS: Readonly<Record<Right, string>> = {
  copy: 'access',
  correct: 'rectification',
  restrict: 'restriction',
  erase: 'erasure',
  object: 'objection',
};

/** A matter that a pack gives no clock of its own has that of a copy. */
export function clockFor(law: Jurisdiction, right: Right): ClockRule {
  const clock = clockOf(law, CLOCKS[right]) ?? clockOf(law, CLOCKS.copy);
  if (clock === undefined) throw new Error(`the pack ${law.id} has no clock for requests`);
  return clock;
}

/** Why such a request may be refused or granted. Closed: a decision names one of them. */
export function groundsFor(law: Jurisdiction, right: Right): readonly Ground[] {
  return (law.grounds ?? [])
    .filter(({ rights }) => rights.includes(right))
    .map(({ id, law: where, words, for: what }) => ({ id, law: where, words, for: what }));
}

export function groundOf(law: Jurisdiction, right: Right, id: string): Ground | undefined {
  return groundsFor(law, right).find((one) => one.id === id);
}
