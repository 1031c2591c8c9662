import type { Refusal } from '#fhir';
import type { Instrument } from '../instrument.ts';
import type { Holder } from './base.ts';
import { empty, fault, repeated, unless } from './fault.ts';
import type {
  DecideClause,
  FunctionsClause,
  MeasureClause,
  PopulationClause,
  PractiseClause,
  ReportClause,
} from './working.ts';
import { spaced } from './words.ts';

/** What keeps clauses about decisions, functions, tasks, reports and people from running as they stand. */
export function checkWorking(
  clause: DecideClause | FunctionsClause | MeasureClause | PractiseClause | ReportClause | PopulationClause,
  draft: Instrument,
): readonly Refusal[] {
  switch (clause.clause) {
    case 'decide':
      return checkDecide(clause, draft);
    case 'functions':
      return [
        ...empty(clause, { functions: clause.functions }),
        ...unless(clause.of !== clause.exercisedBy, () =>
          fault(clause, 'agreement.self', 'lets a body exercise its own functions, for which nothing need be agreed'),
        ),
      ];
    case 'practise':
      return checkPractise(clause);
    case 'measure':
      return checkMeasure(clause);
    case 'report':
      return checkReport(clause);
    case 'population':
      return empty(clause, { organizations: clause.organizations });
  }
}

function checkDecide(clause: DecideClause, draft: Instrument): readonly Refusal[] {
  const { topics, body, quorum, mustAgree, consulted, deputies, reserved } = clause;
  const { livedExperience } = body;
  const twice = draft.clauses.flatMap((other) =>
    other.clause === 'decide' && other.id < clause.id && limit(other) === limit(clause)
      ? other.topics.filter((topic) => topics.includes(topic))
      : [],
  );
  const strangers = (deputies ?? []).filter(({ of }) => !body.members.some((member) => same(member, of)));
  return [
    ...empty(clause, { topics, 'body.members': body.members, mustAgree, consulted, deputies, reserved }),
    ...empty(clause, { 'body.livedExperience': livedExperience }),
    ...(livedExperience ?? [])
      .filter((one) => !body.members.some((member) => same(member, one)))
      .map(({ role, organization }) =>
        fault(clause, 'agreement.lived-experience', `names the ${role} of ${organization}, who is no member`),
      ),
    ...(reserved ?? [])
      .filter((topic) => topics.includes(topic))
      .map((topic) =>
        fault(clause, 'agreement.reserved', `gives ${spaced(topic)} to a body and keeps it back from it`),
      ),
    ...unless(quorum <= body.members.length, () =>
      fault(clause, 'agreement.quorum', `asks for ${quorum} members of a body that has ${body.members.length}`),
    ),
    ...[...new Set(twice)].map((topic) =>
      fault(
        clause,
        'agreement.decided-twice',
        `gives ${spaced(topic)} to a second body for the same amounts; one decides`,
      ),
    ),
    ...strangers.map(({ of }) =>
      fault(clause, 'agreement.deputy', `names a deputy for the ${of.role} of ${of.organization}, who is no member`),
    ),
  ];
}

function checkPractise(clause: PractiseClause): readonly Refusal[] {
  const unseen = clause.tasks.flatMap(({ needs }) =>
    needs.filter((need) => need.times > 0 && need.observedBy.length === 0),
  );
  return [
    ...empty(clause, { tasks: clause.tasks, at: clause.at }),
    ...clause.tasks.flatMap((task) => empty(clause, { [`tasks.${task.task}.roles`]: task.roles })),
    ...repeated(clause.tasks.map(({ task }) => task)).map((task) =>
      fault(clause, 'agreement.duplicate', `has the task '${task}' twice`),
    ),
    ...unseen.map(({ competency }) =>
      fault(clause, 'agreement.empty', `wants ${spaced(competency)} to be seen, and names nobody who sees it`),
    ),
  ];
}

function checkMeasure(clause: MeasureClause): readonly Refusal[] {
  const staff = clause.staff ?? [];
  return [
    ...empty(clause, { staff: clause.staff }),
    ...staff.flatMap(({ id, codes }) => empty(clause, { [`staff.${id}.codes`]: codes.codes })),
    ...repeated(staff.map(({ id }) => id)).map((id) =>
      fault(clause, 'agreement.duplicate', `has the staff '${id}' twice`),
    ),
  ];
}

/** Planning and paying never need to know who somebody is: a report person by person serves care, or a check that law asks for. */
function checkReport(clause: ReportClause): readonly Refusal[] {
  const named =
    clause.identifiability === 'identifiable' && (clause.purpose === 'planning' || clause.purpose === 'payment');
  return unless(!named, () =>
    fault(
      clause,
      'agreement.identifiable',
      `tells person by person for ${clause.purpose}; numbers or a key are enough for that`,
    ),
  );
}

function limit(clause: DecideClause): string {
  return clause.upTo ? `${clause.upTo.minor} ${clause.upTo.currency}` : 'any';
}

function same(one: Holder, other: Holder): boolean {
  return one.organization === other.organization && one.role === other.role;
}
