import { type Clause, type Instrument, partiesOf, type Stack, type StackEntry } from '#agreement';
import { type Day, plusMonths } from '#base';

/**
 * The agreements as they would have been, had everybody signed a version before a period began: its years are moved to the period,
 * and no other version of it counts.
 */
export function asIfFrom(stack: Stack, draft: Instrument, from: Day): Stack {
  const months = monthsBetween(firstDay(draft), from);
  const { expires: _, ...rest } = draft;
  const moved: Instrument = {
    ...rest,
    decided: from,
    effective: from,
    clauses: draft.clauses.map((clause) => movedClause(clause, months)),
  };
  const signatures = partiesOf(moved).map((organization) => ({ organization, on: from }));
  const entry: StackEntry = { instrument: moved, signatures, suspensions: [] };
  return [...stack.filter(({ instrument }) => instrument.id !== draft.id), entry];
}

function firstDay({ clauses, effective }: Instrument): Day {
  const starts = clauses.flatMap((clause) => (clause.clause === 'contribute' ? [clause.period.from] : []));
  return starts.length === 0 ? effective : starts.reduce((a, b) => (a < b ? a : b));
}

function movedClause(clause: Clause, months: number): Clause {
  if (clause.clause === 'contribute') {
    const { appliesFrom: _, ...rest } = clause;
    const { from, until } = clause.period;
    return { ...rest, period: { from: plusMonths(from, months), until: plusMonths(until, months) } };
  }
  if (clause.clause !== 'pay') return clause;
  const { appliesFrom: _, ...rest } = clause;
  return rest;
}

function monthsBetween(from: Day, to: Day): number {
  const monthOf = (on: Day): number => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7));
  return monthOf(to) - monthOf(from);
}
