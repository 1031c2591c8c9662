import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { catalogue } from './catalogue.ts';
import { diabetes, ELM, hba1c, patient, type TestInsight, TRUST, testInsight, valueOf } from './insight.testing.ts';

const database = testStore();
let made: TestInsight;
const nurse = () => made.seat(ELM, 'practice-nurse');
const FEED = 'urn:feed:laboratory#r-1';

beforeAll(async () => {
  made = await testInsight(await database);
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, { ...hba1c('h1', 'p1', '2026-03-01', 52), meta: { source: FEED } });
  for (const [id, recorded, display] of [
    ['first', '2026-03-02T05:00:00Z', 'results-1.ndjson'],
    ['again', '2026-03-09T05:00:00Z', 'results-2.ndjson'],
  ] as const)
    await made.put(ELM, {
      resourceType: 'Provenance',
      id,
      target: [{ reference: 'Observation/h1' }],
      recorded,
      agent: [{ who: { reference: ELM } }],
      entity: [{ role: 'source', what: { display } }],
    });
  await made.put(ELM, patient('p2', ELM));
  await made.put(TRUST, patient('t-p2', ELM));
  await made.put(ELM, diabetes('d2', 'p2'));
  await made.put(TRUST, hba1c('h2', 't-p2', '2026-03-01'));
  await made.put(ELM, patient('p3', ELM));
  await made.relate(ELM, 'Patient/p1', 'Patient/p2', 'Patient/t-p2', 'Patient/p3');
  await made.link('Patient/p2', 'Patient/t-p2');
  await made.follow();
}, 60_000);
afterAll(() => made?.stop());

test('tells the facts that decided, each with its item, whose it is, and by which feed and file it came', async () => {
  const why = valueOf(await made.insight.why(await nurse(), 'Patient/p1', 'hba1c-recorded'));
  expect(why).toMatchObject({ name: 'FAMILY P1, Given', onRegister: true, check: { state: 'met' } });
  expect(why.facts).toMatchObject([
    {
      role: 'met',
      title: 'HbA1c',
      at: '2026-03-01',
      value: '52 mmol/mol',
      source: {
        reference: 'Observation/h1',
        version: 1,
        organization: 'Elm Tree Surgery',
        feed: FEED,
        message: 'results-2.ndjson',
      },
    },
    { role: 'register', at: '2015-03-01', source: { reference: 'Condition/d1', organization: 'Elm Tree Surgery' } },
  ]);
  expect(why.facts[1]?.source).not.toHaveProperty('message');
});

test('tells the version of the definition, and by which agreement it counts since when', async () => {
  const { definition } = valueOf(await made.insight.why(await nurse(), 'Patient/p1', 'hba1c-recorded'));
  const pack = catalogue.find(({ pack: { id } }) => id === 'diabetes-uk')?.pack;
  expect([definition.pack, definition.version]).toEqual(['diabetes-uk', pack?.version]);
  const view = valueOf(await made.governance.instrument(await made.system(ELM), 'measuring'));
  const { effective, signed = effective, title } = view.instrument;
  expect(definition.agreements).toEqual([{ id: 'measuring', title, since: signed > effective ? signed : effective }]);
  expect(definition.rules.some((line) => line.startsWith('HbA1c is recorded as'))).toBe(true);
});

test('an item that the viewer may not see decided nothing for them, and neither it nor where it came from is told', async () => {
  const why = valueOf(await made.insight.why(await nurse(), 'Patient/p2', 'hba1c-recorded'));
  expect(why.check).toMatchObject({ state: 'due', why: 'No HbA1c is recorded.' });
  expect(why.facts.map(({ role }) => role)).toEqual(['register']);
  expect(JSON.stringify(why)).not.toMatch(/h2|Vale Hospitals/);
});

test('who is not on the register is said to be none of them; no person and no measure are refused', async () => {
  expect(valueOf(await made.insight.why(await nurse(), 'Patient/p3', 'hba1c-recorded'))).toMatchObject({
    onRegister: false,
    facts: [],
  });
  const refused = async (person: string, measure: string) => {
    const found = await made.insight.why(await nurse(), person, measure);
    return found.ok ? 'told' : found.refusals[0].code;
  };
  expect(await refused('Patient/nobody', 'hba1c-recorded')).toBe('insight.no-person');
  expect(await refused('Patient/p1', 'no-such')).toBe('insight.no-measure');
});

test('the person is told that somebody looked', async () => {
  const { person } = valueOf(await made.insight.why(await nurse(), 'Patient/p1', 'hba1c-58'));
  const { store } = made.services;
  const rows = await store.all(sql`select query from audit where person = ${person} and query = 'why hba1c-58'`);
  expect(rows).toHaveLength(1);
});
