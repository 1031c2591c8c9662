import { readFileSync } from 'node:fs';
import { assert, constantFrom, integer, array, property } from '#testing/chance';
import { expect, test } from 'vitest';
import { readFhir } from './bundle.ts';
import { readCsv } from './csv.ts';
import { cutter } from './cut.ts';
import { readDate } from './date-format.ts';
import { fill } from './fill.ts';
import { keptId } from './identity.ts';
import type { Found, Item } from './item.ts';
import { checkMapping, type Mapping } from './mapping.ts';
import { prepare } from './prepare.ts';

const patient = (id: string) => `{"resourceType":"Patient","id":"${id}"}`;
const bundle = (type: string, ...entries: readonly string[]) =>
  `{"resourceType":"Bundle","type":"${type}","entry":[${entries.map((one) => `{"resource":${one}}`).join(',\n')}]}`;

async function readAll(source: AsyncIterable<Found>) {
  const found: Found[] = [];
  for await (const one of source) found.push(one);
  const items = found.flatMap((one) => ('item' in one ? [one.item] : []));
  const bad = found.flatMap((one) => ('bad' in one ? [one.bad] : []));
  return { items, bad, format: found.flatMap((one) => ('format' in one ? [one.format] : [])).at(-1) };
}

async function* chunks(text: string, size = text.length) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const fhir = (text: string, size?: number) => readAll(readFhir(chunks(text, size)));
const csv = (text: string, mapping: Mapping) => readAll(readCsv(chunks(text, 7), mapping));
const sender = {
  organization: 'Organization/elm',
  feed: 'urn:concord:feed:elm',
  keeps: (one: string) => one === 'Organization/elm',
};

function prepared(item: Item | undefined) {
  if (item === undefined) throw new Error('nothing was read');
  const made = prepare(item, sender);
  if (!made.ok) throw new Error(made.refusals[0].text);
  return made.value;
}

test.each([
  ['fhir-transaction', bundle('transaction', patient('a'), patient('b'))],
  ['fhir-collection', JSON.stringify(JSON.parse(bundle('collection', patient('a'), patient('b'))), null, 2)],
  ['fhir-ndjson', `${patient('a')}\n\n${patient('b')}\n`],
  ['fhir-ndjson', `${bundle('collection', patient('a')).replaceAll('\n', '')}\n${patient('b')}`],
] as const)('reads a file of format %s, whatever its line ends', async (format, text) => {
  expect(await fhir(text)).toMatchObject({
    format,
    items: [{ identity: 'Patient/a' }, { identity: 'Patient/b' }],
    bad: [],
  });
});

test('a file reads the same however it is cut into chunks', async () => {
  const text = `${bundle('transaction', '{"resourceType":"Patient","id":"a","name":[{"text":"a \\\\\\" [{ é 😀 \\n"}]}', patient('b'))}\n${patient('c')}\n{"broken\n${patient('d')}`;
  const whole = await fhir(text);
  expect(whole.items.map(({ identity }) => identity)).toEqual(['Patient/a', 'Patient/b', 'Patient/c', 'Patient/d']);
  for (let size = 1; size < 40; size += 1) {
    const cut = await fhir(text, size);
    expect(cut.items.map(({ scan }) => scan.text)).toEqual(whole.items.map(({ scan }) => scan.text));
    expect(cut.bad).toEqual(whole.bad);
  }
});

test('bad lines and entries are named, and the rest goes on', async () => {
  const text = [
    patient('a'),
    '{"resourceType":"Patient","id":"cut off',
    'no json at all',
    patient('b'),
    '{"resourceType":"Pat"}',
    patient('c'),
  ];
  const { items, bad } = await fhir(text.join('\n'));
  expect(items.map(({ identity }) => identity)).toEqual(['Patient/a', 'Patient/b', 'Patient/c']);
  expect(bad.map(({ line, because }) => [line, because.refusals[0].code])).toEqual([
    [2, 'intake.json'],
    [5, 'intake.no-resource'],
  ]);
  const twice = '{"resourceType":"Patient","id":"x","id":"y"}';
  const entries = await fhir(bundle('batch', patient('a'), twice, patient('b')));
  expect(entries.items).toHaveLength(2);
  expect(entries.bad).toMatchObject([{ line: 2, record: 'entry 2' }]);
});

// Shows a control of hazard H11.
test('a line that ends too soon costs itself and no other', async () => {
  const { items, bad } = await fhir(
    `${patient('a')}\n{"resourceType":"Patient","name":[{"family":"X"}\n${patient('b')}\n${patient('c')}`,
  );
  expect(items.map(({ identity }) => identity)).toEqual(['Patient/a', 'Patient/b', 'Patient/c']);
  expect(bad).toMatchObject([{ line: 2 }]);
});

test('what is nested without end is refused by its beginning, whatever the chunks, and what follows it is read', async () => {
  const deep = (depth: number) =>
    `{"resourceType":"Basic","id":"deep","a":${'{"b":['.repeat(depth)}"${'x'.repeat(9_000)}"${']}'.repeat(depth)}}`;
  const places = new Set<string>();
  for (const size of [1, 50, 1_000, 100_000]) {
    const alone = await fhir(`${patient('a')}\n${deep(3_000)}\n${patient('b')}`, size);
    expect(alone.items.map(({ identity }) => identity)).toEqual(['Patient/a', 'Patient/b']);
    expect(alone.bad).toMatchObject([{ line: 2, because: { refusals: [{ code: 'json.too-deep' }] } }]);
    places.add(alone.bad[0]?.because.refusals[0].text ?? '');
    const among = await fhir(bundle('collection', patient('a'), deep(3_000), patient('b')), size);
    expect(among.items.map(({ identity }) => identity)).toEqual(['Patient/a', 'Patient/b']);
    expect(among.bad).toMatchObject([{ line: 2, because: { refusals: [{ code: 'json.too-deep' }] } }]);
  }
  expect(places.size).toBe(1);
});

test('a long record is kept once, and of one nested without end no more than tells it', () => {
  const { push } = cutter();
  const cuts = [...push(`{"a":"${'x'.repeat(50_000)}`), ...push('y'.repeat(50_000)), ...push('"}'), ...push('[')];
  for (let chunk = 0; chunk < 50; chunk += 1) cuts.push(...push('['.repeat(10_000)));
  cuts.push(...push(']'.repeat(500_001)));
  expect(cuts.map(({ kind, text }) => [kind, text.length])).toEqual([
    ['value', 100_008],
    ['value', 10_001],
  ]);
});

test('a List keeps its entries: only those of a Bundle are cut out', async () => {
  const list =
    '{"resourceType":"List","id":"l","status":"current","mode":"working","entry":[{"item":{"reference":"Patient/a"}}]}';
  expect(await fhir(list)).toMatchObject({ items: [{ identity: 'List/l', scan: { text: list } }], bad: [] });
});

test('any values in a row are cut as they were written', () => {
  const value = constantFrom('{"a":1}', '{"entry":[{"b":2}]}', '{"c":"}{[]\\\\"}', '{"d":{"e":[[]]}}');
  assert(
    property(array(value, { minLength: 1, maxLength: 8 }), integer({ min: 1, max: 9 }), (values, size) => {
      const { push, end } = cutter();
      const text = values.join('\n');
      const cuts = [];
      for (let at = 0; at < text.length; at += size) cuts.push(...push(text.slice(at, at + size)));
      cuts.push(...end());
      expect(cuts.map((cut) => cut.text)).toEqual(values);
      expect(cuts.map((cut) => cut.line)).toEqual(values.map((_, at) => at + 1));
    }),
  );
});

test('references to siblings, to other files and to partners become what is kept', async () => {
  const text = bundle('transaction').replace(
    '[]',
    `[{"fullUrl":"urn:uuid:7","resource":{"resourceType":"Patient"}},
      {"fullUrl":"urn:uuid:8","resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50},
      "subject":{"reference":"urn:uuid:7"},"encounter":{"reference":"Encounter/9/_history/2"},"performer":[{"reference":"Organization/elm"},{"reference":"https://far.example/Practitioner/1"}]}}]`,
  );
  const { items } = await fhir(text);
  const [one, other] = [prepared(items[0]), prepared(items[1])];
  expect(one.id).toBe(keptId('Organization/elm', 'urn:uuid:7'));
  expect(other.value).toMatchObject({
    subject: { reference: `Patient/${one.id}` },
    encounter: { reference: `Encounter/${keptId('Organization/elm', 'Encounter/9')}` },
    performer: [{ reference: 'Organization/elm' }, { reference: 'https://far.example/Practitioner/1' }],
  });
  expect(other.text).toContain('"value":1.50');
  expect(JSON.parse(other.text).meta).toEqual({ source: 'urn:concord:feed:elm#Observation/o' });
});

// Shows a control of hazard H11.
test('two organisations that use one id never meet', () => {
  expect(keptId('Organization/a', 'Patient/1')).not.toBe(keptId('Organization/b', 'Patient/1'));
  expect(keptId('Organization/a', 'Patient/1')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

const mapping: Mapping = {
  mapping: 'm',
  version: '1',
  columns: ['ref', 'born', 'sex', 'weight', 'town'],
  codes: { sex: { F: 'female' } },
  resources: [
    {
      type: 'Patient',
      identity: '{ref}',
      template: {
        gender: '{sex|code:sex}',
        birthDate: '{born|date:dd/mm/yyyy}',
        address: [{ use: 'home', city: '{town}' }],
      },
    },
    {
      type: 'Observation',
      identity: '{ref}-w',
      when: { column: 'weight' },
      template: {
        status: 'final',
        code: { text: 'Weight' },
        subject: { reference: 'Patient/{ref}' },
        valueQuantity: { value: '{weight|number}' },
      },
    },
  ],
};

test('a line of CSV becomes resources; empty places leave nothing behind', async () => {
  const { items, bad, format } = await csv(
    'ref,born,sex,weight,town,more\nA 1,4/7/1957,F,71.50,,x\n"B,2",,,,Ely,\n',
    mapping,
  );
  expect([format, bad]).toEqual(['csv', []]);
  const made = items.map(prepared);
  expect(made.map(({ record }) => record)).toEqual(['Patient/A 1', 'Observation/A 1-w', 'Patient/B,2']);
  expect(made[0]?.value).toEqual({ resourceType: 'Patient', gender: 'female', birthDate: '1957-07-04' });
  expect(made[1]?.text).toContain('"valueQuantity":{"value":71.50}');
  expect(made[1]?.value).toMatchObject({ subject: { reference: `Patient/${made[0]?.id}` } });
  expect(made[2]?.value).toEqual({ resourceType: 'Patient', address: [{ use: 'home', city: 'Ely' }] });
});

test('lines that cannot be mapped are refused by line, record and column', async () => {
  const text = 'ref,born,sex,weight,town\nA,31/02/1957,F,,\nB,,Q,,\nC,,F,heavy,\n,,F,,\nD,,F\nE,,F,1,\n';
  const { items, bad } = await csv(text, mapping);
  expect(items.map(({ identity }) => identity)).toEqual(['Patient/C', 'Patient/E', 'Observation/E-w']);
  expect(bad.map(({ line, record, because }) => [line, record, because.refusals[0].code])).toEqual([
    [2, 'Patient/A', 'intake.date'],
    [3, 'Patient/B', 'intake.unmapped-code'],
    [4, 'Observation/C-w', 'intake.number'],
    [5, 'Patient/', 'intake.no-identity'],
    [6, 'line 6', 'intake.columns'],
  ]);
});

test('a CSV file without its columns, or with an open quotation mark, says so', async () => {
  expect((await csv('ref,born\nA,\n', mapping)).bad).toMatchObject([
    { because: { refusals: [{ code: 'intake.columns' }] } },
  ]);
  const open = await csv('ref,born,sex,weight,town\nA,,F,,\nB,"4/7,F,,\nC,,F,,\n', mapping);
  expect(open.items).toHaveLength(1);
  expect(open.bad).toMatchObject([{ line: 3, because: { refusals: [{ code: 'intake.csv' }] } }]);
});

test('a fault in the middle of a long piece of a CSV file is told, and what came before it is kept', async () => {
  const many = Array.from({ length: 4_000 }, (_, place) => `P${place},,F,,`).join('\n');
  const broken = await csv(`ref,born,sex,weight,town\n${many}\nB,4"7,F,,\n${many}\n`, mapping);
  expect(broken.items).toHaveLength(4_000);
  expect(broken.bad).toMatchObject([{ because: { refusals: [{ code: 'intake.csv' }] } }]);
});

test.each(['council', 'charity'])('the mapping of the %s is sound', (name) => {
  expect(checkMapping(readFileSync(`packs/mapping/${name}.json`, 'utf8'))).toMatchObject({ ok: true });
});

test('a mapping that names what is not there is refused', () => {
  const wrong = (change: object) => checkMapping(JSON.stringify({ ...mapping, ...change }));
  expect(wrong({ columns: ['ref'] })).toMatchObject({ refusals: [{ code: 'intake.mapping' }] });
  expect(wrong({ codes: {} })).toMatchObject({ refusals: [{ code: 'intake.mapping' }] });
  expect(wrong({ resources: [] })).toMatchObject({ refusals: [{ code: 'intake.mapping' }] });
  expect(checkMapping('[]')).toMatchObject({ ok: false });
});

test.each([
  ['4/7/1957', 'dd/mm/yyyy', '1957-07-04'],
  ['04-Jul-1957', 'dd-mmm-yyyy', '1957-07-04'],
  ['19570704', 'yyyymmdd', '1957-07-04'],
  ['07/1957', 'mm/yyyy', '1957-07'],
  ['31/02/1957', 'dd/mm/yyyy', undefined],
  ['1957-07-04', 'dd/mm/yyyy', undefined],
  ['04/07/1957 09:30', 'dd/mm/yyyy HH:MM', '1957-07-04'],
])('%s written as %s is %s', (text, format, date) => {
  expect(readDate(text, format, undefined)).toBe(date);
});

test('a time has the offset of the sender', () => {
  expect(readDate('04/07/1957 09:30', 'dd/mm/yyyy HH:MM', '+01:00')).toBe('1957-07-04T09:30:00+01:00');
});

test('text in a place is data, whatever it looks like', () => {
  const row = { ref: '{born}', born: '"}],"x":1', sex: '', weight: '', town: '' };
  const filled = fill({ a: '{ref} and {born}', b: '{born}' }, row, mapping);
  expect(filled.ok && JSON.parse(filled.value ?? '')).toEqual({ a: '{born} and "}],"x":1', b: '"}],"x":1' });
});
