import { typeIn } from './bodies.ts';
import { fromValue, type Json, type Members, placesOf, printed } from './json.ts';
import { oddText } from './odd.ts';
import { countOf, ELEMENTS, valueFor } from './patch-values.ts';
import type { Pick } from './pick.ts';

/** FHIRPath Patch: operations that a careful client would send, and others. */
export function fhirPathPatch(pick: Pick, stored: Json, from: readonly object[]): Json {
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
