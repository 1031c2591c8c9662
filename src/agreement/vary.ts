import { type Day, daysBetween, plusDays, plusMonths } from '#base';
import type { Refusal } from '#fhir';
import { amountWords } from './amount.ts';
import type { Period } from './clauses/base.ts';
import { fault } from './clauses/fault.ts';
import type { ContributeClause } from './clauses/money.ts';
import type { VaryClause } from './clauses/life.ts';
import { counted, nameOf, periodWords, spaced } from './clauses/words.ts';
import type { Instrument } from './instrument.ts';
import { dayWords } from './phrases.ts';

export type Varying = {
  /** The versions before it that all have signed and that have not ended, in their order. */
  readonly signed: readonly Instrument[];
  /** The day on which it was put before the parties. */
  readonly noticed: Day;
};

/** What the versions before it ask of a new one: that it gives the notice agreed, and leaves what was never to be less. */
export function checkVaried(draft: Instrument, { signed, noticed }: Varying): readonly Refusal[] {
  return [...checkNotice(draft, signed.at(-1), noticed), ...signed.flatMap((before) => checkFloors(draft, before))];
}

/** Notice runs from the day on which a version is put before the parties: each has it to look at before anything changes. */
function checkNotice(draft: Instrument, before: Instrument | undefined, noticed: Day): readonly Refusal[] {
  const longest = before && noticeOf(before);
  if (!before || !longest) return [];
  const earliest = plusDays(noticed, longest.noticeDays);
  if (longest.noticeDays === 0 || draft.effective >= earliest) return [];
  const text = `Version ${before.version} of ${before.title} is changed with ${counted(longest.noticeDays, 'day')}' notice (paragraph ${longest.cites}): what is put before the parties on ${dayWords(noticed)} takes effect on ${dayWords(earliest)} at the earliest.`;
  return [{ code: 'agreement.notice', type: 'business-rule', text, expression: 'Instrument.effective' }];
}

/** The first day on which a change that is put before the parties on a day can take effect. */
export function changesFrom(before: Instrument, noticed: Day): Day {
  return plusDays(noticed, noticeOf(before)?.noticeDays ?? 0);
}

function noticeOf({ clauses }: Instrument): VaryClause | undefined {
  const all = clauses.flatMap((clause) => (clause.clause === 'vary' ? [clause] : []));
  return all.sort((a, b) => b.noticeDays - a.noticeDays)[0];
}

/**
 * A floor is of one partner, into one pool, for one thing, for its period: whichever clauses of a later version give it, together they
 * keep it on the days that are left.
 */
function checkFloors(draft: Instrument, before: Instrument): readonly Refusal[] {
  return contributionsIn(before).flatMap((agreed) => {
    const { floor, period } = agreed;
    const left = within(period, { from: draft.effective, until: period.until });
    // Who is no party of it any more has left, and what leaving asks is asked there.
    const stays = draft.parties.some(({ organization }) => organization === agreed.by);
    if (!floor || !left || !stays) return [];
    const given = contributionsIn(draft).flatMap((one) => {
      const days = alike(one, agreed) ? within(one.period, left) : undefined;
      return days ? [{ clause: one, minor: one.amount.minor * shareOf(days, one.period) }] : [];
    });
    // What stays for its period stays where a later version is about later periods alone.
    if (given.length === 0 && agreed.varies !== 'pro-rata') return [];
    const sum = Math.round(given.reduce((all, { minor }) => all + minor, 0));
    const least = Math.round(floor.minor * shareOf(left, period));
    if (sum >= least) return [];
    const money = (minor: number): string => amountWords({ minor, currency: floor.currency });
    return [
      fault(
        given[0]?.clause ?? agreed,
        'agreement.below-floor',
        `puts in ${money(sum)} from ${nameOf(agreed.by, draft)} into ${spaced(agreed.pool)} ${periodWords(left)}; version ${before.version} agreed never less than ${amountWords(floor)} ${periodWords(period)} (paragraph ${agreed.cites}), which is ${money(least)} for these days: put in as much, or change it for later periods`,
      ),
    ];
  });
}

function contributionsIn({ clauses }: Instrument): readonly ContributeClause[] {
  return clauses.flatMap((clause) => (clause.clause === 'contribute' ? [clause] : []));
}

function alike(one: ContributeClause, other: ContributeClause): boolean {
  return (
    one.by === other.by &&
    one.pool === other.pool &&
    one.ringFencedFor === other.ringFencedFor &&
    (one.inKind === undefined) === (other.inKind === undefined) &&
    one.amount.currency === other.amount.currency
  );
}

function within(period: Period, { from, until }: Period): Period | undefined {
  const days = {
    from: period.from > from ? period.from : from,
    until: period.until < until ? period.until : until,
  };
  return days.from < days.until ? days : undefined;
}

/** How much of a period some of its days are: by months where both are whole months, else by days. */
function shareOf(days: Period, period: Period): number {
  const [some, all] = [monthsIn(days), monthsIn(period)];
  if (some !== undefined && all !== undefined) return some / all;
  return daysBetween(days.from, days.until) / daysBetween(period.from, period.until);
}

const MONTHS_MAX = 1_200;

function monthsIn({ from, until }: Period): number | undefined {
  for (let months = 1; months <= MONTHS_MAX; months += 1) {
    const end = plusMonths(from, months);
    if (end === until) return months;
    if (end > until) return undefined;
  }
  return undefined;
}
