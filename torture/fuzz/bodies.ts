import { RESOURCE_TYPES } from '#fhir';
import { type Case, FHIR_JSON } from './case.ts';
import { fromValue, isMembers, type Json, type Place, placesOf, printed } from './json.ts';
import { mutated } from './mutate.ts';
import { DATES, IDS, NUMBERS, oddText, PROTOTYPE_NAMES, wellFormed } from './odd.ts';
import type { Pick } from './pick.ts';
import { searchCase } from './searches.ts';

/** A resource that is nearly one, sent to be created, updated or checked. */
export function resourceCase(pick: Pick, from: readonly object[]): Case {
  const document = oddDocument(pick, from);
  const type = typeIn(document);
  const at = pick.chance(0.05) ? pick.one([...RESOURCE_TYPES, ...PROTOTYPE_NAMES]) : type;
  const place = pick.weighed<Pick2>([
    [10, () => ['POST', `/${at}`]],
    [3, () => ['PUT', `/${at}/${encodeURIComponent(idIn(document) ?? pick.one(IDS)) || 'x'}`]],
    [3, () => ['POST', `/${at}/$validate`]],
    [0.5, () => ['PUT', `/${at}?${searchCase(pick).target.split('?')[1] ?? ''}`.slice(0, 4_000)]],
    [
      0.5,
      () => [pick.one(['PATCH', 'DELETE']), `/${at}?${searchCase(pick).target.split('?')[1] ?? ''}`.slice(0, 4_000)],
    ],
    [0.2, () => ['PUT', `/${at}/${encodeURIComponent(wellFormed(oddText(pick))).slice(0, 300)}`]],
  ]);
  const [method, target] = place;
  return {
    kind: 'resource',
    method,
    target: target.replace(/[\r\n ]/g, '~'),
    headers: headersOf(pick),
    body: bytesOf(document, pick),
  };
}

type Pick2 = readonly [method: string, target: string];

export function oddDocument(pick: Pick, from: readonly object[]): Json {
  const document = fromValue(pick.one(from));
  const rounds = pick.weighed([
    [2, () => 0],
    [8, () => 1],
    [4, () => 2 + pick.below(4)],
  ]);
  for (let round = 0; round < rounds; round += 1) change(document, pick);
  return document;
}

/** As text, with bytes changed now and then. */
export function bytesOf(document: Json, pick: Pick): Buffer {
  const text = pick.chance(0.05) ? spaced(printed(document), pick) : printed(document);
  const bytes = Buffer.from(text);
  if (pick.odd()) return mutated(bytes, pick);
  return pick.chance(0.01) ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes;
}

function spaced(text: string, pick: Pick): string {
  return (
    pick.one(['\n', ' \t', '\u00a0', '\ufeff', '\u0000', '//x\n']) +
    text +
    pick.one(['\n', ' ', '\u0000', '}', 'x', ''])
  );
}

export function headersOf(pick: Pick): Readonly<Record<string, string>> {
  const odd = (make: () => string): string => make().replace(/[^\x20-\x7e]/g, '?');
  return {
    'content-type': pick.chance(0.98)
      ? FHIR_JSON
      : pick.one(['application/json', 'text/plain', 'application/fhir+xml', 'application/json; charset=utf-16', '']),
    ...(pick.chance(0.03)
      ? { 'if-none-exist': odd(() => searchCase(pick).target.split('?')[1] ?? '').slice(0, 4_000) }
      : {}),
    ...(pick.chance(0.03)
      ? { 'if-match': pick.one(['W/"1"', 'W/"0"', '"99999999999"', '*', odd(() => oddText(pick).slice(0, 200))]) }
      : {}),
    ...(pick.chance(0.03)
      ? {
          prefer: pick.one([
            'return=minimal',
            'return=OperationOutcome',
            'handling=lenient',
            odd(() => oddText(pick).slice(0, 200)),
          ]),
        }
      : {}),
  };
}

function change(document: Json, pick: Pick): void {
  const places = placesOf(document);
  if (places.length === 0) return;
  const place = pick.one(places);
  const { value, put } = place;
  pick.weighed<void>([
    [8, () => put(scalar(value, pick))],
    [3, () => put(pick.one<Json>([null, [], { members: [] }, '', { raw: '0' }, true, [[]], [null]]))],
    [3, () => addKey(value, pick)],
    [2, () => put(structuredClone(pick.one(places).value))],
    [2, () => twice(value, pick)],
    [2, () => put(Array.isArray(value) ? (value[0] ?? null) : [value])],
    [1.5, () => removed(value, pick)],
    [1.5, () => rename(value, pick)],
    [0.7, () => put(deep(value, pick))],
    [0.5, () => put(many(place, pick))],
    [0.5, () => contain(document, pick)],
    [0.3, () => put('x'.repeat(pick.one([1_000, 65_536, 1_048_576, 1_048_577])))],
  ]);
}

function scalar(value: Json, pick: Pick): Json {
  if (typeof value === 'string' && /^\d{4}(-|$)/.test(value) && pick.chance(0.7)) return pick.one(DATES);
  if (typeof value === 'string' && pick.chance(0.1))
    return pick.one([`${value} `, ` ${value}`, value.normalize('NFD'), value.toUpperCase(), `${value}\u0000`]);
  return pick.weighed<Json>([
    [4, () => oddText(pick)],
    [3, () => ({ raw: pick.one(NUMBERS.filter((one) => /^-?\d/.test(one))) })],
    [2, () => pick.one(DATES)],
    [1, () => pick.one([true, false, null])],
    [1, () => pick.one(REFERENCES)],
    [1, () => pick.one(NARRATIVES)],
  ]);
}

const REFERENCES = [
  'Patient/p1',
  'Patient/never',
  '#x',
  '#',
  'urn:uuid:x',
  'Patient?name=x',
  'Patient?',
  '?',
  'Patient?name=%00',
  'Nothing?x=1',
  'http://example.org/Patient/1/_history/2',
  '/Patient/1',
  'Patient/1/2/3/4',
];
const DIV = '<div xmlns="http://www.w3.org/1999/xhtml">';
const NARRATIVES = [
  `${DIV}${'<b>'.repeat(20_000)}</div>`,
  `${DIV}<p onclick="x()">a</p></div>`,
  `${DIV}<!-- ${'-'.repeat(5_000)} --></div>`,
  `${DIV}&#x0;&#xd800;&nbsp;&${'a'.repeat(5_000)};</div>`,
  `${DIV}<a href="java\tscript:x">a</a></div>`,
  `${DIV}<a ${'a="" '.repeat(5_000)}>a</a></div>`,
  `${DIV}<![CDATA[<script>]]></div>`,
  `<!DOCTYPE a [<!ENTITY x "y">]>${DIV}&x;</div>`,
  `${DIV}${' '.repeat(50_000)}`,
];

function addKey(value: Json, pick: Pick): void {
  if (!isMembers(value)) return;
  const key = pick.weighed([
    [3, () => pick.one(PROTOTYPE_NAMES)],
    [2, () => oddText(pick)],
    [
      2,
      () =>
        pick.one([
          'resourceType',
          'id',
          'meta',
          '_id',
          'extension',
          'contained',
          'text',
          'valueString',
          'fhir_comments',
          '_',
          'k'.repeat(1_000_000),
        ]),
    ],
  ]);
  value.members.splice(pick.below(value.members.length + 1), 0, [key, scalar('', pick)]);
}

/** A key stands twice. */
function twice(value: Json, pick: Pick): void {
  if (isMembers(value) && value.members.length > 0) {
    const [key, one] = pick.one(value.members);
    value.members.push([key, pick.chance(0.5) ? one : scalar(one, pick)]);
  } else if (Array.isArray(value) && value.length > 0) value.push(pick.one(value));
}

function removed(value: Json, pick: Pick): void {
  if (isMembers(value)) value.members.splice(pick.below(value.members.length), 1);
  else if (Array.isArray(value)) value.splice(pick.below(value.length), 1);
}

function rename(value: Json, pick: Pick): void {
  const member = isMembers(value) && value.members.length > 0 ? pick.one(value.members) : undefined;
  if (member)
    member[0] = pick.one([
      `_${member[0]}`,
      member[0].toUpperCase(),
      `${member[0]}x`,
      member[0].slice(1),
      'resourceType',
    ]);
}

function deep(value: Json, pick: Pick): Json {
  const depth = pick.one([10, 60, 64, 65, 1_000, 20_000, 200_000]);
  const [open, close] = pick.one([
    ['[', ']'],
    ['{"extension":[', ']}'],
    ['{"contained":[{"resourceType":"Patient","contained":[', ']}]}'],
  ] as const);
  return { raw: open.repeat(depth) + printed(value) + close.repeat(depth) };
}

function many({ value }: Place, pick: Pick): Json {
  const count = pick.one([100, 1_000, 20_000]);
  const one = printed(value).slice(0, 200_000);
  const times = Math.max(2, Math.min(count, Math.floor(2_000_000 / (one.length + 1))));
  return { raw: `[${Array.from({ length: times }, () => one).join(',')}]` };
}

function contain(document: Json, pick: Pick): void {
  if (!isMembers(document)) return;
  const inner = fromValue({ resourceType: pick.one(RESOURCE_TYPES), id: pick.one(IDS) });
  document.members.push(['contained', pick.chance(0.8) ? [inner] : inner]);
}

export function typeIn(document: Json): string {
  const found = memberOf(document, 'resourceType');
  return typeof found === 'string' && /^\w{1,60}$/.test(found) ? found : 'Patient';
}

function idIn(document: Json): string | undefined {
  const found = memberOf(document, 'id');
  return typeof found === 'string' && found !== '' ? wellFormed(found).slice(0, 300) : undefined;
}

export function memberOf(document: Json, name: string): Json | undefined {
  return isMembers(document) ? document.members.find(([key]) => key === name)?.[1] : undefined;
}
