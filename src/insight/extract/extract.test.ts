import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { type Access, type Clause, relationshipBits } from '#agreement';
import type { TextFile } from '#http';
import { compartmentOf } from '#repository';
import { sql, type Store } from '#store';
import { optOutAnswers } from '../../record/opt-out/opt-out.ts';
import { researchAnswers } from '../../record/research/research.ts';
import {
  diabetes,
  ELM,
  hba1c,
  measuring,
  patient,
  type TestInsight,
  testInsight,
  TRUST,
  valueOf,
} from '../insight.testing.ts';
import type { ExtractQuestion } from './contract.ts';
import { extractForm, type Extracting, statement } from './extract.ts';
import { extractFile } from './file.ts';
import { groundsOf } from './ground.ts';

const BOARD = 'Organization/board';
const PEOPLE = Array.from({ length: 14 }, (_, at) => `p${at + 10}`);
const WORDS = 'To see which practices need a podiatrist';

let store: Store;
let made: TestInsight;
let extracting: Extracting;
let nurse: Access;
let planner: Access;

/** The board is shown people to plan, besides counting. */
const shares: Clause = {
  id: 'planning',
  cites: '5.2',
  clause: 'share',
  classes: ['demographics', 'problems', 'results', 'procedures'],
  from: 'parties',
  to: { organizations: [BOARD], roles: ['commissioner'] },
  purpose: 'planning',
  relationships: ['population'],
};

const pressure: Clause = {
  id: 'pressure',
  cites: '5.2',
  clause: 'measure',
  pack: 'hypertension-control',
  version: '2026.1',
  aims: [],
};
const PRESSURE = `${pressure.pack} ${pressure.version}`;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  const draft = measuring();
  made = await testInsight(store, { clauses: [...draft.clauses, shares, pressure] });
  const { services, insight } = made;
  let ids = 0;
  const whole = { ...services, newId: () => `id-${++ids}` };
  const { answers } = services as unknown as { answers: Record<string, unknown> };
  answers['record'] = { optOuts: optOutAnswers(whole), research: researchAnswers(whole) };
  extracting = { services: whole, asking: insight.asking };
  nurse = await made.seat(ELM, 'practice-nurse');
  planner = await made.seat(BOARD, 'commissioner', 'planning');
  for (const id of PEOPLE) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
    await made.put(ELM, hba1c(`h-${id}`, id, '2026-03-01'));
  }
  await relate(...PEOPLE);
  await made.follow();
  return async () => {
    await made.stop();
    await drop();
  };
});

async function relate(...ids: readonly string[]): Promise<void> {
  const { contributors, keepAccess } = made.repository;
  const places = ids.map((id) => compartmentOf(`Patient/${id}`));
  const [elm, board] = [await contributors.viewerKey(ELM), await contributors.viewerKey(BOARD)];
  const grants = places.flatMap((one) => [
    { ...one, viewer: elm, purpose: 'direct-care' as const, rel: relationshipBits('registered', 'contributed') },
    { ...one, viewer: board, purpose: 'planning' as const, rel: relationshipBits('population') },
  ]);
  await store.write((transaction) => keepAccess(transaction, places, grants));
}

/** Says so as the person, on their own page. */
async function optsOut(id: string, rule = 'national-data-opt-out'): Promise<void> {
  const [row] = await made.repository.persons.of(store, [compartmentOf(`Patient/${id}`)]);
  const viewer = await made.repository.contributors.viewerKey(`Person/${row?.person}`);
  const self: Access = { ...nurse, role: 'person', purpose: 'own-record', viewer, principal: `account/${id}` };
  valueOf(await optOutAnswers(made.services).optOut(self, rule));
}

const care: ExtractQuestion = { place: 'elm', kind: 'identifiable', under: 'care', words: WORDS };
const plan: ExtractQuestion = { place: 'elm', kind: 'pseudonymised', under: 'measuring/planning', words: WORDS };
const asked = (access: Access, question: ExtractQuestion) => statement(extracting, access, question);

test('the same list for two purposes has everybody while nobody has opted out', async () => {
  expect(valueOf(await asked(nurse, care))).toMatchObject({
    people: 14,
    leftOut: [],
    use: { purpose: 'direct-care', identifiability: 'identifiable' },
  });
  const planned = valueOf(await asked(planner, plan));
  expect(planned).toMatchObject({ people: 14, use: { purpose: 'planning', identifiability: 'pseudonymised' } });
  expect(planned.leftOut.map(({ optOut, people }) => [optOut, people.count])).toEqual([
    ['national-data-opt-out', 0],
    ['practice-opt-out', 0],
  ]);
  expect(planned.ground).toMatchObject({ agreement: { paragraph: '5.2' }, lawRequires: false });
});

test('who has opted out is on the list for care and not on that for planning; a few are not told by number', async () => {
  await optsOut('p10');
  await optsOut('p11');
  expect(valueOf(await asked(nurse, care)).people).toBe(14);
  const { people, leftOut } = valueOf(await asked(planner, plan));
  expect(people).toBe(12);
  expect(leftOut[0]).toMatchObject({ people: { fewest: 10 }, words: expect.stringContaining('National data opt-out') });
  expect(leftOut[0]?.people).not.toHaveProperty('count');
  expect(JSON.stringify(leftOut)).not.toMatch(/p1[01]|FAMILY/i);
});

test('ten or more who are left out are told by their number', async () => {
  for (const id of PEOPLE.slice(0, 11)) await optsOut(id);
  const { people, leftOut } = valueOf(await asked(planner, plan));
  expect([people, leftOut[0]?.people.count]).toEqual([3, 11]);
});

test('an opt-out of what the practice recorded leaves what others did', async () => {
  await made.put(TRUST, patient('t1', ELM));
  await made.put(TRUST, diabetes('d-t1', 't1'));
  await made.link('Patient/p10', 'Patient/t1');
  await relate(...PEOPLE, 't1');
  await made.follow();
  await optsOut('p10', 'practice-opt-out');
  await optsOut('p11', 'practice-opt-out');
  const { people, leftOut } = valueOf(await asked(planner, plan));
  expect(people).toBe(13);
  expect(leftOut[1]?.people).toEqual({ fewest: 10 });
  expect(leftOut[1]?.inPart).toEqual({ fewest: 10 });
});

async function taken(access: Access, question: ExtractQuestion): Promise<string> {
  const file = valueOf(await extractFile(extracting, access, question, 'csv')) as TextFile;
  let text = '';
  for await (const piece of file.text) text += piece;
  return text;
}

const told = async () => {
  const rows = await store.all<{ person: string }>(sql`select person from audit where action = 'extract'`);
  return rows.map(({ person }) => person);
};

test('the file shows nobody recognisably, says whom it leaves out, and everybody on it is told', async () => {
  await optsOut('p10');
  const text = await taken(planner, plan);
  expect(text).not.toMatch(/FAMILY|1960|999/i);
  const [head = '', first = ''] = text.split('\r\n');
  expect(head).toContain('Key,Age,Practice,HbA1c recorded');
  expect(first).toMatch(/^[0-9a-f]{16},60 to 69,Elm Tree Surgery,yes,/);
  expect(text).toContain(WORDS);
  expect(text).toContain('fewer than 10 people. What a hospital or practice holds');
  const [row] = await made.repository.persons.of(store, [compartmentOf('Patient/p10')]);
  const people = await told();
  expect([people.length, new Set(people).size, people.includes(row?.person ?? '')]).toEqual([13, 13, false]);
});

test('the list for care names people, as they who care for them may see', async () => {
  expect(await taken(nurse, care)).toMatch(/"FAMILY P10, Given",1960-05-01,Elm Tree Surgery/);
  expect((await told()).length).toBe(14);
});

test('a spreadsheet has the same, with what it says of itself', async () => {
  const file = valueOf(await extractFile(extracting, planner, plan, 'xlsx'));
  expect(file).toMatchObject({ name: 'list-2026-06-15.xlsx' });
  expect('bytes' in file && file.bytes.length).toBeGreaterThan(1_000);
});

test('a list rests on something, is for something, and shows people no more than was agreed', async () => {
  const code = async (access: Access, change: Partial<ExtractQuestion>) => {
    const found = await asked(access, { ...plan, ...change });
    return found.ok ? 'made' : found.refusals[0].code;
  };
  expect(await code(planner, { under: 'care' })).toBe('insight.extract-ground');
  expect(await code(nurse, {})).toBe('insight.extract-ground');
  expect(await code(planner, { words: 'why not' })).toBe('insight.extract-words');
  expect(await code(planner, { kind: 'aggregate' as never })).toBe('insight.extract-kind');
  expect(await code(planner, { under: 'measuring/counts', kind: 'identifiable' })).toBe('insight.extract-kind');
  expect(await code(planner, { under: 'measuring/counts' })).toBe('made');
});

test('a list is of the people of any pack that counts, and of a paragraph that counts only by its own', async () => {
  const high = {
    resourceType: 'Condition',
    id: 'high',
    subject: { reference: 'Patient/p10' },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003' }] },
    onsetDateTime: '2015-03-01',
  };
  await made.put(ELM, high);
  await made.follow();
  const form = valueOf(await extractForm(extracting, planner));
  expect(form.packs.map(({ key }) => key)).toEqual(['diabetes-uk 2026.1', PRESSURE]);
  const pressed = { ...plan, pack: PRESSURE };
  expect(valueOf(await asked(planner, pressed))).toMatchObject({ people: 1, pack: expect.stringContaining(PRESSURE) });
  expect((await taken(planner, pressed)).split('\r\n')[0]).not.toContain('HbA1c');
  expect(valueOf(await asked(planner, { ...plan, under: 'measuring/pressure' }))).toMatchObject({ people: 1 });
  const code = async (change: Partial<ExtractQuestion>) => {
    const found = await asked(planner, { ...plan, ...change });
    return found.ok ? 'made' : found.refusals[0].code;
  };
  expect(await code({ under: 'measuring/counts', pack: PRESSURE })).toBe('insight.extract-pack');
  expect(await code({ pack: 'nobody 1' })).toBe('insight.no-pack');
});

/** Kept beside the Consent by what the record projects of it, which this store has not. */
async function agreesTo(id: string, uri: string): Promise<void> {
  const { bkt, cmp } = compartmentOf(`Patient/${id}`);
  const scope = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] };
  const said = { status: 'active', scope, dateTime: '2026-01-02', policy: [{ uri }], provision: { type: 'permit' } };
  await store.run(sql`insert into record_consent (bkt, typ, id, cmp, org, said)
    values (${bkt}, 28, ${`c-${id}`}, ${cmp}::bigint, 1, ${JSON.stringify(said)})`);
}

test('who agreed to a research project is on the list for that project, and for no other use that they opted out of', async () => {
  for (const id of ['p10', 'p11']) await optsOut(id);
  await agreesTo('p10', 'urn:project:feet');
  const feet = { ...plan, project: 'urn:project:feet' };
  const found = valueOf(await asked(planner, feet));
  expect([found.people, found.agreed]).toEqual([13, { fewest: 10, project: 'urn:project:feet' }]);
  expect(valueOf(await asked(planner, plan)).people).toBe(12);
  expect(valueOf(await asked(planner, { ...plan, project: 'urn:project:eyes' }))).toMatchObject({
    people: 12,
    agreed: { count: 0 },
  });
  expect(await taken(planner, feet)).toContain('Agreed to this very project,fewer than 10 people who opted out');
  expect(await asked(planner, { ...plan, project: 'x'.repeat(201) })).toMatchObject({
    refusals: [{ code: 'insight.extract-project' }],
  });
});

test('of a project that asks people one by one only who agreed is on the list, however they are shown', async () => {
  await store.run(sql`insert into record_research_project (id, organization, title, why, takes, approval, until, asked_by, at)
    values ('urn:project:legs', ${BOARD}, 'Legs', 'why', 'what', 'who', '2099-12-31', 'lead', now())`);
  const legs = { ...plan, project: 'urn:project:legs' };
  for (const id of ['p10', 'p11', 'p12']) await agreesTo(id, 'urn:project:legs');
  await optsOut('p10');
  await optsOut('p13');
  const found = valueOf(await asked(planner, legs));
  expect([found.people, found.agreed?.count]).toEqual([3, undefined]);
  expect(found.leftOut.find(({ optOut }) => optOut === 'research-not-agreed')).toMatchObject({
    people: { count: 10 },
    inPart: { count: 0 },
  });
  expect(await taken(planner, legs)).toContain('The project asks each person. Who has not agreed');
  expect(await asked(planner, { ...legs, kind: 'anonymised' })).toMatchObject({
    refusals: [{ code: 'insight.extract-few' }],
  });
  await store.run(sql`update record_research_project set ended = now()`);
  expect(valueOf(await asked(planner, legs)).people).toBe(0);
});

const anonymised: ExtractQuestion = { ...plan, kind: 'anonymised' };

test('an anonymised list has everybody, no identifier, and nobody who stands out', async () => {
  for (const id of ['p10', 'p11']) await optsOut(id);
  const text = await taken(planner, anonymised);
  const [head = '', first = '', ...rest] = text.split('\r\n');
  expect(head).toMatch(/^\uFEFFAge,Area,HbA1c recorded/);
  expect(first).toMatch(/^60 to 79,Elm Tree Surgery,yes,/);
  expect(rest.filter((one) => one.startsWith('60 to 79')).length).toBe(13);
  expect(text).not.toMatch(/FAMILY|1960|999|[0-9a-f]{16}/i);
  expect(text).toContain('Nobody can be recognised in it, so the opt-out does not reach it');
  expect(text).toContain('ages in twenties, localities: at least 10 people are alike in these');
});

test('ages are made coarser until enough people are alike, and a list of few is refused', async () => {
  for (const id of PEOPLE.slice(0, 5)) await made.put(ELM, { ...patient(id, ELM), birthDate: '1990-02-03' });
  await made.follow();
  expect(valueOf(await asked(planner, anonymised))).toMatchObject({
    people: 14,
    alike: { words: 'no ages, one place' },
  });
  expect((await taken(planner, anonymised)).split('\r\n')[1]).toMatch(/^,Elm Tree Surgery,/);
  const few = { refusals: [{ code: 'insight.extract-few' }] };
  for (const id of PEOPLE.slice(0, 5)) await made.put(ELM, { ...patient(id, ELM), deceasedDateTime: '2026-01-01' });
  await made.follow();
  expect(await asked(planner, anonymised)).toMatchObject(few);
  expect(await extractFile(extracting, planner, anonymised, 'csv')).toMatchObject(few);
  expect(await told()).toHaveLength(14);
});

test('where nobody keeps who has opted out, a use that people can opt out of is not made', async () => {
  const { answers } = made.services as unknown as { answers: Record<string, unknown> };
  delete answers['record'];
  const found = await asked(planner, plan);
  expect(found).toMatchObject({ ok: false, refusals: [{ code: 'insight.opt-outs' }] });
  expect(valueOf(await asked(nurse, care)).people).toBe(14);
});

test('a report that a direction asks for is required by law, and what law lets be seen is not', () => {
  const owed: Clause = {
    id: 'owed',
    cites: '5.2',
    clause: 'report',
    report: 'yearly',
    words: 'the yearly return',
    by: BOARD,
    to: 'the ministry',
    every: 'year',
    dueWorkingDays: 10,
    purpose: 'planning',
    identifiability: 'identifiable',
    measures: [],
  };
  const direction = {
    ...measuring(),
    kind: 'mandate' as const,
    mandate: 'direction' as const,
    clauses: [owed, shares],
  };
  const found = groundsOf({ role: 'commissioner', purpose: 'planning' }, BOARD, [direction]);
  expect(found.map(({ id, lawRequires }) => [id, lawRequires])).toEqual([
    ['measuring/owed', true],
    ['measuring/planning', false],
  ]);
});

test('nobody gets a list under an agreement that is suspended', async () => {
  expect(valueOf(await asked(planner, plan)).people).toBe(14);
  const lead = { ...(await made.seat(ELM, 'ig-lead', 'audit')), name: 'Lead' };
  valueOf(await made.governance.suspend(lead, 'measuring', 'a breach'));
  const after = await made.seat(BOARD, 'commissioner', 'planning');
  for (const access of [planner, after]) expect((await asked(access, plan)).ok).toBe(false);
  valueOf(await made.governance.resume(lead, 'measuring', 'repaired'));
  expect(valueOf(await asked(await made.seat(BOARD, 'commissioner', 'planning'), plan)).people).toBe(14);
});
