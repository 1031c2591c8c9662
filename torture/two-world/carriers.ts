import type { Random } from '#base';
import { chance, choose, FAMILIES, type Made, PEOPLE, SAID } from '../../src/repository/search/world.testing.ts';
import { type Maker, query } from './program.ts';

/*
 * What names no patient itself and is whose what it holds is, or whose the document is that points at it (docs/decisions/0010). Whose says
 * the id, so that it stays theirs in every version and in both worlds.
 */
const BUNDLES = ['b1', 'b2', 'b3', 'b4', 'b5'];
const PARAMETERS = ['q1', 'q2'];
const DOCUMENTS = ['d1', 'd2', 'd3'];
const BINARIES = ['f1', 'f2', 'f3', 'f4'];
const ALL: readonly (readonly [type: string, ids: readonly string[]])[] = [
  ['Bundle', BUNDLES],
  ['Parameters', PARAMETERS],
  ['DocumentReference', DOCUMENTS],
  ['Binary', BINARIES],
];

/** The first four Bundles are about one person each, the fifth about two; the last Binary has no document. Half of the people are in none, so that they can be left out. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(BUNDLES.map((id, at) => [id, at < 4 ? [`p${1 + (at % 3)}`] : ['p1', 'p2']])),
  q1: ['p2'],
  q2: ['p3'],
  d1: ['p1'],
  d2: ['p2'],
  d3: ['p3'],
};

export function isCarrier(type: string): boolean {
  return ALL.some(([one]) => one === type);
}

/** Of everything one. */
export function randomCarriers(random: Random): readonly Made[] {
  return ALL.flatMap(([type, ids]) => ids.map((id) => randomCarrier(random, type, id)));
}

export function randomCarrier(random: Random, type: string, id: string): Made {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }];
  const meta = chance(random, 0.15) ? { meta: { security } } : {};
  return { resourceType: type, id, ...meta, ...contentOf(random, type, { id, about: ABOUT[id] ?? [] }) };
}

/** What tells whose these are: 'Patient/p1', and the documents. As long as they are there, they are there in both worlds. */
export const BEARERS: readonly string[] = [
  ...new Set(Object.values(ABOUT).flatMap((people) => people.map((id) => `Patient/${id}`))),
  ...DOCUMENTS.map((id) => `DocumentReference/${id}`),
];

function contentOf(
  random: Random,
  type: string,
  { id, about }: { readonly id: string; readonly about: readonly string[] },
) {
  const words = `${choose(random, FAMILIES)} ${choose(random, SAID)}`;
  if (type === 'Binary') return { contentType: 'text/plain', data: Buffer.from(words).toString('base64') };
  if (type === 'DocumentReference') {
    const attachment = { url: `Binary/f${id.slice(1)}`, title: words };
    return { status: 'current', subject: { reference: `Patient/${about[0]}` }, content: [{ attachment }] };
  }
  const held = about.map((one) => peopleHeld(random, one, words));
  if (type === 'Parameters') return { parameter: held.flat().map((resource, at) => ({ name: `part${at}`, resource })) };
  return { type: 'collection', entry: held.flat().map((resource) => ({ resource })) };
}

function peopleHeld(random: Random, person: string, words: string): readonly object[] {
  const subject = { reference: `Patient/${person}` };
  return [
    { resourceType: 'Patient', id: person, name: [{ family: choose(random, FAMILIES) }] },
    { resourceType: 'Observation', status: 'final', code: { text: words }, subject },
  ];
}

const SEARCHES: readonly ((random: Random) => string)[] = [
  () => 'Bundle?type=collection',
  (random) => `Bundle?${query([['_id', `${choose(random, BUNDLES)},${choose(random, BUNDLES)}`]])}`,
  () => 'Bundle?_sort=-_lastUpdated&_count=2',
  (random) => `Parameters?_id=${choose(random, PARAMETERS)}`,
  () => 'Binary?_summary=count',
  (random) => `DocumentReference?patient=${choose(random, PEOPLE)}&_sort=_id`,
  (random) => `Patient/${choose(random, PEOPLE)}/DocumentReference`,
  () => 'Bundle?_security=HIV',
];

/** Reads, searches, writes and deletions of these. */
export const carriers: Maker = (random) => {
  const [type, ids] = choose(random, ALL);
  const id = choose(random, ids);
  const drawn = random();
  if (drawn < 0.35) return { method: 'GET', url: `/fhir/${choose(random, SEARCHES)(random)}` };
  if (drawn < 0.6) return { method: 'GET', url: `/fhir/${type}/${id}` };
  if (drawn < 0.7) return { method: 'GET', url: `/fhir/${type}/${id}/_history${chance(random, 0.5) ? '/1' : ''}` };
  if (drawn < 0.75) return { method: 'DELETE', url: `/fhir/${type}/${id}` };
  const body = randomCarrier(random, type, id);
  if (drawn < 0.85) return { method: 'PUT', url: `/fhir/${type}/${id}`, body: JSON.stringify(body) };
  const { id: _id, ...fresh } = body;
  return { method: 'POST', url: `/fhir/${type}`, body: JSON.stringify(fresh) };
};
