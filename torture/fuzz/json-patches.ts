import { fromValue, isMembers, type Json, type Members, placesOf } from './json.ts';
import { NUMBERS, oddText, PROTOTYPE_NAMES } from './odd.ts';
import { countOf, ELEMENTS, valueFor } from './patch-values.ts';
import type { Pick } from './pick.ts';

/** JSON Patch: operations that a careful client would send, and others. */
export function jsonPatch(pick: Pick, stored: Json, from: readonly object[]): Json {
  if (pick.chance(0.02)) return pick.one<Json>([null, 'x', { members: [] }, [[]], [null], fromValue(pick.one(from))]);
  return pick.times(countOf(pick), () => jsonOperation(pick, stored, from));
}

function jsonOperation(pick: Pick, stored: Json, from: readonly object[]): Json {
  const plain = pick.odd() ? undefined : fittingOperation(pick, stored);
  if (plain) return plain;
  const op = pick.odd()
    ? pick.one(['', 'ADD', 'constructor', oddText(pick)])
    : pick.one(['add', 'add', 'remove', 'replace', 'replace', 'move', 'copy', 'test']);
  const members: Members['members'] = [
    ['op', op],
    ['path', pick.chance(0.98) ? pointer(pick, stored) : { raw: '7' }],
  ];
  if (op === 'move' || op === 'copy' || pick.odd()) members.push(['from', pointer(pick, stored)]);
  if (['add', 'replace', 'test'].includes(op) && !pick.odd()) members.push(['value', valueFor(pick, stored, from)]);
  if (pick.odd()) members.push([pick.one([...PROTOTYPE_NAMES, 'path', 'op']), oddText(pick)]);
  return { members };
}

/** What a careful client would send: a list grows by another of its kind, a text becomes another, an element goes. */
function fittingOperation(pick: Pick, stored: Json): Json | undefined {
  const places = placesOf(stored).filter(({ path }) => !['meta', 'id', 'resourceType'].includes(path[0] ?? ''));
  const place = places.length === 0 ? undefined : pick.one(places);
  if (place === undefined) return undefined;
  const path = asPointer(place.path);
  const like = places.filter(({ path: other }) => other.at(-1) === place.path.at(-1));
  const operation = (op: string, ...more: Members['members']): Json => ({
    members: [['op', op], ['path', path], ...more],
  });
  return pick.weighed<Json>([
    [3, () => operation('replace', ['value', pick.one(like).value])],
    [2, () => operation('test', ['value', place.value])],
    [2, () => operation('remove')],
    [2, () => operation('copy', ['from', asPointer(pick.one(like).path)])],
    [1, () => operation('move', ['from', asPointer(pick.one(like).path)])],
    [
      2,
      () => ({
        members: [
          ['op', 'add'],
          ['path', Array.isArray(place.value) ? `${path}/-` : path],
          ['value', Array.isArray(place.value) ? (place.value[0] ?? null) : place.value],
        ],
      }),
    ],
    [
      1,
      () => ({
        members: [
          ['op', 'add'],
          ['path', '/language'],
          ['value', oddText(pick)],
        ],
      }),
    ],
    [
      1,
      () => ({
        members: [
          ['op', 'add'],
          ['path', '/extension'],
          ['value', fromValue([{ url: 'urn:x', valueString: oddText(pick) }])],
        ],
      }),
    ],
  ]);
}

function asPointer(of: readonly string[]): string {
  return of.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function pointer(pick: Pick, stored: Json): string {
  const steps = pick.one(placesOf(stored)).path;
  return pick.weighed([
    [10, () => asPointer(steps)],
    [3, () => asPointer([...steps, pick.one(['-', '0', 'x', '1', 'value', 'extension'])])],
    [2, () => asPointer([...steps, pick.one([...PROTOTYPE_NAMES, ...NUMBERS, '-1', '01', '999999999999', ''])])],
    [2, () => asPointer([...steps.slice(0, -1), pick.one(['-', '0', 'id', 'text', 'active', 'status'])])],
    [3, () => pick.one(SERVER_OWNED)],
    [
      1,
      () =>
        pick.one(['', '/', '//', 'x', '#/x', '/~2', '/~', '/%7E', `/${'a/'.repeat(300)}`, '/meta/', '/contained/-']),
    ],
    [1, () => `/${oddText(pick)}`],
  ]);
}

const SERVER_OWNED = [
  '/id',
  '/meta',
  '/meta/versionId',
  '/meta/lastUpdated',
  '/resourceType',
  '/meta/versionId/0',
  '/m~0eta/versionId',
  '/meta/~01',
  '/meta/security',
  '/meta/-',
];

/** Some of a resource's own elements, changed or taken out, and now and then what is the server's. */
export function mergePatch(pick: Pick, stored: Json, from: readonly object[]): Json {
  if (pick.odd()) return valueFor(pick, stored, from);
  const own = isMembers(stored) ? stored.members : [];
  const taken = own.filter(
    ([key]) => pick.chance(0.2) && (pick.odd() || !['resourceType', 'id', 'meta'].includes(key)),
  );
  const members = taken.map(([key, value]): Members['members'][number] => {
    if (pick.chance(0.2)) return [key, null];
    return [
      key,
      isMembers(value) && pick.chance(0.7)
        ? mergePatch(pick, value, from)
        : pick.odd()
          ? valueFor(pick, stored, from)
          : value,
    ];
  });
  if (pick.odd()) members.push([pick.one(ELEMENTS), valueFor(pick, stored, from)]);
  return { members };
}
