import type { Random } from '#base';
import { chance, choose, PEOPLE, randomDate, randomResource, TAGS } from '../../src/repository/search/world.testing.ts';
import { criteria, guess, type Maker, query } from './program.ts';

const TYPES = [
  'Observation',
  'Condition',
  'Encounter',
  'Appointment',
  'Task',
  'Patient',
  'Practitioner',
  'Organization',
];
const person = (random: Random): string => `Patient/${choose(random, PEOPLE)}`;
const paged = (random: Random): readonly (readonly [string, string])[] =>
  chance(random, 0.5) ? [['_count', choose(random, ['1', '2', '5', '100'])]] : [];
const since = (random: Random): readonly (readonly [string, string])[] =>
  chance(random, 0.3)
    ? [['_since', `2025-06-0${1 + Math.floor(random() * 2)}T0${Math.floor(random() * 9)}:00:00Z`]]
    : [];

/** Of one resource, of a type, of everything. */
export const histories: Maker = (random, known) => {
  const place = choose(random, ['', `/${choose(random, TYPES)}`, `/${guess(random, known)}`]);
  return { method: 'GET', url: `/fhir${place}/_history?${query([...paged(random), ...since(random)])}` };
};

export const everything: Maker = (random) => {
  const asked = [
    ...paged(random),
    ...since(random),
    ...(chance(random, 0.3)
      ? [['_type', choose(random, ['Observation', 'Condition,Patient', 'Appointment'])] as const]
      : []),
    ...(chance(random, 0.2) ? [['start', randomDate(random).slice(0, 10)] as const] : []),
  ];
  return { method: 'GET', url: `/fhir/${person(random)}/$everything?${query(asked)}` };
};

export const summary: Maker = (random) => ({ method: 'GET', url: `/fhir/${person(random)}/$summary` });

/** Labels of one resource or in use; and changed, which reads as well as writes. */
export const metas: Maker = (random, known) => {
  if (chance(random, 0.7)) {
    const place = choose(random, ['', `/${choose(random, TYPES)}`, `/${guess(random, known)}`]);
    return { method: 'GET', url: `/fhir${place}/$meta` };
  }
  const valueMeta = { tag: [{ system: 'urn:tags', code: choose(random, TAGS) }] };
  return {
    method: 'POST',
    url: `/fhir/${guess(random, known)}/$meta-${choose(random, ['add', 'delete'])}`,
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta }] }),
  };
};

/** Of what is stored, of a next version, and of a body whose references may name what is hidden. */
export const validations: Maker = (random, known) => {
  const at = guess(random, known);
  if (chance(random, 0.3)) return { method: 'GET', url: `/fhir/${at}/$validate` };
  const [type = '', id = ''] = at.split('/');
  if (chance(random, 0.3))
    return { method: 'POST', url: `/fhir/${at}/$validate`, body: JSON.stringify(randomResource(random, type, id)) };
  const references = [at, guess(random, known), person(random)].map((reference) => ({ reference }));
  const body = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: person(random) },
    focus: references,
    hasMember: references.filter(({ reference }) => reference.startsWith('Observation/')),
  };
  return { method: 'POST', url: '/fhir/Observation/$validate', body: JSON.stringify(body) };
};

/** Over several types and over whole compartments. */
export const across: Maker = (random) => {
  const asked = [
    ...(chance(random, 0.4)
      ? [['_id', ['p1', 'c1', 'c2', 'e1', 's1'].filter(() => chance(random, 0.6)).join(',')] as const]
      : []),
    ...(chance(random, 0.3) ? [['_tag', choose(random, TAGS)] as const] : []),
    ...(chance(random, 0.3) ? [['_lastUpdated', 'ge2025-06-01'] as const] : []),
    ...(chance(random, 0.2) ? [['_total', 'accurate'] as const] : []),
    ...(chance(random, 0.2) ? [['_summary', 'count'] as const] : []),
    ...paged(random),
  ];
  const types = choose(random, [
    'Patient,Observation',
    'Observation,Condition,Appointment,Task',
    'Practitioner,Organization',
    'AuditEvent',
  ]);
  if (chance(random, 0.3)) return { method: 'GET', url: `/fhir/${person(random)}/*?${query(asked)}` };
  const all = query([['_type', types], ...asked]);
  if (chance(random, 0.5)) return { method: 'GET', url: `/fhir?${all}` };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url: '/fhir/_search', headers, body: all };
};

/** Patches of every kind, of what is named or of what a search finds. */
export const patches: Maker = (random, known) => {
  const at = guess(random, known);
  const [named = ''] = at.split('/');
  const type = chance(random, 0.5) ? choose(random, ['Patient', 'Observation', 'Condition']) : named;
  const place = chance(random, 0.5) ? at : `${type}?${criteria(random, type)}`;
  const language = choose(random, ['en', 'fr']);
  const parts = [
    { name: 'type', valueCode: choose(random, ['add', 'replace', 'delete']) },
    { name: 'path', valueString: choose(random, [type, `${type}.language`]) },
    { name: 'name', valueString: 'language' },
    { name: 'value', valueCode: language },
  ];
  const [contentType, body] = choose<readonly [string, unknown]>(random, [
    [
      'application/json-patch+json',
      [{ op: choose(random, ['add', 'test', 'remove']), path: '/language', value: language }],
    ],
    ['application/merge-patch+json', { language: choose(random, [language, null]) }],
    ['application/fhir+json', { resourceType: 'Parameters', parameter: [{ name: 'operation', part: parts }] }],
  ]);
  return {
    method: 'PATCH',
    url: `/fhir/${place}`,
    headers: { 'content-type': contentType },
    body: JSON.stringify(body),
  };
};
