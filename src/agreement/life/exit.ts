import type { Day } from '#base';
import { daysAfter } from '../days.ts';
import { leavesOn, type Notice, type StackEntry } from '../force.ts';
import type { ExitStep, PartyRef } from '../instrument.ts';
import { dayWords } from '../phrases.ts';
import { nameOf } from '../clauses/words.ts';

/** How a partner's leaving runs, from the notice to the last settlement. */
export type Exit = {
  readonly organization: PartyRef;
  /** The first day on which it is a partner no more. */
  readonly leaves: Day;
  readonly steps: readonly (ExitStep & { readonly dueBy: Day })[];
  /** Until then charges for what was done before are made and settled. */
  readonly runOffUntil: Day;
  readonly words: string;
};

/** The exit plan of a notice with its days; undefined where the version knows no leaving by notice, or it was withdrawn. */
export function exitOf({ instrument }: Pick<StackEntry, 'instrument'>, notice: Notice): Exit | undefined {
  const leaves = leavesOn(instrument, notice);
  const rule = instrument.clauses.find((clause) => clause.clause === 'leave');
  if (leaves === undefined || rule?.clause !== 'leave') return undefined;
  const runOffUntil = daysAfter(leaves, rule.runOffDays);
  const name = nameOf(notice.organization, instrument);
  return {
    organization: notice.organization,
    leaves,
    steps: rule.exitPlan.map((step) => ({ ...step, dueBy: daysAfter(leaves, -step.daysBefore) })),
    runOffUntil,
    words: `${name} gave notice on ${dayWords(notice.given)} and is a partner until the day before ${dayWords(leaves)} (${instrument.title}, paragraph ${rule.cites}). From then on nothing is shared with it or by it; what others relied on stays in their own records. Charges for what was done before are settled until ${dayWords(runOffUntil)}.`,
  };
}
