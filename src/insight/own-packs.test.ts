import json from '#packs/diabetes-uk/pack.json' with { type: 'json' };
import { freshDatabase } from '#testing/database';
import { afterEach, expect, test } from 'vitest';
import { catalogue, knowPacks, shippedPacks } from './catalogue.ts';
import { ELM, MILL, measuring, patient, type TestInsight, testInsight } from './insight.testing.ts';
import { readAnew } from './reading.ts';
import { readOwnPacks } from './own-packs.ts';
import { startInsight } from './insight.ts';

/* A pack of measures that an installation wrote itself: potassium of people with diabetes, which nothing that ships reads. */
const [diabetes] = json.facts;
const POTASSIUM = {
  id: 'potassium',
  title: 'Potassium',
  unit: 'mmol/L',
  type: 'Observation',
  path: 'code',
  codes: { '1': ['http://loinc.org|2823-3'] },
  value: { from: 'quantity', units: { 'mmol/L': [1, 0] }, keep: [1, 10], decimals: 1 },
  sameDay: 'mean',
};
const OWN = {
  ...json,
  id: 'vale-potassium',
  version: '1',
  title: 'Potassium of people with diabetes',
  source: 'The partnership itself.',
  facts: [diabetes, POTASSIUM],
  register: { all: [{ has: 'diabetes' }, { alive: true }] },
  measures: [
    {
      id: 'potassium-recorded',
      title: 'Potassium recorded',
      kind: 'process',
      of: 'register',
      met: { has: 'potassium', within: 12 },
    },
  ],
};
const GOLDEN = {
  today: '2026-06-15',
  people: [
    {
      name: 'measured this year',
      born: '1960-05-01',
      facts: [
        ['diabetes', '2015-01-01', 2],
        ['potassium', '2026-01-10', 4.2],
      ],
      register: true,
      counted: ['potassium-recorded'],
      met: ['potassium-recorded'],
    },
  ],
};
const files = (pack: object = OWN, golden: object | string = GOLDEN) => ({
  folder: 'packs/potassium',
  pack: JSON.stringify(pack),
  golden: typeof golden === 'string' ? golden : JSON.stringify(golden),
});

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  knowPacks([]);
  await stop?.();
  stop = undefined;
});

const result = (id: string, person: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: { reference: `Patient/${person}` },
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }] },
  effectiveDateTime: '2026-03-01',
  valueQuantity: { value: 4.4, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
});
const condition = (id: string, person: string) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  subject: { reference: `Patient/${person}` },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
  onsetDateTime: '2015-01-01',
});

async function told(made: TestInsight, measure: string) {
  const asked = { place: 'all', pack: `${OWN.id} ${OWN.version}` };
  const found = await made.insight.dashboard(await made.system('Organization/board'), asked);
  return found.ok ? found.value.measures.find(({ id }) => id === measure)?.tally : found.refusals[0].code;
}

test('what was written before the pack was there is read for it, and its figure is told beside those that ship', async () => {
  const { store, drop } = await freshDatabase();
  const draft = measuring();
  const counts = { id: 'own', cites: '5.2', clause: 'measure', pack: OWN.id, version: OWN.version, aims: [] } as const;
  const made = await testInsight(store, { clauses: [...draft.clauses, counts] });
  stop = async () => {
    await made.stop();
    await drop();
  };
  for (const [person, practice] of [
    ['p1', ELM],
    ['p2', ELM],
    ['p3', MILL],
  ] as const) {
    await made.put(practice, patient(person, practice));
    await made.put(practice, condition(`d-${person}`, person));
  }
  await made.put(ELM, result('k1', 'p1'));
  await made.follow();
  expect(await told(made, 'potassium-recorded')).toBe('insight.no-pack');

  readOwnPacks([files()]).take();
  expect(catalogue).toHaveLength(shippedPacks.length + 1);
  expect(await readAnew(made.services)).toBeGreaterThan(0);
  const again = await startInsight(made.services);
  const later = { ...made, insight: again.answers };
  expect(await told(later, 'potassium-recorded')).toEqual({ met: 1, of: 3 });
  await again.stop?.();

  // Figures were counted by it under a signed agreement: what it says is what was agreed, however its file is laid out.
  const changed = (pack: object) => readOwnPacks([files(pack)]).changed(store, 'Europe/London');
  expect(await changed(OWN)).toEqual([]);
  expect(await changed(Object.fromEntries(Object.entries(OWN).reverse()))).toEqual([]);
  const within = OWN.measures.map((one) => ({ ...one, met: { has: 'potassium', within: 24 } }));
  expect(await changed({ ...OWN, measures: within })).toEqual([
    expect.stringMatching(
      /^packs\/potassium: pack\.json, version: 'vale-potassium 1' says something else .* since 15 June 2026 .* a version of its own/,
    ),
  ]);
  expect(await changed({ ...OWN, version: '2', measures: within })).toEqual([]);
});

test('a pack that no agreement names may say something else under its version', async () => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  stop = async () => {
    await made.stop();
    await drop();
  };
  await made.put(ELM, patient('p1', ELM));
  await made.follow();
  readOwnPacks([files()]).take();
  await readAnew(made.services);
  const again = await startInsight(made.services);
  expect(await told({ ...made, insight: again.answers }, 'potassium-recorded')).toBe('insight.no-pack');
  await again.stop?.();
  const other = { ...OWN, title: 'Potassium' };
  expect(await readOwnPacks([files(other)]).changed(store, 'Europe/London')).toEqual([]);
});

test('packs with anything wrong are refused by folder, file, place and rule, and none is taken', () => {
  const wrong = (...own: Parameters<typeof readOwnPacks>[0]) => readOwnPacks(own).faults;
  expect(wrong(files())).toEqual([]);
  expect(wrong(files(OWN, ''))).toEqual([expect.stringMatching(/^packs\/potassium: there is no golden\.json/)]);
  expect(wrong(files(OWN, { ...GOLDEN, people: [] }))).toEqual([
    expect.stringContaining('golden.json, people: lists golden people'),
  ]);
  const [person] = GOLDEN.people;
  expect(wrong(files(OWN, { ...GOLDEN, people: [{ ...person, met: [] }] }))).toEqual([
    expect.stringMatching(
      /^packs\/potassium: measured this year\n {2}potassium-recorded: expected counted, not met, got met/,
    ),
  ]);
  const taken = { ...OWN, measures: OWN.measures.map((one) => ({ ...one, id: 'hba1c-recorded' })) };
  const golden = { ...GOLDEN, people: [{ ...person, counted: ['hba1c-recorded'], met: ['hba1c-recorded'] }] };
  expect(wrong(files(taken, golden))).toEqual([
    expect.stringContaining("pack.json, measures[0].id: 'hba1c-recorded' is a measure of diabetes-uk"),
  ]);
  expect(wrong(files(), { ...files(), folder: 'packs/again' })).toEqual([
    expect.stringMatching(/^packs\/again: pack.json, id: 'vale-potassium 1' is another pack/),
    expect.stringMatching(/^packs\/again: pack.json, measures\[0\]\.id/),
  ]);
  expect(catalogue).toHaveLength(shippedPacks.length);
});

test('one of the id and version of a pack that ships stands in its place', () => {
  const { faults, take } = readOwnPacks([files({ ...OWN, id: json.id, version: json.version })]);
  expect(faults).toEqual([]);
  take();
  expect(catalogue).toHaveLength(shippedPacks.length);
  expect(catalogue.filter(({ pack }) => pack.id === json.id).map(({ pack }) => pack.title)).toEqual([OWN.title]);
});
