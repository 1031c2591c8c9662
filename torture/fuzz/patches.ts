import { bytesOf, oddDocument, typeIn } from './bodies.ts';
import { type Case, FHIR_JSON, JSON_PATCH, MERGE_PATCH } from './case.ts';
import { fromValue, isMembers, type Json, type Members, placesOf, printed } from './json.ts';
import { NUMBERS, oddText, PROTOTYPE_NAMES } from './odd.ts';
import type { Pick } from './pick.ts';

/** What is patched: a resource as it is stored now. */
export type Target = { readonly type: string; readonly id: string; readonly body: string };

export function patchCase(pick: Pick, target: Target, from: readonly object[]): Case {
  const stored = fromValue(JSON.parse(target.body));
  const [contentType, patch] = pick.weighed<readonly [string, Json]>([
    [5, () => [JSON_PATCH, jsonPatch(pick, stored, from)]],
    [5, () => [FHIR_JSON, fhirPathPatch(pick, stored, from)]],
    [2, () => [MERGE_PATCH, mergePatch(pick, stored, from)]],
  ]);
  const type = pick.odd()
    ? pick.one([FHIR_JSON, JSON_PATCH, MERGE_PATCH, 'application/json', 'text/plain'])
    : contentType;
  const ifMatch = pick.chance(0.03) ? { 'if-match': pick.one(['W/"1"', 'W/"999999999"', '*', '""']) } : {};
  return {
    kind: 'patch',
    method: 'PATCH',
    target: `/${target.type}/${target.id}`,
    headers: { 'content-type': type, ...ifMatch },
    body: bytesOf(patch, pick),
  };
}

const countOf = (pick: Pick): number =>
  pick.weighed([
    [10, () => 1],
    [4, () => 2 + pick.below(4)],
    [0.3, () => 0],
    [0.1, () => 501],
  ]);

function jsonPatch(pick: Pick, stored: Json, from: readonly object[]): Json {
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

function valueFor(pick: Pick, stored: Json, from: readonly object[]): Json {
  return pick.weighed<Json>([
    [4, () => pick.one(placesOf(stored)).value],
    [3, () => oddText(pick)],
    [2, () => ({ raw: pick.one(NUMBERS.filter((one) => /^-?\d/.test(one))) })],
    [2, () => pick.one<Json>([null, true, [], { members: [] }, [{ members: [] }], [null]])],
    [1, () => fromValue({ versionId: '99', lastUpdated: '1999-01-01T00:00:00Z' })],
    [1, () => oddDocument(pick, from)],
    [0.5, () => ({ raw: '['.repeat(63) + ']'.repeat(63) })],
    [0.3, () => 'y'.repeat(200_000)],
  ]);
}

/** Some of a resource's own elements, changed or taken out, and now and then what is the server's. */
function mergePatch(pick: Pick, stored: Json, from: readonly object[]): Json {
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

function fhirPathPatch(pick: Pick, stored: Json, from: readonly object[]): Json {
  if (pick.chance(0.02))
    return pick.one<Json>([
      null,
      { members: [] },
      fromValue(pick.one(from)),
      {
        members: [
          ['resourceType', 'Parameters'],
          ['parameter', 'x'],
        ],
      },
    ]);
  const operations = pick.times(countOf(pick), () => pathOperation(pick, stored, from));
  return {
    members: [
      ['resourceType', 'Parameters'],
      ['parameter', operations],
    ],
  };
}

function pathOperation(pick: Pick, stored: Json, from: readonly object[]): Json {
  const plain = pick.odd() ? undefined : fittingPath(pick, stored);
  if (plain) return plain;
  const type = pick.odd()
    ? pick.one(['', 'Add', 'toString', oddText(pick)])
    : pick.one(['add', 'insert', 'delete', 'replace', 'move']);
  const parts: Json[] = [part('type', 'valueCode', type), part('path', 'valueString', fhirPath(pick, stored))];
  if (type === 'add' || pick.odd())
    parts.push(part('name', 'valueString', pick.odd() ? oddText(pick) : pick.one(ELEMENTS)));
  if (['add', 'insert', 'replace'].includes(type) || pick.odd()) parts.push(valuePart(pick, stored, from));
  if (type === 'insert' || pick.odd()) parts.push(part('index', 'valueInteger', { raw: pick.one(PLACES) }));
  if (type === 'move' || pick.odd())
    for (const name of ['source', 'destination']) parts.push(part(name, 'valueInteger', { raw: pick.one(PLACES) }));
  if (pick.odd()) parts.push(pick.one(parts));
  return operationOf(
    pick.odd() ? pick.one<Json>([null, [], 'x', [null]]) : parts,
    pick.odd() ? oddText(pick) : 'operation',
  );
}

const PLACES = ['0', '0', '1', '2', '-1', '999999', '1.5', '1e9'];

function operationOf(parts: Json, name = 'operation'): Json {
  return {
    members: [
      ['name', name],
      ['part', parts],
    ],
  };
}

/** What a careful client would send. */
function fittingPath(pick: Pick, stored: Json): Json | undefined {
  const places = placesOf(stored).filter(
    ({ path }) => !['meta', 'id', 'resourceType', 'contained'].includes(path[0] ?? ''),
  );
  const texts = places.filter(({ value, path }) => typeof value === 'string' && !/^\d+$/.test(path.at(-1) ?? ''));
  const place = texts.length === 0 ? undefined : pick.one(texts);
  if (place === undefined) return undefined;
  const at = part('path', 'valueString', pathTo(typeIn(stored), place.path));
  const type = (name: string): Json => part('type', 'valueCode', name);
  const like = texts.filter(({ path }) => path.at(-1) === place.path.at(-1));
  return pick.weighed<Json>([
    [3, () => operationOf([type('replace'), at, part('value', 'valueString', pick.one(like).value)])],
    [2, () => operationOf([type('delete'), at])],
    [
      1,
      () =>
        operationOf([
          type('add'),
          part('path', 'valueString', typeIn(stored)),
          part('name', 'valueString', 'language'),
          part('value', 'valueCode', oddText(pick)),
        ]),
    ],
    [
      1,
      () =>
        operationOf([
          type('add'),
          part('path', 'valueString', typeIn(stored)),
          part('name', 'valueString', 'extension'),
          part('value', 'valueExtension', fromValue({ url: 'urn:x', valueString: oddText(pick) })),
        ]),
    ],
    [
      1,
      () =>
        operationOf([
          type('add'),
          part('path', 'valueString', typeIn(stored)),
          part('name', 'valueString', 'identifier'),
          part('value', 'valueIdentifier', fromValue({ value: oddText(pick) })),
        ]),
    ],
  ]);
}

/** 'Patient.name[0].given[1]', a choice by its name alone. */
function pathTo(type: string, steps: readonly string[]): string {
  const exact = steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step.replace(/^_/, '')}`),
    type,
  );
  return exact.replace(/\.(value|deceased|effective|onset|multipleBirth|occurrence)[A-Z]\w*/, '.$1');
}

function part(name: string, key: string, value: Json): Json {
  return {
    members: [
      ['name', name],
      [key, value],
    ],
  };
}

const ELEMENTS = [
  'id',
  'meta',
  'versionId',
  'lastUpdated',
  'active',
  'name',
  'identifier',
  'contact',
  'extension',
  'status',
  'value',
  'deceased',
  'birthDate',
  'text',
  'contained',
  'implicitRules',
  'resourceType',
  '_birthDate',
  'div',
  ...PROTOTYPE_NAMES,
];

function valuePart(pick: Pick, stored: Json, from: readonly object[]): Json {
  const key = pick.one([
    'valueString',
    'valueCode',
    'valueBoolean',
    'valueDate',
    'valueHumanName',
    'valueIdentifier',
    'valueQuantity',
    'valueMeta',
    'valueId',
    'valueInstant',
    'valueDecimal',
    'valuex',
    'value',
    'resource',
    'valueConstructor',
  ]);
  const value: Json = pick.chance(0.15)
    ? {
        members: [
          ['name', 'value'],
          ['part', pick.times(1 + pick.below(3), () => part(pick.one(ELEMENTS), key, oddText(pick)))],
        ],
      }
    : {
        members: [
          ['name', 'value'],
          [key, valueFor(pick, stored, from)],
        ],
      };
  if (pick.chance(0.05))
    (value as Members).members.push([`_${key}`, fromValue({ extension: [{ url: 'urn:x', valueCode: 'x' }] })]);
  return value;
}

/** Where an element stands, as FHIRPath says it, and as it should not be said. */
function fhirPath(pick: Pick, stored: Json): string {
  const type = typeIn(stored);
  const steps = pick.one(placesOf(stored)).path;
  const choice = pathTo(type, steps);
  return pick.weighed([
    [8, () => choice],
    [2, () => type],
    [2, () => choice.replace(/\[\d+\]/g, '')],
    [
      2,
      () =>
        choice.replace(
          /\[\d+\]/,
          pick.one([
            '.first()',
            '.last()',
            '.where(true)',
            ".where(use = 'official')",
            '[-1]',
            '[999999]',
            '[x]',
            '.exists()',
            '.where($this = 1)',
            `.where(${'('.repeat(200)}`,
          ]),
        ),
    ],
    [2, () => `${type}.${pick.one(ELEMENTS)}`],
    [2, () => `${type}.meta.${pick.one(['versionId', 'lastUpdated', 'tag', 'security', 'where(true)'])}`],
    [1, () => `${choice}.${pick.one(ELEMENTS)}`],
    [
      1,
      () =>
        pick.one([
          "Patient.name.where(family.matches('(a+)+$'))",
          `${type}.${'extension.'.repeat(100)}url`,
          `${type}${'.name'.repeat(2_000)}`,
          `${type}.where(${"a='b' and ".repeat(90)}a='b')`,
          '%resource.id',
          '$this.id',
          'Resource.meta.versionId',
          'DomainResource.`id`',
          `${type}.descendants()`,
          "iif(true, 'a', 'b')",
          `${type}.name.where(use='a' or use='b' or `,
          "'",
        ]),
    ],
    [1, () => oddText(pick)],
    [0.5, () => printed(oddText(pick)).slice(1, -1) + choice],
  ]);
}
