import { listed } from '#agreement';
import { parameterOf } from '#fhir';
import { readScope, type Scope, scopeText } from '#auth';
import type { ConsentLine } from '#web';

/** What an app asks for, as lines that a person reads and takes away from; `kept` is what is no question. */
export type Lines = { readonly lines: readonly ConsentLine[]; readonly kept: readonly string[] };

const SEE = ['read', 'search'] as const;
const CHANGE = ['create', 'update', 'delete'] as const;

/** `whom` is the person that the app is opened for, by name. */
export function linesOf(scopes: readonly string[], whom: string): Lines {
  const record = scopes.flatMap((text) => readScope(text) ?? []);
  const parts = record.flatMap((scope) => [limited(scope, SEE), limited(scope, CHANGE)]);
  const lines = parts.flatMap((scope) => (scope === undefined ? [] : [lineOf(scope, whom)]));
  const who = scopes.filter((text) => ['openid', 'fhirUser', 'profile'].includes(text));
  return {
    lines: [
      ...new Map(lines.map((line) => [line.value, line])).values(),
      ...(who.length > 0 ? [{ value: who.join(' '), words: 'Know who you are: your name and seat' }] : []),
      ...(scopes.includes('offline_access')
        ? [{ value: 'offline_access', words: 'Keep on when you are away, for up to 90 days' }]
        : []),
      ...(scopes.includes('online_access')
        ? [{ value: 'online_access', words: 'Keep on for as long as you are signed in' }]
        : []),
    ],
    kept: scopes.filter((text) => text === 'launch' || text === 'launch/patient'),
  };
}

/** The same for what was given already. */
export function givenWords(scopes: string): readonly string[] {
  return linesOf(scopes.split(' '), 'the person it was opened for').lines.map(({ words }) => words);
}

function limited(scope: Scope, to: readonly string[]): Scope | undefined {
  const deeds = scope.deeds.filter((deed) => to.includes(deed));
  return deeds.length === 0 ? undefined : { ...scope, deeds };
}

function lineOf(scope: Scope, whom: string): ConsentLine {
  const line = { value: scopeText(scope), words: wordsOf(scope, whom) };
  const parts = partsOf(scope);
  return parts.length === 0 ? line : { ...line, parts };
}

/** 'See test results and measurements of Amina Khan: only laboratory'. */
function wordsOf({ context, type, deeds, restriction }: Scope, whom: string): string {
  const verbs = [...new Set(deeds.map((deed) => VERBS[deed]))];
  const what = type === '*' ? 'the whole record' : (TYPE_WORDS[type] ?? spaced(type));
  const of = context === 'patient' ? `of ${whom}` : 'of everybody whom you can see';
  const done = listed(verbs);
  const only = restriction === undefined ? '' : `: only ${restrictionWords(type, restriction)}`;
  return `${done.charAt(0).toUpperCase()}${done.slice(1)} ${what} ${of}${only}`;
}

const VERBS = { read: 'see', search: 'see', create: 'add to', update: 'change', delete: 'delete from' } as const;

const TYPE_WORDS: Readonly<Record<string, string>> = {
  Patient: 'name, birth date, address and contact details',
  Observation: 'test results and measurements',
  Condition: 'health problems',
  MedicationRequest: 'prescriptions',
  MedicationStatement: 'medicines taken',
  AllergyIntolerance: 'allergies',
  Immunization: 'vaccinations',
  Procedure: 'procedures and checks',
  Encounter: 'visits and stays',
  Appointment: 'appointments',
  DiagnosticReport: 'reports of tests',
  DocumentReference: 'documents',
  CarePlan: 'care plans',
  Goal: 'goals',
  Task: 'tasks',
  ServiceRequest: 'referrals',
  CareTeam: 'the team that cares',
  MeasureReport: 'figures of measures, and who is counted in them,',
  DetectedIssue: 'what is due or amiss in the care',
  RelatedPerson: 'family and carers',
};

/** What the whole record can be narrowed to: the parts that people ask for by name. */
const GROUPS: readonly (readonly [words: string, types: readonly string[]])[] = [
  ['Name, birth date, address and contact details', ['Patient', 'RelatedPerson']],
  ['Health problems', ['Condition']],
  ['Test results and measurements', ['Observation', 'DiagnosticReport']],
  ['Medicines', ['MedicationRequest', 'MedicationStatement', 'Medication']],
  ['Allergies', ['AllergyIntolerance']],
  ['Vaccinations', ['Immunization']],
  ['Procedures, visits and stays', ['Procedure', 'Encounter', 'Appointment']],
  ['Plans, goals, tasks and referrals', ['CarePlan', 'Goal', 'Task', 'ServiceRequest', 'CareTeam']],
  ['Documents', ['DocumentReference']],
  ['Staff, organisations and places', ['Practitioner', 'PractitionerRole', 'Organization', 'Location']],
];

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const CATEGORIES: readonly (readonly [words: string, code: string])[] = [
  ['Laboratory results', 'laboratory'],
  ['Vital signs: blood pressure, weight, pulse', 'vital-signs'],
  ['Living and habits: work, home, smoking', 'social-history'],
  ['Questionnaires', 'survey'],
];

function partsOf(scope: Scope): NonNullable<ConsentLine['parts']> {
  const { type, restriction } = scope;
  if (type === '*') {
    return GROUPS.map(([words, types]) => ({
      words,
      value: types.map((one) => scopeText({ ...scope, type: one })).join(' '),
    }));
  }
  const said = [...new URLSearchParams(restriction ?? '')];
  const several = said.find(([name, value]) => !name.includes(':') && !value.includes('\\') && value.includes(','));
  if (several !== undefined) return valuesOf(scope, several[0]);
  if (type !== 'Observation' || said.some(([name]) => name === 'category')) return [];
  const before = restriction === undefined ? '' : `${restriction}&`;
  return CATEGORIES.map(([words, code]) => ({
    words,
    value: scopeText({ ...scope, restriction: `${before}category=${CATEGORY}|${code}` }),
  }));
}

/** Any of several values may match: one by one, they can be left out. */
function valuesOf(scope: Scope, name: string): NonNullable<ConsentLine['parts']> {
  const parameters = (scope.restriction ?? '').split('&');
  const at = parameters.findIndex((one) => one.startsWith(`${name}=`));
  if (at === -1) return [];
  return (parameters[at] ?? '')
    .slice(name.length + 1)
    .split(',')
    .map((value) => {
      const restriction = parameters.with(at, `${name}=${value}`).join('&');
      const [words = ''] = [...new URLSearchParams(`${name}=${value}`)].map(([, one]) => only(scope.type, name, one));
      return { words: words.charAt(0).toUpperCase() + words.slice(1), value: scopeText({ ...scope, restriction }) };
    });
}

/** 'category=http://...|laboratory&date=ge2024' as 'laboratory, and date from 2024 on'. */
function restrictionWords(type: string, restriction: string): string {
  return listed([...new URLSearchParams(restriction)].map(([name, value]) => only(type, name, value)));
}

/** What kind of thing it is speaks for itself. */
const BARE = new Set(['category', 'code', 'type', 'class']);
const PREFIXES: Readonly<Record<string, (day: string) => string>> = {
  ge: (day) => `from ${day} on`,
  gt: (day) => `after ${day}`,
  sa: (day) => `after ${day}`,
  le: (day) => `until ${day}`,
  lt: (day) => `before ${day}`,
  eb: (day) => `before ${day}`,
  ne: (day) => `other than ${day}`,
  eq: (day) => day,
};

function only(type: string, parameter: string, text: string): string {
  const [name = '', modifier] = parameter.split(':');
  const label = spaced(name.replace(/^_/, ''));
  if (modifier === 'missing') return `${text === 'true' ? 'without' : 'with'} ${label}`;
  const kind = parameterOf(type, name)?.type;
  const values = text.split(',').map((value) => {
    const [, prefix = 'eq', amount = value] = /^(ge|gt|sa|le|lt|eb|ne|eq)(.*)$/.exec(value) ?? [];
    if (kind === 'date' || kind === 'number') return PREFIXES[prefix]?.(amount) ?? amount;
    return kind === 'token' ? spaced(value.split('|').at(-1) || value) : value;
  });
  const any = values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values.at(-1)}` : (values[0] ?? '');
  if (modifier === 'not') return `${label} other than ${any}`;
  return BARE.has(name) ? any : `${label} ${any}`;
}

function spaced(text: string): string {
  return text
    .replaceAll('-', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
