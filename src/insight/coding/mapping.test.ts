import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { diabetes, ELM, hba1c, MILL, patient, type TestInsight, testInsight, valueOf } from '../insight.testing.ts';
import { readAnew } from '../reading.ts';
import type { NewCodeMap } from './contract.ts';
import { MAPS_CHANNEL, mapsFrom } from './maps.ts';
import { keepAct, keepMap, nextReading } from './maps.queries.ts';
import { readPage } from './reading.ts';

const LOCAL = 'https://codes.example.org';
const TARGET = 'http://loinc.org|4548-4';

let made: TestInsight;
const lead = () => made.seat(ELM, 'programme-lead');
const commissioner = () => made.seat(ELM, 'commissioner');

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

const local = (id: string, of: string, code: string, system: string | null = LOCAL) => ({
  ...hba1c(id, of, '2026-03-01', 52),
  code: { coding: [{ ...(system === null ? {} : { system }), code, display: 'HbA1c (local)' }] },
});

const said = (more: Partial<NewCodeMap> = {}): NewCodeMap => ({
  organization: ELM,
  system: LOCAL,
  code: 'A1',
  target: TARGET,
  reason: 'As the laboratory says',
  ...more,
});

/** Said by one and approved by another, and read. */
async function mapped(more: Partial<NewCodeMap> = {}): Promise<string> {
  valueOf(await made.insight.sayCode(await lead(), said(more)));
  const [one] = valueOf(await made.insight.codeMaps(await lead())).waiting;
  const id = one?.id ?? '';
  valueOf(await made.insight.decideCode(await commissioner(), id, { act: 'approved', reason: '' }));
  await made.insight.asking.keeping.mapped();
  return id;
}

const recorded = async () => {
  const { measures } = valueOf(await made.insight.dashboard(await made.system(ELM), { place: 'all' }));
  return measures.find(({ id }) => id === 'hba1c-recorded')?.tally;
};
const rows = async (table: string) =>
  (
    await made.services.store.all<{ readonly id: string }>(
      sql`select id from ${sql.raw(table)} where id like 'l%' order by id`,
    )
  ).map(({ id }) => id);

async function people(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
  }
}

// Shows a control of hazard H10.
test('what is mapped counts at once, old records too, and why somebody counts tells it; withdrawn it counts nowhere', async () => {
  await people('p1', 'p2');
  await made.put(ELM, local('l1', 'p1', 'A1'));
  await made.put(MILL, local('l2', 'p2', 'A1'));
  await made.follow();
  expect(await recorded()).toMatchObject({ met: 0, of: 2 });
  const id = await mapped();
  expect(await recorded(), 'of this sender alone').toMatchObject({ met: 1, of: 2 });
  expect([await rows('insight_fact'), await rows('insight_unread')]).toEqual([['l1'], ['l2']]);
  await made.put(ELM, local('l3', 'p1', 'A1'));
  expect(await rows('insight_fact'), 'with the write itself').toEqual(['l1', 'l3']);
  await made.relate(ELM, 'Patient/p1');
  await made.follow();
  const nurse = await made.seat(ELM, 'practice-nurse');
  const [record] = await made.services.ports.persons.of(made.services.store, [compartmentOf('Patient/p1')]);
  const person = record?.person ?? '';
  const { facts } = valueOf(await made.insight.why(nurse, person, 'hba1c-recorded'));
  expect(facts.find(({ role }) => role === 'met')?.counted).toMatchObject({
    system: LOCAL,
    code: 'A1',
    target: TARGET,
    everyone: false,
    by: 'account/programme-lead',
    approvedBy: 'account/commissioner',
  });
  expect(facts.find(({ role }) => role === 'register')?.counted).toBeUndefined();
  valueOf(await made.insight.decideCode(await lead(), id, { act: 'withdrawn', reason: 'It is another' }));
  await made.insight.asking.keeping.mapped();
  expect(await recorded()).toMatchObject({ met: 0, of: 2 });
  expect([await rows('insight_fact'), await rows('insight_unread')]).toEqual([[], ['l1', 'l2', 'l3']]);
  const { ended, standing } = valueOf(await made.insight.codeMaps(await lead()));
  expect(standing).toEqual([]);
  expect(ended).toMatchObject([{ state: 'withdrawn', approved: {}, withdrawn: { reason: 'It is another' } }]);
});

test('a code that is sent without a system, by anybody, and what is said of one sender goes before that', async () => {
  await people('p1');
  await made.put(ELM, local('l1', 'p1', 'GLY', null));
  await made.put(MILL, local('l2', 'p1', 'GLY', null));
  await mapped({ organization: '', system: '', code: 'GLY' });
  expect(await rows('insight_fact')).toEqual(['l1', 'l2']);
  await mapped({ organization: MILL, system: '', code: 'GLY', target: 'http://loinc.org|2093-3' });
  const read = await made.services.store.all<{ readonly fact: number }>(
    sql`select distinct fact from insight_fact where id = 'l2'`,
  );
  expect(read, 'HbA1c has no value that cholesterol can have').toEqual([]);
});

test('the nightly inspection and a recomputation read by the mappings that stand', async () => {
  await people('p1', 'p2');
  await made.put(ELM, local('l1', 'p1', 'A1'));
  await made.follow();
  await mapped();
  expect((await made.insight.inspect()).wrong).toEqual([]);
  expect(valueOf(await made.insight.recompute(await made.system(ELM)))).toEqual([]);
  await made.services.store.run(sql`delete from insight_fact where id = 'l1'`);
  expect((await made.insight.inspect()).wrong, 'a fact that is lost is found').not.toEqual([]);
});

/** Approved, and not read: as where the program was killed then. */
async function approvedAlone(code: string): Promise<void> {
  const key = await made.services.ports.contributors.organizationKey(ELM);
  const by = { reason: 'r', principal: 'account/1', name: 'N', at: new Date(made.clock.now) };
  await made.services.store.write(async (transaction) => {
    await keepMap(transaction, { organization: ELM, org: key, system: LOCAL, code, target: TARGET, ...by });
    const last = await transaction.first<{ readonly id: string }>(
      sql`select max(id)::text as id from insight_code_map`,
    );
    await keepAct(transaction, MAPS_CHANNEL, { map: last?.id ?? '', act: 'approved', ...by });
  });
}

test('a reading that was cut short goes on behind its last page, and no record is read twice or missed', async () => {
  const ids = ['l1', 'l2', 'l3', 'l4', 'l5'];
  await people('p1');
  for (const id of ids) await made.put(ELM, local(id, 'p1', 'A1'));
  await made.follow();
  const { store } = made.services;
  await approvedAlone('A1');
  const page = () => store.write((transaction) => readPage(made.services, transaction, 2));
  expect((await page()).compartments).toHaveLength(2);
  const cut = store.write(async (transaction) => {
    await readPage(made.services, transaction, 2);
    throw new Error('killed');
  });
  await expect(cut).rejects.toThrow('killed');
  expect(await rows('insight_fact'), 'all of a page or nothing').toHaveLength(2);
  await made.insight.asking.keeping.mapped();
  expect(await rows('insight_fact')).toEqual(ids);
  const told = await store.first(
    sql`select total, looked, changed, done is not null as done from insight_code_reading`,
  );
  expect(told).toEqual({ total: 5, looked: 5, changed: 5, done: true });
  expect(await recorded()).toMatchObject({ met: 1, of: 1 });
});

test('a reading of everything ends what acts before it have to read, and reads by them', async () => {
  await people('p1');
  await made.put(ELM, local('l1', 'p1', 'A1'));
  await approvedAlone('A1');
  const { store } = made.services;
  await store.run(sql`update insight_run set facts = 'of another version'`);
  await readAnew(made.services);
  expect(await rows('insight_fact')).toEqual(['l1']);
  expect(await nextReading(store)).toBeUndefined();
});

// Shows a control of hazard H10.
test('who may say what, and what can be said, is refused by name', async () => {
  const codes = async (
    doing: Promise<{ readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }>,
  ) => (await doing).refusals?.map(({ code }) => code)[0];
  const say = async (more: Partial<NewCodeMap>, role = lead()) => codes(made.insight.sayCode(await role, said(more)));
  expect(await say({}, made.seat(ELM, 'practice-nurse'))).toBe('insight.map-planners');
  expect(await say({ organization: MILL }, made.seat(ELM, 'practice-manager'))).toBe('insight.map-own');
  expect(await say({ organization: '' }, made.seat(ELM, 'practice-manager'))).toBe('insight.map-own');
  expect(await say({ organization: 'Organization/nobody' })).toBe('insight.no-partner');
  expect(await say({ code: ' ' })).toBe('insight.map-code');
  expect(await say({ system: 'two words' })).toBe('insight.map-code');
  expect(await say({ system: 'http://loinc.org', code: '4548-4' })).toBe('insight.map-read');
  expect(await say({ target: 'http://loinc.org|0000-0' })).toBe('insight.map-target');
  expect(await say({ reason: '' })).toBe('insight.map-reason');
  expect(await say({}, made.seat(ELM, 'practice-manager'))).toBeUndefined();
  expect(await say({})).toBe('insight.map-there');
  const [one] = valueOf(await made.insight.codeMaps(await lead())).waiting;
  const decide = async (
    role: ReturnType<typeof lead>,
    act: 'approved' | 'declined' | 'withdrawn',
    reason = 'because',
  ) => codes(made.insight.decideCode(await role, one?.id ?? '', { act, reason }));
  expect(await decide(made.seat(ELM, 'practice-manager'), 'approved')).toBe('insight.map-second');
  expect(await decide(made.seat(MILL, 'practice-manager'), 'approved')).toBe('insight.map-own');
  expect(await decide(lead(), 'withdrawn')).toBe('insight.no-map');
  expect(await decide(lead(), 'declined', '')).toBe('insight.map-reason');
  expect(await decide(lead(), 'declined')).toBeUndefined();
  expect(await decide(lead(), 'approved')).toBe('insight.no-map');
  expect(await codes(made.insight.codeMaps(await made.seat(ELM, 'person')))).toBe('insight.staff-only');
});

test('of many mappings that of the organisation is taken, and none that was withdrawn', () => {
  const row = { id: '1', org: null, system: 's', code: 'c', target: 't|1', withdrawn: false };
  const maps = mapsFrom(4, [
    row,
    { ...row, id: '2', org: 7, target: 't|2' },
    { ...row, id: '3', code: 'd', withdrawn: true },
  ]);
  expect([maps.of(7)?.('s|c'), maps.of(8)?.('s|c'), maps.of(7)?.('s|d')]).toEqual(['t|2', 't|1', undefined]);
  expect(maps.codes, 'withdrawn ones too').toHaveLength(2);
  expect(mapsFrom(0, []).of(7), 'nothing is looked up where nothing is mapped').toBeUndefined();
});
