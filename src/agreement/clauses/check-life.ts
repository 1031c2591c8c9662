import type { Refusal } from '#fhir';
import { named } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { listed } from '../phrases.ts';
import type {
  DisputeClause,
  IndemnifyClause,
  JoinClause,
  LeaveClause,
  SucceedClause,
  SuspendClause,
  VaryClause,
} from './life.ts';
import { empty, fault, unless } from './fault.ts';
import { spaced } from './words.ts';

/** What keeps clauses about joining, leaving, merging, changing and disputing from running as they stand. */
export function checkLife(
  clause: JoinClause | SuspendClause | LeaveClause | SucceedClause | VaryClause | DisputeClause | IndemnifyClause,
  draft: Instrument,
): readonly Refusal[] {
  switch (clause.clause) {
    case 'join':
      return empty(clause, { kinds: clause.kinds, agreedBy: clause.agreedBy });
    case 'suspend':
      return empty(clause, { by: clause.by, roles: clause.roles, grounds: clause.grounds });
    case 'leave':
      return checkLeave(clause);
    case 'succeed':
      return [
        ...empty(clause, { from: clause.from }),
        ...unless(!clause.from.includes(clause.to), () =>
          fault(clause, 'agreement.self', 'lets an organisation take its own place'),
        ),
      ];
    case 'vary':
      return empty(clause, { agreedBy: clause.agreedBy });
    case 'dispute':
      return empty(clause, { ladder: clause.ladder });
    case 'indemnify':
      return [
        ...empty(clause, { to: clause.to, except: clause.except }),
        ...unless(clause.to === 'parties' || !named(clause.to, draft).includes(clause.by), () =>
          fault(clause, 'agreement.self', 'lets an organisation make good its own loss'),
        ),
      ];
  }
}

const MUST_PLAN = ['records', 'money', 'tasks', 'people-told'] as const;

function checkLeave(clause: LeaveClause): readonly Refusal[] {
  const missing = MUST_PLAN.filter((matter) => !clause.exitPlan.some((step) => step.matter === matter));
  const late = clause.exitPlan.filter((step) => step.daysBefore > clause.noticeDays);
  return [
    ...empty(clause, { by: clause.by }),
    ...unless(missing.length === 0, () =>
      fault(clause, 'agreement.exit-plan', `has no step of the exit plan for ${listed(missing.map(spaced))}`),
    ),
    ...late.map((step) =>
      fault(clause, 'agreement.exit-plan', `wants '${step.words}' done before the notice is even given`),
    ),
  ];
}
