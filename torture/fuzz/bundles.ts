import { bytesOf, headersOf, oddDocument, typeIn } from './bodies.ts';
import type { Case } from './case.ts';
import { fromValue, type Json, type Members, printed } from './json.ts';
import { DATES, IDS, NUMBERS, oddText, PROTOTYPE_NAMES } from './odd.ts';
import type { Pick } from './pick.ts';
import { searchCase } from './searches.ts';

/** A bundle of resources that are nearly resources, with requests that are nearly requests. */
export function bundleCase(pick: Pick, from: readonly object[]): Case {
  const count = pick.weighed([
    [10, () => 1 + pick.below(4)],
    [2, () => 5 + pick.below(20)],
    [0.5, () => 0],
    [0.1, () => 300],
  ]);
  const entries: Json[] = pick.times(count, (place) => entryOf(place, pick, from));
  const bundle: Members = {
    members: [
      ['resourceType', pick.chance(0.98) ? 'Bundle' : pick.one(['Patient', 'bundle', ''])],
      [
        'type',
        pick.weighed<Json>([
          [5, () => 'transaction'],
          [5, () => 'batch'],
          [1, () => pick.one<Json>(['history', 'Batch', '__proto__', '', null, { raw: '1' }])],
        ]),
      ],
      [
        'entry',
        pick.chance(0.98)
          ? entries
          : pick.one<Json>([null, 'x', { members: [] }, [...entries, null, 'x', [], { raw: '7' }]]),
      ],
    ],
  };
  if (pick.chance(0.03)) bundle.members.push(['entry', entries]);
  return {
    kind: 'bundle',
    method: 'POST',
    target: pick.one(['', '/']),
    headers: headersOf(pick),
    body: bytesOf(bundle, pick),
  };
}

function entryOf(place: number, pick: Pick, from: readonly object[]): Json {
  const resource = pick.chance(0.5) ? fromValue(pick.one(from)) : oddDocument(pick, from);
  const type = typeIn(resource);
  const [method, url] = requestOf(type, pick);
  const request: Members = {
    members: [
      ['method', method],
      ['url', url],
    ],
  };
  if (pick.chance(0.1)) request.members.push(['ifNoneExist', queryOf(pick)]);
  if (pick.chance(0.05))
    request.members.push(['ifMatch', pick.one(['W/"1"', '1', '*', 'W/"99999999999999"', oddText(pick)])]);
  if (pick.chance(0.03)) request.members.push(['ifNoneMatch', pick.one(['*', 'W/"1"', oddText(pick)])]);
  if (pick.chance(0.03)) request.members.push(['ifModifiedSince', pick.one([...DATES, ...NUMBERS])]);
  const entry: Members = { members: [] };
  if (pick.chance(0.8))
    entry.members.push([
      'fullUrl',
      pick.weighed([
        [8, () => `urn:uuid:${place}`],
        [1, () => 'urn:uuid:0'],
        [1, () => oddText(pick)],
      ]),
    ]);
  if (pick.chance(0.95))
    entry.members.push([
      'resource',
      pick.chance(0.02)
        ? {
            raw: printed({
              members: [
                ['resourceType', 'Bundle'],
                ['type', 'batch'],
                ['entry', [resource]],
              ],
            }),
          }
        : resource,
    ]);
  if (pick.chance(0.97)) entry.members.push(['request', request]);
  if (pick.chance(0.02))
    entry.members.push([pick.one([...PROTOTYPE_NAMES, 'search', 'response', 'resource']), oddText(pick)]);
  return entry;
}

function requestOf(type: string, pick: Pick): readonly [Json, Json] {
  const id = pick.one(IDS);
  return pick.weighed<readonly [Json, Json]>([
    [10, () => ['POST', type]],
    [4, () => ['PUT', `${type}/${id}`]],
    [1, () => ['PUT', `${type}?${queryOf(pick)}`]],
    [2, () => ['GET', searchCase(pick).target.slice(1, 4_000)]],
    [1, () => ['GET', `${type}/${id}`]],
    [0.5, () => ['GET', `${type}/${id}/_history/${pick.one(NUMBERS)}`]],
    [1, () => ['DELETE', `${type}/${id}`]],
    [0.5, () => ['DELETE', `${type}?${queryOf(pick)}`]],
    [1, () => ['PATCH', `${type}/${id}`]],
    [0.5, () => [pick.one<Json>(['get', 'HEAD', 'toString', '', null, { raw: '1' }]), type]],
    [
      1,
      () => [
        'POST',
        pick.one<Json>([
          oddText(pick),
          '',
          '/',
          '//',
          `/${type}`,
          `http://localhost/fhir/${type}`,
          `${type}/${id}/x/y`,
          `${type}?`,
          null,
          { raw: '1' },
        ]),
      ],
    ],
  ]);
}

function queryOf(pick: Pick): string {
  return (searchCase(pick).target.split('?')[1] ?? '').slice(0, 4_000);
}
