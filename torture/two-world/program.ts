import type { Random } from '#base';
import { randomSearch } from '../../src/repository/search/searches.testing.ts';
import {
  chance,
  choose,
  LOINC,
  PEOPLE,
  PLACES,
  randomResource,
  STAFF,
  TASKS,
} from '../../src/repository/search/world.testing.ts';
import { deeper } from './deeper.ts';
import { across, everything, histories, metas, patches, summary, validations } from './operations.ts';
import { carriers } from './carriers.ts';
import { tasks } from './tasks.ts';
import type { Answer, Request } from './world.ts';

/** What the answers so far have told, as a curious client would keep it. */
export type Known = {
  readonly links: readonly string[];
  readonly created: readonly string[];
  readonly etags: readonly string[];
};

export const NOTHING_KNOWN: Known = { links: [], created: [], etags: [] };

export function learnt(known: Known, { headers, body }: Answer): Known {
  const links = [...body.matchAll(/"relation":"next","url":"http:\/\/[^/"]+([^"]+)"/g)].map(([, url = '']) => url);
  const location = /\/fhir\/([A-Za-z]+\/[\w.-]+)\/_history/.exec(String(headers['location'] ?? ''))?.[1];
  const etag = headers['etag'];
  return {
    links: [...links, ...known.links].slice(0, 3),
    created: location === undefined ? known.created : [location, ...known.created].slice(0, 5),
    etags: typeof etag === 'string' ? [etag, ...known.etags].slice(0, 3) : known.etags,
  };
}

export type Maker = (random: Random, known: Known) => Request;

const IDS: Readonly<Record<string, readonly string[]>> = {
  Patient: PEOPLE,
  Practitioner: STAFF,
  Organization: PLACES,
  Encounter: ['e1', 'e2', 'e3', 'e4', 'e5'],
  Task: TASKS,
};
const CLINICAL = ['Observation', 'Condition', 'Appointment', 'RiskAssessment'];

/** An id that may be there, may be hidden, may never have been. */
export function guess(random: Random, { created }: Known): string {
  if (created.length > 0 && chance(random, 0.4)) return choose(random, created);
  const type = choose(random, [...CLINICAL, ...CLINICAL, ...Object.keys(IDS)]);
  return `${type}/${choose(random, IDS[type] ?? Array.from({ length: 40 }, (_, index) => `c${index + 1}`))}`;
}

const version = (random: Random): string => choose(random, ['1', '1', '2', '3', '9']);

export const query = (pairs: readonly (readonly [string, string])[]): string =>
  String(new URLSearchParams(pairs.map(([name, value]) => [name, value])));

const search: Maker = (random) => {
  const { type, parameters, compartment } = randomSearch(random, true);
  const extra: (readonly [string, string])[] = [
    ...(chance(random, 0.05) ? [['_summary', choose(random, ['true', 'text', 'data', 'false'])] as const] : []),
    ...(chance(random, 0.05) ? [['_elements', choose(random, ['code,subject', 'name', 'status'])] as const] : []),
    ...(chance(random, 0.04) ? [['nonsense', 'x'] as const] : []),
    ...(chance(random, 0.03) ? [['_pretty', 'true'] as const] : []),
  ];
  const all = [...parameters, ...extra];
  const headers = chance(random, 0.3) ? { prefer: 'handling=lenient' } : {};
  if (compartment === undefined && chance(random, 0.15)) {
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: `/fhir/${type}/_search`, headers: form, body: query(all) };
  }
  const place = compartment === undefined ? type : `${compartment}/${type}`;
  return { method: 'GET', url: `/fhir/${place}?${query(all)}`, headers };
};

const next: Maker = (random, known) => {
  if (known.links.length === 0) return search(random, known);
  const url = choose(random, known.links);
  if (chance(random, 0.1)) return { method: 'GET', url: `${url.slice(0, -2)}AA` };
  return { method: 'GET', url: chance(random, 0.1) ? url.replace(/^\/fhir\/\w+/, '/fhir/Condition') : url };
};

const read: Maker = (random, known) => ({
  method: chance(random, 0.1) ? 'HEAD' : 'GET',
  url: `/fhir/${guess(random, known)}${chance(random, 0.1) ? '?_summary=true' : ''}`,
  headers: chance(random, 0.15) ? { 'if-none-match': known.etags[0] ?? 'W/"1"' } : {},
});

const vread: Maker = (random, known) => ({
  method: 'GET',
  url: `/fhir/${guess(random, known)}/_history/${version(random)}`,
});
const history: Maker = (random, known) => ({
  method: 'GET',
  url: `/fhir/${guess(random, known)}/_history${chance(random, 0.2) ? '?_count=1' : ''}`,
});

/** A new resource, mostly about somebody they may or may not know. */
export function resource(random: Random, id?: string): { type: string; text: string } {
  const type = choose(random, [
    'Observation',
    'Observation',
    'Condition',
    'Encounter',
    'Appointment',
    'Task',
    'Patient',
    'Practitioner',
  ]);
  const { id: _id, ...body } = randomResource(random, type, 'x');
  return { type, text: JSON.stringify(id === undefined ? body : { ...body, id }) };
}

const prefer = (random: Random): Readonly<Record<string, string>> =>
  chance(random, 0.3) ? { prefer: `return=${choose(random, ['minimal', 'representation', 'OperationOutcome'])}` } : {};

const create: Maker = (random) => {
  const { type, text } = resource(random);
  const keyed = chance(random, 0.2) ? { 'idempotency-key': `key-${Math.floor(random() * 4)}` } : {};
  return { method: 'POST', url: `/fhir/${type}`, headers: { ...prefer(random), ...keyed }, body: text };
};

/** Criteria that may match what is hidden. */
export function criteria(random: Random, type: string): string {
  const person = `Patient/${choose(random, PEOPLE)}`;
  return choose(random, [
    `identifier=urn:a|n${Math.floor(random() * 8)}`,
    `identifier=n${Math.floor(random() * 8)}`,
    type === 'Patient'
      ? `family=${choose(random, ['Smith', 'mul', 'souza'])}`
      : `subject=${person}&code=${LOINC}|4548-4`,
    type === 'Patient' ? 'birthdate=ge2020' : `subject:Patient.family=smi`,
    `_id=${type === 'Patient' ? choose(random, PEOPLE) : `c${1 + Math.floor(random() * 40)}`}`,
    '_tag=red',
    'nonsense=1',
  ]);
}

const createUnlessThere: Maker = (random) => {
  const { type, text } = resource(random);
  return {
    method: 'POST',
    url: `/fhir/${type}`,
    headers: { 'if-none-exist': criteria(random, type), ...prefer(random) },
    body: text,
  };
};

const update: Maker = (random, known) => {
  const [type = '', id = ''] = guess(random, known).split('/');
  const { meta: _meta, ...body } = randomResource(random, type, chance(random, 0.05) ? 'other' : id);
  const match = chance(random, 0.3)
    ? { 'if-match': choose(random, ['W/"1"', 'W/"2"', known.etags[0] ?? 'W/"1"']) }
    : {};
  const none = chance(random, 0.1) ? { 'if-none-match': '*' } : {};
  return {
    method: 'PUT',
    url: `/fhir/${type}/${id}`,
    headers: { ...match, ...none, ...prefer(random) },
    body: JSON.stringify(body),
  };
};

const updateMatching: Maker = (random) => {
  const { type, text } = resource(random);
  return { method: 'PUT', url: `/fhir/${type}?${criteria(random, type)}`, headers: prefer(random), body: text };
};

const remove: Maker = (random, known) => ({
  method: 'DELETE',
  url: `/fhir/${guess(random, known)}`,
  headers: chance(random, 0.2) ? { 'if-match': 'W/"1"' } : {},
});
const removeMatching: Maker = (random) => {
  const type = choose(random, ['Observation', 'Condition', 'Patient']);
  return { method: 'DELETE', url: `/fhir/${type}?${criteria(random, type)}` };
};

/** Bundles: the same requests, alone (batch) or all or nothing (transaction), that refer to each other and by question. */
const bundle: Maker = (random, known) => {
  const type = choose(random, ['batch', 'transaction', 'transaction']);
  // Entries of a batch run side by side, so that what one writes another may or may not see: it reads only, or writes once.
  const reading = type === 'batch' && chance(random, 0.6);
  const writing = [create, createUnlessThere, update, remove];
  const inside = reading ? [read, search, vread, history] : [...writing, ...(type === 'batch' ? [] : [read, search])];
  const length = type === 'batch' && !reading ? 1 : 1 + Math.floor(random() * 4);
  const entry = Array.from({ length }, (_, place) => {
    const { method, url, headers = {}, body } = choose(random, inside)(random, known);
    return {
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${place}`,
      ...(body === undefined || method === 'GET'
        ? {}
        : { resource: JSON.parse(method === 'POST' && url.endsWith('_search') ? '{}' : body) as unknown }),
      request: {
        method: method === 'HEAD' ? 'GET' : method,
        url: url.replace('/fhir/', ''),
        ...(headers['if-none-exist'] ? { ifNoneExist: headers['if-none-exist'] } : {}),
        ...(headers['if-match'] ? { ifMatch: headers['if-match'] } : {}),
      },
    };
  });
  const question = {
    fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000009',
    resource: {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'asked by question' },
      subject: {
        reference: choose(random, [
          `Patient?${criteria(random, 'Patient')}`,
          `Patient/${choose(random, PEOPLE)}`,
          entry[0]?.fullUrl ?? '',
        ]),
      },
    },
    request: { method: 'POST', url: 'Observation' },
  };
  const entries = type === 'transaction' && chance(random, 0.5) ? [...entry, question] : entry;
  return {
    method: 'POST',
    url: '/fhir',
    headers: prefer(random),
    body: JSON.stringify({ resourceType: 'Bundle', type, entry: entries }),
  };
};

const wrong: Maker = (random, known) =>
  choose<Request>(random, [
    { method: 'GET', url: '/fhir/Nothing/1' },
    { method: 'GET', url: `/fhir/${guess(random, known)}/$everything` },
    { method: 'POST', url: '/fhir/Observation', body: '{"resourceType":"Observation"' },
    {
      method: 'POST',
      url: '/fhir/Observation',
      body: '{"resourceType":"Observation","status":"final","code":{},"extra":1}',
    },
    { method: 'GET', url: '/fhir/Observation?date=yesterday' },
    { method: 'GET', url: '/fhir/Observation?_sort=status' },
    { method: 'GET', url: '/fhir/Observation?_has:Nothing:x:y=1' },
    { method: 'GET', url: `/fhir/Patient?_id=${'p1,'.repeat(300)}p2` },
    { method: 'PUT', url: `/fhir/${guess(random, known)}`, body: '[]' },
    { method: 'GET', url: `/fhir/${guess(random, known)}/_history/0` },
  ]);

const KINDS: readonly (readonly [weight: number, maker: Maker])[] = [
  [38, search],
  [10, deeper],
  [5, tasks],
  [5, carriers],
  [12, next],
  [8, read],
  [4, vread],
  [3, history],
  [4, histories],
  [4, everything],
  [2, summary],
  [3, metas],
  [3, validations],
  [5, across],
  [6, create],
  [5, createUnlessThere],
  [4, update],
  [2, updateMatching],
  [4, patches],
  [3, remove],
  [2, removeMatching],
  [4, bundle],
  [3, wrong],
];
const WEIGHTS = KINDS.reduce((sum, [weight]) => sum + weight, 0);

export function randomRequest(random: Random, known: Known): Request {
  let left = random() * WEIGHTS;
  for (const [weight, maker] of KINDS) {
    left -= weight;
    if (left < 0) return maker(random, known);
  }
  return search(random, known);
}
