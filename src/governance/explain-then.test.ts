import { afterAll, beforeAll, expect, test } from 'vitest';
import { relationshipBits } from '#agreement';
import { compartmentOf, type Kept } from '#repository';
import { type Store, sql } from '#store';
import { testStore } from '../../test/database.ts';
import {
  BOARD,
  codesOf,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from './partnership.testing.ts';

let store: Store;
let vale: TestPartnership;

const RESULT = 'Observation/hba1c';
const RESTRICTED = 'Observation/hiv';
const home = compartmentOf('Patient/p1');
const NOTHING: Kept = { organizations: [], labels: 0, classes: 0 };
const CODES = { hba1c: '43396009', hiv: '86406008' };

/** What is done at nine in the morning of a day, in the record and in the rows of access, which go by the clock of the database. */
async function on(day: string, act: () => Promise<unknown>): Promise<void> {
  const at = new Date(`${day}T09:00:00Z`);
  vale.clock.now = at.getTime();
  const mark = await store.first<{ readonly at: string }>(sql`select clock_timestamp()::text as at`);
  await act();
  await store.run(sql`update access_past set ended = ${at} where ended >= ${mark?.at ?? ''}::timestamptz`);
  await store.run(sql`update access set since = ${at} where since >= ${mark?.at ?? ''}::timestamptz`);
}

async function relate(...relationships: readonly { readonly referred: boolean; readonly kept?: Kept }[]) {
  const viewer = await vale.repository.contributors.viewerKey(RIVERSIDE);
  const grants = relationships.map(({ referred, kept = NOTHING }) => {
    const rel = referred ? relationshipBits('referred') : 0;
    return { ...home, viewer, purpose: 'direct-care' as const, rel, kept };
  });
  await store.write((transaction) => vale.repository.keepAccess(transaction, [home], grants));
}

async function record(id: keyof typeof CODES, code: string = CODES[id]) {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  const laboratory = { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' };
  const body = {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [laboratory] }],
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://snomed.info/sct', code }] },
  };
  valueOf(await elm.update('Observation', id, JSON.stringify(body)));
}

beforeAll(async () => {
  store = await testStore();
  vale = await testPartnership(store);
  await store.run(sql`update access_kept set since = '2026-03-12T09:00:00Z'`);
  vale.clock.now = Date.parse('2026-03-10T09:00:00Z');
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead'), sharingDraft()));
  await vale.signAll('sharing');
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  await on('2026-03-13', async () => elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  await on('2026-04-02', () => record('hba1c'));
  await on('2026-04-10', () => relate({ referred: true }));
  const trust = await vale.repository.contributors.organizationKey(ELM);
  await on('2026-04-20', () => relate({ referred: true, kept: { ...NOTHING, organizations: [trust] } }));
  await on('2026-04-30', () => relate({ referred: true }));
  // First under a code that says too much, then as it was meant.
  await on('2026-05-05', () => record('hiv'));
  await on('2026-05-06', () => record('hiv', CODES.hba1c));
  await on('2026-05-10', () => relate());
  vale.clock.now = Date.parse('2026-06-01T09:00:00Z');
});
afterAll(() => vale.stop());

const therapist = { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' } as const;
async function asked(on?: string, reference = RESULT) {
  const host = await vale.seat(BOARD, 'ig-lead', 'audit');
  const question = { reference, viewer: therapist, ...(on === undefined ? {} : { on }) };
  return valueOf(await vale.governance.explain(host, question));
}

test.each([
  ['2026-04-01', 'the day before it was recorded', false, 'it was not in the record when 2026-04-01 ended'],
  ['2026-04-09', 'the day before the referral', false, 'it is not about a person who was referred to them'],
  ['2026-04-10', 'the day of the referral', true, 'Visible.'],
  ['2026-04-19', 'the day before the objection', true, 'Visible.'],
  ['2026-04-20', 'the day of the objection', false, 'the person has objected'],
  ['2026-04-29', 'while the objection stood', false, 'the person has objected'],
  ['2026-04-30', 'the day it was taken back', true, 'Visible.'],
  ['2026-05-09', 'the last day of the referral', true, 'Visible.'],
  ['2026-05-10', 'the day the referral ended', false, 'it is not about a person who was referred to them'],
])('on %s, %s, it was seen: %s', async (on, _why, visible, words) => {
  const told = await asked(on);
  expect(told.words).toContain(words);
  expect(told).toMatchObject({ visible, stood: { thatDay: true, keptSince: '2026-03-12' } });
});

test('an agreement that was not in effect yet shows nothing on that day, whoever was related', async () => {
  const told = await asked('2026-03-31');
  expect(told).toMatchObject({ visible: false, stood: { thatDay: true } });
});

test('of today and of a day to come it is told by what stands now', async () => {
  expect(await asked()).toMatchObject({ visible: false });
  expect(await asked()).not.toHaveProperty('stood');
  expect(await asked('2026-07-01')).not.toHaveProperty('stood');
});

test('of a day before anything was kept it is told by what stands now, and that it is', async () => {
  expect(await asked('2026-03-11')).toMatchObject({
    visible: false,
    stood: { thatDay: false, keptSince: '2026-03-12' },
  });
  expect(await asked('2026-03-12')).toMatchObject({ stood: { thatDay: true } });
});

test('what an item was labelled on a day is told, but not to a seat that would learn by it what was kept from it', async () => {
  expect(await asked('2026-05-05', RESTRICTED)).toMatchObject({ visible: false, item: { labels: ['hiv'] } });
  expect(await asked('2026-05-06', RESTRICTED)).toMatchObject({ visible: true, item: { labels: [] } });
  await relate({ referred: true });
  const own = await vale.seat(RIVERSIDE, 'therapist');
  const ask = (on?: string) =>
    vale.governance.explain(own, { reference: RESTRICTED, viewer: therapist, ...(on === undefined ? {} : { on }) });
  expect(valueOf(await ask())).toMatchObject({ visible: true });
  expect(codesOf(await ask('2026-05-05'))).toEqual(['repository.not-found']);
  expect((await ask('2026-05-06')).ok).toBe(true);
});

test('refuses a day that is none', async () => {
  const host = await vale.seat(BOARD, 'ig-lead', 'audit');
  const question = { reference: RESULT, viewer: therapist, on: '2026-02-30' };
  expect(codesOf(await vale.governance.explain(host, question))).toEqual(['governance.day']);
});
