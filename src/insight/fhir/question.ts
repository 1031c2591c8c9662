import { type Day, isDay } from '#base';
import { accepted, type Outcome, type Refused, refuse } from '#fhir';
import { CANONICAL } from '../export/measure-report.ts';
import { WHOLE } from '../place.ts';
import type { EvaluateQuestion, GapsQuestion, GapStatus, ReportType, Subject } from './contract.ts';

const TYPES: Readonly<Record<string, ReportType>> = {
  summary: 'summary',
  population: 'summary',
  'subject-list': 'subject-list',
  individual: 'individual',
  subject: 'individual',
};
const STATUSES: readonly string[] = ['open-gap', 'closed-gap'] satisfies readonly GapStatus[];
const FORM = ['_format', '_pretty'];

/** `periodStart`, `periodEnd`, `subject`, `reportType` of `$evaluate-measure`. */
export function evaluateQuestion(measure: string, query: URLSearchParams): Outcome<EvaluateQuestion> {
  const odd = oddIn(query, ['periodStart', 'periodEnd', 'subject', 'reportType']);
  if (odd) return odd;
  const asAt = dayOf(query);
  if (!asAt.ok) return asAt;
  const subject = subjectOf(query.get('subject') ?? `Group/${WHOLE}`);
  if (!subject.ok) return subject;
  const one = 'patient' in subject.value;
  const asked = query.get('reportType') ?? (one ? 'individual' : 'summary');
  const type = Object.hasOwn(TYPES, asked) ? TYPES[asked] : undefined;
  if (type === undefined || (type === 'individual') !== one) {
    const text = `There is no report '${asked.slice(0, 40)}' of ${one ? 'one person' : 'a place'}. Of a person ask for individual, of a place for summary or subject-list.`;
    return refuse('not-supported', 'insight.report-type', text, 'reportType');
  }
  return accepted({ measure, subject: subject.value, type, ...asAt.value });
}

/** The same of the type, where the measure is a parameter: by its id, or by what it is called everywhere, with its version or without. */
export function typeQuestion(query: URLSearchParams): Outcome<EvaluateQuestion> {
  const named = query.getAll('measure');
  const [id = '', version] = (named[0] ?? '')
    .replace(CANONICAL, '')
    .replace(/^Measure\//, '')
    .split('|');
  if (named.length !== 1 || id === '') {
    const text = `Name one measure: measure=${CANONICAL}<id>, with |<version> behind it where that matters. GET /fhir/Measure lists them.`;
    return refuse('required', 'insight.measure-parameter', text, 'measure');
  }
  const rest = new URLSearchParams([...query].filter(([name]) => name !== 'measure'));
  const question = evaluateQuestion(id, rest);
  return question.ok && version !== undefined ? accepted({ ...question.value, version }) : question;
}

/** `periodStart`, `periodEnd`, `subject`, `status`, `measureId` of `$care-gaps`. */
export function gapsQuestion(query: URLSearchParams): Outcome<GapsQuestion> {
  const odd = oddIn(query, ['periodStart', 'periodEnd', 'subject'], ['status', 'measureId']);
  if (odd) return odd;
  const asAt = dayOf(query);
  if (!asAt.ok) return asAt;
  const subject = subjectOf(query.get('subject') ?? '');
  if (!subject.ok) return subject;
  if (!('patient' in subject.value)) return noSubject('Gaps are told of one person');
  const statuses = valuesOf(query, 'status');
  const other = statuses.find((one) => !STATUSES.includes(one));
  if (other !== undefined) {
    const text = `'${other.slice(0, 40)}' is no state of a gap here. Ask for ${STATUSES.join(' or ')}.`;
    return refuse('not-supported', 'insight.gap-status', text, 'status');
  }
  const measures = valuesOf(query, 'measureId');
  return accepted({
    patient: subject.value.patient,
    statuses: statuses.length === 0 ? ['open-gap'] : (statuses as readonly GapStatus[]),
    ...(measures.length === 0 ? {} : { measures }),
    ...asAt.value,
  });
}

/** The same questions as a Parameters resource: each parameter by its name, with a value that is text. */
export function parametersIn(body: unknown): Outcome<URLSearchParams> {
  const { resourceType, parameter = [] } = (body ?? {}) as Loose;
  if (resourceType !== 'Parameters' || !Array.isArray(parameter)) return noParameters('the body');
  const read = new URLSearchParams();
  for (const one of parameter as readonly (Loose | null)[]) {
    const name = one?.['name'];
    const value = Object.entries(one ?? {}).find(([key]) => key.startsWith('value'))?.[1];
    if (typeof name !== 'string' || typeof value !== 'string')
      return noParameters(typeof name === 'string' ? name.slice(0, 40) : 'a parameter without a name');
    read.append(name, value);
  }
  return accepted(read);
}

type Loose = Readonly<Record<string, unknown>>;

function noParameters(what: string): Outcome<never> {
  const text = `Send a Parameters resource whose parameters have a name and a value that is text; ${what} is none.`;
  return refuse('structure', 'insight.operation-body', text);
}

function valuesOf(query: URLSearchParams, name: string): readonly string[] {
  return query.getAll(name).flatMap((value) => value.split(','));
}

function oddIn(query: URLSearchParams, once: readonly string[], often: readonly string[] = []): Refused | undefined {
  const known = [...once, ...often];
  const odd = [...query.keys()].find(
    (name) => ![...known, ...FORM].includes(name) || (!often.includes(name) && query.getAll(name).length > 1),
  );
  if (odd === undefined) return undefined;
  const text = `'${odd.slice(0, 40)}' is not known here, or stands there twice. Take of these: ${known.join(', ')}.`;
  return refuse('not-supported', 'insight.operation-parameter', text, odd.slice(0, 40));
}

/** Figures are as at the last day of a period: what they look back over stands in the measure, so that the first day moves nothing. */
function dayOf(query: URLSearchParams): Outcome<{ readonly asAt?: Day }> {
  const [start, end] = ['periodStart', 'periodEnd'].map((name) => query.get(name) ?? undefined);
  const odd = [start, end].find((day) => day !== undefined && !isDay(day));
  if (odd !== undefined)
    return refuse('value', 'insight.day', `'${odd.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
  if (start !== undefined && end !== undefined && start > end) {
    const text = `The period ends (${end}) before it begins (${start}). Name the earlier day as periodStart.`;
    return refuse('value', 'insight.period', text, 'periodEnd');
  }
  return accepted(end === undefined ? {} : { asAt: end as Day });
}

function subjectOf(text: string): Outcome<Subject> {
  const [, type, id = ''] = /^(Patient|Group|Organization)\/([A-Za-z0-9\-.]{1,64})$/.exec(text) ?? [];
  if (type === undefined) return noSubject(`'${text.slice(0, 80)}' is no subject of a report`);
  return accepted(type === 'Patient' ? { patient: id } : { place: id });
}

function noSubject(what: string): Refused {
  const text = `${what}. Write Patient/<id> for a person, Group/<place> for the people of a place, Group/${WHOLE} for all.`;
  return refuse('value', 'insight.subject', text, 'subject');
}
