import type { Instrument } from '../instrument.ts';
import { dayWords, listed } from '../phrases.ts';
import type {
  DisputeClause,
  IndemnifyClause,
  JoinClause,
  LeaveClause,
  SucceedClause,
  SuspendClause,
  VaryClause,
} from './life.ts';
import { amountWords } from '../amount.ts';
import { counted, holderWords, nameOf, rolesWords, spaced, trimmed, whom } from './words.ts';

export function joinWords(clause: JoinClause, instrument: Instrument): string {
  return `${listed(clause.kinds.map(spaced), 'or')} can join when ${whom(clause.agreedBy, instrument)} agree`;
}

export function suspendWords(clause: SuspendClause, instrument: Instrument): string {
  return `${rolesWords(clause.roles)} of ${whom(clause.by, instrument)} can suspend this at once, because of ${listed(clause.grounds, 'or')}`;
}

export function leaveWords(clause: LeaveClause, instrument: Instrument): string {
  const steps = clause.exitPlan.map(
    ({ words, owner, daysBefore }) =>
      `${trimmed(words)} (${holderWords(owner, instrument)}, ${counted(daysBefore, 'day')} before)`,
  );
  const plan = steps.length > 0 ? `; before the last day: ${listed(steps)}` : '';
  return `${clause.by === 'parties' ? 'any partner' : whom(clause.by, instrument)} can leave with ${counted(clause.noticeDays, 'day')}' notice${plan}; what was done before is charged and settled for ${counted(clause.runOffDays, 'day')} more`;
}

export function succeedWords(clause: SucceedClause, instrument: Instrument): string {
  const from = listed(clause.from.map((one) => nameOf(one, instrument)));
  return `on ${dayWords(clause.on)} ${nameOf(clause.to, instrument)} takes the place of ${from}: rights, money, roles and records go over`;
}

export function varyWords(clause: VaryClause, instrument: Instrument): string {
  const back =
    clause.backdateMonths === 0
      ? 'nothing is changed for days gone by'
      : `money can be changed for at most ${counted(clause.backdateMonths, 'month')} gone by, sharing never`;
  return `this is changed in writing by ${whom(clause.agreedBy, instrument)}, with ${counted(clause.noticeDays, 'day')}' notice; ${back}`;
}

export function disputeWords(clause: DisputeClause, instrument: Instrument): string {
  const steps = clause.ladder.map(({ words, who, workingDays }) => {
    const holders = who.length > 0 ? ` (${listed(who.map((one) => holderWords(one, instrument)))})` : '';
    return `${trimmed(words)}${holders} within ${counted(workingDays, 'working day')}`;
  });
  const paid = clause.payUndisputed ? 'what is not in dispute is paid' : 'payment waits';
  const last = clause.binding ? 'what the last says binds' : 'the last advises and does not bind';
  return `what is in dispute goes ${steps.join(', then ')}; ${last}; meanwhile all stays as it was and ${paid}; care never stops for it`;
}

export function indemnifyWords(clause: IndemnifyClause, instrument: Instrument): string {
  const most = clause.most ? `, at most ${amountWords(clause.most)}` : '';
  const except =
    clause.except && clause.except.length > 0 ? `, but not ${listed(clause.except.map(trimmed), 'or')}` : '';
  return `${nameOf(clause.by, instrument)} makes good to ${whom(clause.to, instrument)} what is lost by ${trimmed(clause.against)}${most}${except}`;
}
