import { accepted } from '#fhir';
import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ELM,
  measuring,
  patient,
  type Resource,
  SNOMED,
  TODAY,
  type TestInsight,
  testInsight,
  TRUST,
  valueOf,
} from '../insight.testing.ts';
import { type AgreementsAnswer, askAgreed } from '../agreed.ts';
import { cascadeOf, complicationsOf, pricesIn } from './cascade.ts';
import { needsOf } from './needs.ts';
import { PROMPT } from './task.ts';

const database = testStore();
const LOINC = 'http://loinc.org';
let insight: TestInsight;

beforeAll(async () => {
  const draft = measuring();
  const joined = { ...draft.clauses.at(-1), id: 'joined', pack: 'cascade-hypertension', aims: [] } as never;
  insight = await testInsight(await database, { clauses: [...draft.clauses, joined] });
  const { put } = insight;
  for (const id of ['tb', 'well', 'known', 'child']) {
    await put(ELM, patient(id, ELM, id === 'child' ? { birthDate: '2018-01-01' } : {}));
    await insight.relate(ELM, `Patient/${id}`);
  }
  await put(ELM, visit('v-tb', 'tb', TODAY, 'A15.0'));
  await put(ELM, visit('v-child', 'child', TODAY, 'A15.0'));
  await put(ELM, visit('v-well', 'well', TODAY));
  await put(ELM, visit('v-old', 'known', '2026-06-01', 'A15.0'));
  await put(ELM, condition('htn', 'known', '38341003'));
}, 60_000);
afterAll(() => insight?.stop());

function visit(id: string, of: string, on: string, reason?: string): Resource {
  return {
    resourceType: 'Encounter',
    id,
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: `Patient/${of}` },
    period: { start: `${on}T08:00:00Z` },
    ...(reason ? { reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: reason }] }] } : {}),
  };
}

function condition(id: string, of: string, code: string): Resource {
  const coding = [{ system: SNOMED, code }];
  return { resourceType: 'Condition', id, subject: { reference: `Patient/${of}` }, code: { coding } };
}

function pressure(id: string, of: string, systolic: number, on: string = TODAY): Resource {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: LOINC, code }] },
    valueQuantity: { value, system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: LOINC, code: '85354-9' }] },
    subject: { reference: `Patient/${of}` },
    effectiveDateTime: on,
    component: [part('8480-6', systolic), part('8462-4', 80)],
  };
}

async function promptsOf(of: string): Promise<readonly string[]> {
  const nurse = await insight.seat(ELM, 'practice-nurse');
  const { prevention } = insight.insight;
  const found = valueOf(await prevention.cards(nurse, of));
  return found.cards.map(({ summary }) => summary);
}

test('who is here for tuberculosis and had no pressure taken in a year is prompted for, as a card too; nobody else is', async () => {
  expect(await promptsOf('tb')).toEqual([
    'Blood pressure check is due (hypertension)',
    'HbA1c or glucose is due (diabetes)',
  ]);
  for (const id of ['well', 'known', 'child']) expect(await promptsOf(id), id).toEqual([]);
});

test('nobody is prompted for by a seat that may not see them', async () => {
  const stranger = await insight.seat('Organization/mill', 'practice-nurse');
  expect(await insight.insight.prevention.cards(stranger, 'tb')).toMatchObject({
    refusals: [{ code: 'insight.no-person' }],
  });
  expect(await insight.insight.prevention.cards(stranger, 'nobody')).toMatchObject({
    refusals: [{ code: 'insight.no-person' }],
  });
});

test('once it is taken the prompt is gone; a high one leads to one task, whatever is sent again', async () => {
  await insight.put(ELM, pressure('p1', 'tb', 152));
  expect(await promptsOf('tb')).toEqual(['HbA1c or glucose is due (diabetes)']);
  const tasks = async () => {
    const nurse = await insight.seat(ELM, 'practice-nurse');
    const parameters = [['identifier', `${PROMPT}|pressure/Patient/tb`]] as const;
    const page = valueOf(await insight.repository.bind(nurse).search({ type: 'Task', parameters, handling: 'strict' }));
    return page.entries.map(
      ({ resource }) => JSON.parse(resource.body) as { id: string; status: string; owner: { reference: string } },
    );
  };
  const { followHighResults } = insight.insight;
  const made = await Promise.all([followHighResults(['p1']), followHighResults(['p1'])]);
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await followHighResults(['p1'])).toBe(0);
  await insight.put(ELM, pressure('p2', 'tb', 160));
  expect(await followHighResults(['p2'])).toBe(0);
  const [task, ...others] = await tasks();
  expect(task).toMatchObject({ status: 'requested', owner: { reference: ELM } });
  expect(others).toEqual([]);
  await insight.put(ELM, { ...task, resourceType: 'Task', id: task?.id ?? '', status: 'completed' } as never);
  expect(await followHighResults(['p1'])).toBe(0);
  await insight.put(ELM, pressure('p3', 'tb', 171));
  expect(await followHighResults(['p3'])).toBe(1);
});

test('no task where hypertension is known, nor for an organisation whose agreement does not join the programmes', async () => {
  await insight.put(ELM, pressure('k1', 'known', 170));
  expect(await insight.insight.followHighResults(['k1'])).toBe(0);
  await insight.put('Organization/stranger', patient('s', undefined));
  await insight.put('Organization/stranger', pressure('s1', 's', 170));
  expect(await insight.insight.followHighResults(['s1'])).toBe(0);
});

test('staff that is agreed for a cascade is counted as the organisation itself writes it down, on the day; stock is that of its medicines', async () => {
  const nurse = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/practitioner-role', code: 'nurse' }] };
  const post = (id: string, who: string, more: object = {}): Resource => ({
    resourceType: 'PractitionerRole',
    id,
    active: true,
    organization: { reference: ELM },
    practitioner: { reference: `Practitioner/${who}` },
    code: [nurse],
    ...more,
  });
  for (const id of ['ruth', 'joan', 'left']) await insight.put(ELM, { resourceType: 'Practitioner', id });
  await insight.put(ELM, post('p1', 'ruth'));
  await insight.put(ELM, post('p2', 'ruth', { period: { start: '2026-01-01' } }));
  await insight.put(ELM, post('p3', 'left', { period: { end: '2026-01-31' } }));
  await insight.put(ELM, post('p4', 'left', { active: false }));
  await insight.put(ELM, post('p5', 'joan', { code: [{ text: 'Receptionist' }] }));
  await insight.put(TRUST, post('p6', 'joan'));
  const { instrument } = staffed();
  const { partners } = await askAgreed(insight.governance as unknown as AgreementsAnswer);
  const asked = { partners, instruments: [instrument], packs: ['cascade-hypertension 2026.1', 'cascade-hiv 2026.1'] };
  const item = (code: string, days?: number) => ({
    system: SNOMED,
    code,
    words: `Medicine ${code}`,
    site: { name: 'Elm Tree Surgery' },
    floorDays: 21,
    ...(days === undefined ? {} : { days }),
  });
  const stock = {
    stock: async () => accepted({ items: [item('386872004', 30), item('1')], others: [item('386864001')] }),
  };
  const seat = await insight.seat(ELM, 'practice-nurse');
  const needs = await needsOf(insight.services, seat, { ...asked, stock: { stock } });
  expect(needs.get('cascade-hypertension 2026.1')).toEqual([
    {
      kind: 'staff',
      words: 'nurses for pressures',
      at: 'Elm Tree Surgery',
      target: 2,
      have: 1,
      by: { words: `${instrument.title}, paragraph 5.2`, href: `/agreements/${instrument.id}` },
    },
    { kind: 'stock', words: 'Medicine 386872004', at: 'Elm Tree Surgery', target: 21, have: 30 },
    { kind: 'stock', words: 'Medicine 386864001', at: 'Elm Tree Surgery', target: 21 },
  ]);
  expect(needs.get('cascade-hiv 2026.1')).toEqual([]);
});

function staffed() {
  const codes = { system: 'http://terminology.hl7.org/CodeSystem/practitioner-role', codes: ['nurse'] };
  const staff = [{ id: 'n', words: 'nurses for pressures', codes, organization: ELM, atLeast: 2 }];
  const clause = {
    id: 'joint',
    cites: '5.2',
    clause: 'measure',
    pack: 'cascade-hypertension',
    version: '2026.1',
  } as const;
  return { instrument: { ...measuring(), clauses: [{ ...clause, aims: [], staff }] } };
}

test('a lost step says how many, what mending it costs, who pays and by which paragraph', () => {
  const codes = { system: SNOMED, codes: ['171222001'] };
  const lines = [{ id: 'l', words: 'screening', codes, unit: 'each', price: { minor: 680, currency: 'GBP' } }];
  const pay = {
    id: 'p',
    cites: '13',
    clause: 'pay',
    by: TRUST,
    to: [ELM],
    pool: 'joint-care',
    price: { model: 'tariff', lines },
  };
  const instrument = { ...measuring(), id: 'fund', title: 'Fund', clauses: [pay] } as never;
  const partners = [{ key: 1, organization: TRUST, name: 'Vale Hospitals', kind: 'acute-trust' }];
  const row = (id: string, met: number) => ({
    id,
    version: '1',
    title: id,
    kind: 'step' as const,
    tally: { met, of: 100 },
    history: [],
  });
  const measures = [row('hypertension-linked', 60), row('hypertension-treated', 40)];
  const { steps } = cascadeOf({ asAt: TODAY, measures }, pricesIn([instrument], partners));
  expect(steps[0]).toMatchObject({
    lost: 40,
    cost: { minor: 27_200, currency: 'GBP' },
    price: { payer: 'Vale Hospitals, out of joint care', agreement: { title: 'Fund', paragraph: '13' } },
  });
  expect(steps[1]).toMatchObject({ lost: 60 });
  expect(steps[1]?.cost).toBeUndefined();
});

test('complications are set against the share of a year before, and against nothing where that is not told', () => {
  const history = Array.from({ length: 13 }, (_, at) => ({ day: `2025-${at}` as never, tally: { met: 20, of: 100 } }));
  const row = {
    id: 'bal-falls',
    version: '1',
    title: 'Falls',
    kind: 'balancing' as const,
    tally: { met: 15, of: 90 },
    history,
  };
  const [one] = complicationsOf({ measures: [row] });
  expect([one?.expected, one?.fewer]).toEqual([18, 3]);
  const [none] = complicationsOf({ measures: [{ ...row, history: [] }] });
  expect(none?.fewer).toBeUndefined();
});
