import type { Day } from '#base';
import { amountWords } from '../amount.ts';
import { type DaysOff, workingDaysAfter } from '../days.ts';
import type { Amount, DisputeClause, LadderStep, PartyRef } from '../instrument.ts';
import { dayWords } from '../phrases.ts';

/** Something two partners read differently: a clause, a charge, a reading of a text. */
export type Dispute = {
  readonly raised: Day;
  readonly by: PartyRef;
  readonly about: string;
  /** Of a charge: the whole, and the part that is in dispute. */
  readonly charge?: { readonly whole: Amount; readonly disputed: Amount };
  /** Steps that ended without agreement, in order, with their days. */
  readonly failed: readonly { readonly step: string; readonly on: Day }[];
  readonly ruling?: {
    readonly on: Day;
    readonly by: string;
    readonly words: string;
    readonly keptAs: 'interpretation' | 'new-version';
  };
};

export type DisputeStanding = {
  readonly state: 'open' | 'late' | 'ruled' | 'at-the-end';
  readonly step?: LadderStep;
  readonly dueBy?: Day;
  /** Paid now although the rest is argued about. */
  readonly payable?: Amount;
  readonly words: string;
};

/** Where a dispute is on its ladder on a day. Each step's clock starts when the one before ended; care never waits for it. */
export function disputeOn(
  clause: DisputeClause,
  dispute: Dispute,
  when: { readonly on: Day; readonly off?: DaysOff },
): DisputeStanding {
  const { charge, ruling } = dispute;
  const payable =
    charge && clause.payUndisputed
      ? { minor: charge.whole.minor - charge.disputed.minor, currency: charge.whole.currency }
      : undefined;
  const paid =
    payable && charge
      ? ` ${amountWords(payable)} of ${amountWords(charge.whole)} is not in dispute and is paid now; ${amountWords(charge.disputed)} waits.`
      : '';
  const rest = payable ? { payable } : {};
  if (ruling && ruling.on <= when.on) {
    const kept = ruling.keptAs === 'interpretation' ? 'kept as how the text is read' : 'written into a new version';
    return {
      state: 'ruled',
      ...rest,
      words: `${ruling.by} ruled on ${dayWords(ruling.on)}: ${ruling.words} It ${clause.binding ? 'binds' : 'advises'} and is ${kept}.`,
    };
  }
  const failed = dispute.failed.filter(({ on }) => on <= when.on);
  const step = clause.ladder[failed.length];
  if (!step)
    return {
      state: 'at-the-end',
      ...rest,
      words: `The ladder is at its end without agreement; all stays as it was.${paid}`,
    };
  const began = failed.at(-1)?.on ?? dispute.raised;
  const dueBy = workingDaysAfter(began, step.workingDays, when.off);
  const late = dueBy < when.on;
  return {
    state: late ? 'late' : 'open',
    step,
    dueBy,
    ...rest,
    words: `In dispute since ${dayWords(dispute.raised)} (paragraph ${clause.cites}): ${dispute.about}. Now it goes ${step.words}, by ${dayWords(dueBy)}${late ? ', which has passed' : ''}. Meanwhile all stays as it was, and care goes on.${paid}`,
  };
}
