import type { Day } from '#base';
import { daysAfter, monthsAfter, workingDaysAfter } from '../days.ts';
import { clockOf, type Jurisdiction } from '../jurisdiction.ts';
import { dayWords } from '../phrases.ts';

/** Kinds of objection; each has its own law, and none is "the consent". */
export const OBJECTION_KINDS = [
  'direct-care', // to sharing for care: upheld or refused, with a reason, by a day
  'opt-out', // national or local: holds at once, where the jurisdiction's rule says
  'consent-withdrawn', // where the law needs consent
  'restriction', // records kept and not used while something is looked at
] as const;
export type ObjectionKind = (typeof OBJECTION_KINDS)[number];

export type Objection = {
  readonly kind: ObjectionKind;
  readonly made: Day;
  /** Who made it: the person, or who spoke for them then. */
  readonly by: string;
  /** The last day to decide it, where its clock was put off or stood; absent: as the law counts it. */
  readonly due?: Day;
  readonly outcome?: { readonly upheld: boolean; readonly on: Day; readonly reason: string; readonly by: string };
  readonly withdrawn?: Day;
};

export type ObjectionStanding = {
  readonly state: 'not-made' | 'open' | 'overdue' | 'holds' | 'upheld' | 'refused' | 'withdrawn';
  /** Whether it keeps anything back on that day. */
  readonly binds: boolean;
  readonly dueBy?: Day;
  readonly words: string;
};

/**
 * Where an objection stands on a day. While it is looked at it holds: what was shown cannot be unseen, what was hidden can be
 * shown later. A refusal names its reason, and losing capacity later does not make it undone or decided anew.
 */
export function objectionOn(objection: Objection, on: Day, law?: Jurisdiction): ObjectionStanding {
  const { kind, made, outcome, withdrawn, by } = objection;
  const said = `${by} ${kind === 'restriction' ? 'asked that it is not used' : 'objected'} on ${dayWords(made)}`;
  if (on < made) return { state: 'not-made', binds: false, words: 'Nobody had objected by then.' };
  if (withdrawn !== undefined && withdrawn <= on) {
    return { state: 'withdrawn', binds: false, words: `${said} and took it back on ${dayWords(withdrawn)}.` };
  }
  if (kind === 'opt-out' || kind === 'consent-withdrawn') {
    return { state: 'holds', binds: true, words: `${said}; it holds from that day and nobody has to agree.` };
  }
  if (outcome && outcome.on <= on) {
    const how = `It was ${outcome.upheld ? 'upheld' : 'not upheld'} on ${dayWords(outcome.on)} by ${outcome.by}: ${outcome.reason}`;
    return { state: outcome.upheld ? 'upheld' : 'refused', binds: outcome.upheld, words: `${said}. ${how}` };
  }
  const dueBy = dueDay(objection, law);
  const late = dueBy !== undefined && dueBy < on;
  const due = dueBy ? ` It is to be decided by ${dayWords(dueBy)}${late ? ', and is late' : ''}.` : '';
  return {
    state: late ? 'overdue' : 'open',
    binds: true,
    ...(dueBy ? { dueBy } : {}),
    words: `${said}; while it is looked at ${kind === 'restriction' ? 'nobody uses it' : 'it holds'}.${due}`,
  };
}

function dueDay({ kind, made, due }: Objection, law: Jurisdiction | undefined): Day | undefined {
  if (due !== undefined) return due;
  const clock = clockOf(law, kind === 'restriction' ? 'restriction' : 'objection') ?? clockOf(law, 'objection');
  if (!clock) return undefined;
  if (clock.months !== undefined) return monthsAfter(made, clock.months);
  if (clock.workingDays !== undefined) return workingDaysAfter(made, clock.workingDays, law);
  return clock.days === undefined ? undefined : daysAfter(made, clock.days);
}
