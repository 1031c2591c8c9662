import { RESOURCE_TYPES } from '#fhir';
import { PEOPLE } from '../../src/repository/search/world.testing.ts';
import { bytesOf, headersOf, oddDocument, typeIn } from './bodies.ts';
import { type Case, FHIR_JSON, FORM, JSON_PATCH, MERGE_PATCH } from './case.ts';
import { fromValue, type Json, printed } from './json.ts';
import { jsonPatch, mergePatch } from './json-patches.ts';
import { mutated } from './mutate.ts';
import { DATES, IDS, NUMBERS, oddText, wellFormed } from './odd.ts';
import { fhirPathPatch } from './path-patches.ts';
import type { Pick } from './pick.ts';
import { type Pair, pairs, typeOf, written } from './searches.ts';

/** What is asked of operations, histories, conditions and searches over types, with oddities in every place. */
export function operationCase(pick: Pick, from: readonly object[]): Case {
  return pick.weighed<Case>([
    [3, () => read(`${pick.one(['', `/${typeOf(pick)}`, `/${typeOf(pick)}`, place(pick)])}/_history`, HISTORY, pick)],
    [1, () => read(`${place(pick)}/_history/${encodeURIComponent(wellFormed(version(pick)))}`, [], pick)],
    [3, () => read(`${person(pick)}/$everything`, EVERYTHING, pick)],
    [1, () => asked(`${person(pick)}/$everything`, EVERYTHING, pick)],
    [2, () => read(`${person(pick)}/$summary`, ['profile'], pick)],
    [2, () => read(`${pick.one(['', `/${typeOf(pick)}`, place(pick)])}/$meta`, [], pick)],
    [3, () => metaChange(pick)],
    [2, () => read(`${place(pick)}/$validate`, ['mode', 'profile'], pick)],
    [3, () => validation(pick, from)],
    [3, () => across(pick)],
    [2, () => conditional(pick, from)],
    [1, () => elsewhere(pick, from)],
  ]);
}

const HISTORY = ['_count', '_since', '_at', '_page'];
const EVERYTHING = ['start', 'end', '_since', '_type', '_count', '_page'];

const version = (pick: Pick): string => pick.one(['1', '2', '999', ...NUMBERS, oddText(pick)]).slice(0, 300);
const person = (pick: Pick): string =>
  pick.odd() ? place(pick) : `/Patient/${pick.one([...PEOPLE, ...PEOPLE, 'never'])}`;
const place = (pick: Pick): string =>
  `/${typeOf(pick)}/${encodeURIComponent(pick.odd() ? wellFormed(oddText(pick)).slice(0, 200) : pick.one([...PEOPLE, 'c1', 'o1', ...IDS]))}`;

function read(target: string, names: readonly string[], pick: Pick): Case {
  const query = pick.chance(0.7) ? `?${written(parameters(names, pick), pick)}` : '';
  return sent([pick.chance(0.95) ? 'GET' : pick.one(['HEAD', 'POST', 'DELETE', 'PUT']), target + query], pick);
}

type Body = { readonly bytes: Buffer; readonly type?: string };

function sent([method, target]: readonly [string, string], pick: Pick, body?: Body): Case {
  const bytes = pick.odd() ? mutated(Buffer.from(target, 'latin1'), pick) : Buffer.from(target, 'latin1');
  return {
    kind: 'operation',
    method,
    target: bytes.toString('latin1').replace(/[\r\n ]/g, '~'),
    ...(body === undefined
      ? {}
      : { headers: { ...headersOf(pick), 'content-type': body.type ?? FHIR_JSON }, body: body.bytes }),
  };
}

/** Parameters that mean something there, each with a value that fits or none that does. */
function parameters(names: readonly string[], pick: Pick): readonly Pair[] {
  return pick.times(1 + pick.below(3), () => [
    pick.odd() || names.length === 0 ? oddText(pick) : pick.one(names),
    pick.weighed<string>([
      [4, () => pick.one(DATES)],
      [2, () => pick.one(NUMBERS)],
      [2, () => pick.one(['1', '10', '1000', 'update', 'create', 'delete', 'Observation', 'Patient,Condition'])],
      [1, () => pick.one(RESOURCE_TYPES)],
      [2, () => oddText(pick)],
    ]),
  ]);
}

/** The same by a Parameters resource. */
function asked(target: string, names: readonly string[], pick: Pick): Case {
  const parameter = parameters(names, pick).map(([name, value]) => ({
    name,
    [pick.one(['valueString', 'valueDate', 'valueInteger', 'valueCode', 'value'])]: value,
  }));
  const document: Json = fromValue({ resourceType: 'Parameters', parameter });
  const bytes = bytesOf(pick.odd() ? oddDocument(pick, [{ parameter }]) : document, pick);
  return sent(['POST', target], pick, { bytes });
}

function metaChange(pick: Pick): Case {
  const coding = (): object => ({
    system: pick.odd() ? oddText(pick) : 'urn:tags',
    code: pick.odd() ? oddText(pick) : 'red',
  });
  const valueMeta = {
    [pick.one(['tag', 'security', 'profile', pick.odd() ? oddText(pick) : 'tag'])]: pick.one<unknown>([
      [coding()],
      [coding(), coding()],
      ['http://example.org/profile/red'],
      coding(),
      null,
      Array.from({ length: pick.one([3, 300]) }, coding),
    ]),
  };
  const parameter = [{ name: pick.odd() ? oddText(pick) : 'meta', valueMeta }];
  const document = oddDocument(pick, [{ resourceType: 'Parameters', parameter }]);
  const target = `${place(pick)}/$meta-${pick.one(['add', 'delete'])}`;
  return sent(['POST', target], pick, { bytes: bytesOf(document, pick) });
}

function validation(pick: Pick, from: readonly object[]): Case {
  const document = oddDocument(pick, from);
  const at = pick.chance(0.5) ? `/${typeIn(document)}/$validate` : `${place(pick)}/$validate`;
  const inside = `{"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":"update"},{"name":"resource","resource":${printed(document)}}]}`;
  const bytes = pick.chance(0.4) ? Buffer.from(inside) : bytesOf(document, pick);
  const mode = pick.chance(0.3) ? `?mode=${pick.one(['create', 'update', 'delete', 'x'])}` : '';
  return sent(['POST', at + mode], pick, { bytes });
}

/** Searches over several types, by address and by form. */
function across(pick: Pick): Case {
  const types = pick.times(1 + pick.below(3), () =>
    pick.odd() ? oddText(pick) : pick.one(['Patient', 'Observation', typeOf(pick)]),
  );
  const all: readonly Pair[] = [
    ...(pick.chance(0.85) ? [['_type', types.join(',')] as const] : []),
    ...(pick.chance(0.5) ? [['_id', pick.one([...PEOPLE, ...IDS])] as const] : []),
    ...(pick.chance(0.5) ? pairs(pick.one(['Patient', 'Observation']), pick) : []),
  ];
  const query = written(all, pick);
  if (pick.chance(0.5)) return sent(['GET', `${pick.one(['', '/'])}?${query}`], pick);
  const target = pick.one(['/_search', '/_search', `/${typeOf(pick)}/_search`, '/Patient/p1/Observation/_search']);
  return sent(['POST', target], pick, { bytes: Buffer.from(query, 'latin1'), type: FORM });
}

/** Patches, updates and deletions of whatever a search finds. */
function conditional(pick: Pick, from: readonly object[]): Case {
  const type = typeOf(pick);
  const query = written(pick.chance(0.5) ? [['_id', pick.one([...PEOPLE, 'c1', 'never'])]] : pairs(type, pick), pick);
  const target = `/${type}?${query}`.slice(0, 4_000);
  const stored = fromValue(pick.one(from));
  return pick.weighed<Case>([
    [3, () => sent(['PATCH', target], pick, { bytes: bytesOf(jsonPatch(pick, stored, from), pick), type: JSON_PATCH })],
    [3, () => sent(['PATCH', target], pick, { bytes: bytesOf(fhirPathPatch(pick, stored, from), pick) })],
    [
      1,
      () => sent(['PATCH', target], pick, { bytes: bytesOf(mergePatch(pick, stored, from), pick), type: MERGE_PATCH }),
    ],
    [1, () => sent(['PUT', target], pick, { bytes: bytesOf(oddDocument(pick, from), pick) })],
    [0.5, () => sent(['DELETE', target], pick)],
  ]);
}

/** Operations that are none, or not there. */
function elsewhere(pick: Pick, from: readonly object[]): Case {
  const name = pick.one([
    '$expand',
    '$lookup',
    '$translate',
    '$export',
    '$match',
    '$graphql',
    '$convert',
    '$x',
    '$',
    '$$',
  ]);
  const at = pick.one(['', `/${typeOf(pick)}`, place(pick)]);
  const body = pick.chance(0.5) ? { bytes: bytesOf(oddDocument(pick, from), pick) } : undefined;
  const target = `${at}/${name}?${written(parameters([], pick), pick)}`.slice(0, 6_000);
  return sent([body ? 'POST' : 'GET', target], pick, body);
}
