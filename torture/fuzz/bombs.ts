import { type Case, FHIR_JSON, FORM, JSON_PATCH, MERGE_PATCH } from './case.ts';

/** A request made to cost much more than it is long; each is bounded, or refused by the name of its limit. */
export type Bomb = {
  readonly name: string;
  readonly make: () => Case;
  /** What it is told; where it is done, how. */
  readonly told: number | string;
};

const MB = 1024 * 1024;

/** Kept as recipes, since they are long. */
export const BOMBS: readonly Bomb[] = [
  {
    name: '5,000 conditional creates',
    make: () => conditionals('ifNoneExist'),
    told: 'repository.too-many-conditions',
  },
  {
    name: '5,000 conditional references',
    make: () => conditionals('reference'),
    told: 'repository.too-many-conditions',
  },
  { name: '5,000 conditional updates', make: () => conditionals('put'), told: 'repository.too-many-conditions' },
  {
    name: '2,000 conditional references in one resource',
    make: referencesInOne,
    told: 'repository.too-many-conditions',
  },
  { name: '3,000 searches in a batch', make: () => searches(3_000), told: 'repository.too-many-searches' },
  { name: '60,000 entries of next to nothing', make: manyEntries, told: 'json.too-many-values' },
  { name: 'a bundle in a bundle in a bundle', make: () => body('POST', '', nestedBundles(300)), told: 400 },
  {
    name: '100,000 arrays in each other',
    make: () => body('POST', '/Basic', `{"resourceType":"Basic","a":${'['.repeat(100_000)}`),
    told: 400,
  },
  {
    name: '3 million numbers',
    make: () => body('POST', '/Basic', `{"resourceType":"Basic","a":[${'0,'.repeat(3_000_000)}0]}`),
    told: 'json.too-many-values',
  },
  { name: '200,000 extensions', make: extensions, told: 201 },
  { name: '100,000 identifiers', make: identifiers, told: 'repository.too-many-identifiers' },
  {
    name: 'a number of a million digits',
    make: () => body('POST', '/Observation', observation(`"valueQuantity":{"value":1${'0'.repeat(MB)}}`)),
    told: 400,
  },
  {
    name: 'an id of a million letters',
    make: () => body('POST', '/Basic', `{"resourceType":"Basic","id":"${'a'.repeat(MB)}"}`),
    told: 400,
  },
  {
    name: 'base64 that ends badly',
    make: () =>
      body('POST', '/Binary', `{"resourceType":"Binary","contentType":"a/b","data":"${'A'.repeat(8 * MB)}*"}`),
    told: 400,
  },
  {
    name: 'narrative of a million tags',
    make: () => body('POST', '/Basic', narrative('<b>'.repeat(300_000))),
    told: 201,
  },
  {
    name: 'narrative of a million entities',
    make: () => body('POST', '/Basic', narrative('&amp;'.repeat(200_000))),
    told: 201,
  },
  {
    name: 'an attribute of a million quotes',
    make: () => body('POST', '/Basic', narrative(`<a title='${'&quot;'.repeat(100_000)}'>x</a>`)),
    told: 201,
  },
  {
    name: '10,000 values',
    make: () => form('/Patient/_search', `_id=${'p1,'.repeat(10_000)}p1`),
    told: 'search.too-many-values',
  },
  {
    name: '60 parameters of 190 values',
    make: () => form('/Observation/_search', many(60, `code=${'a,'.repeat(189)}a`)),
    told: 'search.too-costly',
  },
  {
    name: 'a chain of 2,000 links',
    make: () => form('/Observation/_search', `subject:Patient.${'link:Patient.'.repeat(2_000)}name=x`),
    told: 'search.chain',
  },
  {
    name: '_has a thousand deep',
    make: () => form('/Patient/_search', `${'_has:Observation:subject:'.repeat(1_000)}code=x`),
    told: 'search.chain',
  },
  {
    name: 'everything that everything includes',
    make: () => form('/Patient/_search', many(20, '_revinclude=*:*', '_include:iterate=*', '_count=1000')),
    told: 400,
  },
  {
    name: '1,000 sort keys',
    make: () => form('/Patient/_search', `_sort=${'birthdate,'.repeat(1_000)}family`),
    told: 400,
  },
  { name: '50,000 elements', make: () => form('/Patient/_search', `_elements=${'name,'.repeat(50_000)}id`), told: 200 },
  {
    name: 'any text, anywhere',
    make: () => form('/Patient/_search', many(30, 'name:contains=a', 'address:contains=e')),
    told: 400,
  },
  { name: '20,000 types', make: () => form('/_search', `_type=${'Patient,'.repeat(20_000)}Patient`), told: 200 },
  { name: 'a patch that doubles 60 times', make: () => doubling(60), told: 'json.too-deep' },
  {
    name: '100,000 operations',
    make: () =>
      patch(JSON_PATCH, `[${'{"op":"test","path":"/id","value":"p1"},'.repeat(100_000)}{"op":"remove","path":"/x"}]`),
    told: 400,
  },
  {
    name: 'a path of a million steps',
    make: () => patch(JSON_PATCH, `[{"op":"add","path":"${'/a'.repeat(MB / 2)}","value":1}]`),
    told: 400,
  },
  {
    name: 'an expression of 100,000 parentheses',
    make: () => pathPatch(`${'('.repeat(100_000)}Patient.name${')'.repeat(100_000)}`),
    told: 400,
  },
  { name: 'an expression of 50,000 steps', make: () => pathPatch(`Patient${'.name'.repeat(50_000)}`), told: 400 },
  {
    name: 'a merge 60,000 deep',
    make: () => patch(MERGE_PATCH, `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`),
    told: 400,
  },
  { name: '$validate of 100,000 references', make: () => body('POST', '/Group/$validate', group(100_000)), told: 200 },
  {
    name: '$everything of 5,000 types',
    make: () => ({
      kind: 'operation',
      method: 'GET',
      target: `/Patient/p1/$everything?_type=${'Patient,'.repeat(1_000)}Patient`,
    }),
    told: 200,
  },
];

function body(method: string, target: string, text: string, type = FHIR_JSON): Case {
  return {
    kind: target === '' ? 'bundle' : 'resource',
    method,
    target,
    headers: { 'content-type': type },
    body: Buffer.from(text),
  };
}

function form(target: string, query: string): Case {
  return { ...body('POST', target, query, FORM), kind: 'search' };
}

const patch = (type: string, text: string): Case => ({ ...body('PATCH', '/Patient/p1', text, type), kind: 'patch' });
const many = (times: number, ...one: readonly string[]): string =>
  Array.from({ length: times }, () => one.join('&')).join('&');

const entriesOf = (entries: readonly string[], type = 'transaction'): Case =>
  body('POST', '', `{"resourceType":"Bundle","type":"${type}","entry":[${entries.join(',')}]}`);

const COUNT = 5_000;

function conditionals(how: 'ifNoneExist' | 'reference' | 'put'): Case {
  const entry = (at: number): string => {
    const query = `identifier=urn:bomb|${at}`;
    const person = `{"resourceType":"Patient","identifier":[{"system":"urn:bomb","value":"${at}"}]}`;
    if (how === 'put') return `{"resource":${person},"request":{"method":"PUT","url":"Patient?${query}"}}`;
    if (how === 'ifNoneExist')
      return `{"resource":${person},"request":{"method":"POST","url":"Patient","ifNoneExist":"${query}"}}`;
    return `{"resource":${observation(`"subject":{"reference":"Patient?${query}"}`)},"request":{"method":"POST","url":"Observation"}}`;
  };
  return entriesOf(Array.from({ length: COUNT }, (_, at) => entry(at)));
}

function referencesInOne(): Case {
  const members = Array.from(
    { length: 2_000 },
    (_, at) => `{"entity":{"reference":"Patient?identifier=urn:bomb|${at}"}}`,
  );
  const resource = `{"resourceType":"Group","type":"person","actual":true,"member":[${members.join(',')}]}`;
  return entriesOf([`{"resource":${resource},"request":{"method":"POST","url":"Group"}}`]);
}

function searches(count: number): Case {
  const one =
    '{"request":{"method":"GET","url":"Observation?subject:Patient.name=s&_include=Observation:*&_count=1000"}}';
  return entriesOf(
    Array.from({ length: count }, () => one),
    'batch',
  );
}

function manyEntries(): Case {
  return entriesOf(
    Array.from({ length: 60_000 }, () => '{"request":{}}'),
    'batch',
  );
}

function nestedBundles(depth: number): string {
  const open =
    '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Bundle"},"resource":';
  return `${open.repeat(depth)}null${'}]}'.repeat(depth)}`;
}

function observation(more: string): string {
  return `{"resourceType":"Observation","status":"final","code":{"text":"x"},${more}}`;
}

function extensions(): Case {
  const all = Array.from({ length: 200_000 }, () => '{"url":"urn:x","valueBoolean":true}');
  return body('POST', '/Basic', `{"resourceType":"Basic","code":{"text":"x"},"extension":[${all.join(',')}]}`);
}

function identifiers(): Case {
  const all = Array.from({ length: 100_000 }, (_, at) => `{"system":"urn:bomb","value":"i${at}"}`);
  return body('POST', '/Patient', `{"resourceType":"Patient","identifier":[${all.join(',')}]}`);
}

function narrative(inside: string): string {
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>`;
  return JSON.stringify({ resourceType: 'Basic', code: { text: 'x' }, text: { status: 'generated', div } });
}

function group(count: number): string {
  const members = Array.from({ length: count }, (_, at) => `{"entity":{"reference":"Patient/x${at}"}}`);
  return `{"resourceType":"Group","type":"person","actual":true,"member":[${members.join(',')}]}`;
}

/** Each copy holds all that was there before it. */
function doubling(times: number): Case {
  const copies = Array.from(
    { length: times },
    () => '{"op":"copy","from":"/extension","path":"/extension/0/extension"}',
  );
  return patch(
    JSON_PATCH,
    `[{"op":"add","path":"/extension","value":[{"url":"urn:x","valueString":"x"}]},${copies.join(',')}]`,
  );
}

function pathPatch(path: string): Case {
  const part = [
    { name: 'type', valueCode: 'delete' },
    { name: 'path', valueString: path },
  ];
  const parameter = [{ name: 'operation', part }];
  return patch(FHIR_JSON, JSON.stringify({ resourceType: 'Parameters', parameter }));
}
