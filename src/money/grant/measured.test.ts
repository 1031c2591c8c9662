import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GrantClause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { startInsight } from '../../insight/insight.ts';
import { projections } from '../../insight/projections.ts';
import { BOARD, codesOf, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import { clinicDraft, hivGrant, ICD, visited } from './grant.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

const DONOR: GrantClause = { ...hivGrant, pack: 'return-hiv', version: '2' };
const MINISTRY: GrantClause = {
  ...hivGrant,
  id: 'ministry',
  grant: 'ministry-clinic',
  place: 2,
  pack: 'return-ministry',
  version: '2',
};
const FIRST = { from: '2026-04-01' } as const;
const nameOf = ({ id }: GrantClause) => ({ instrument: 'clinic', clause: id, since: '2026-04-01' });

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, clinicDraft([DONOR, MINISTRY]), { projections });
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** Measures are counted by the joint that counts them, on the same database. */
async function withInsight(): Promise<void> {
  const { answers } = vale.asking.services;
  const started = await startInsight(vale.asking.services);
  Object.assign(answers, { insight: started.answers });
  await started.stop?.();
}

async function wrote(organization: string, resources: readonly object[]): Promise<void> {
  const { repository } = vale.vale;
  const bound = repository.bind(await repository.system(organization));
  for (const resource of resources) {
    const { resourceType, id } = resource as { readonly resourceType: string; readonly id: string };
    valueOf(await bound.update(resourceType, id, JSON.stringify(resource)));
  }
}

const subject = (person: string) => ({ reference: `Patient/${person}` });
const hiv = (person: string) => ({
  resourceType: 'Condition',
  id: `hiv-${person}`,
  subject: subject(person),
  code: { coding: [{ system: ICD, code: 'B24' }] },
  recordedDate: '2024-01-05',
});
const art = (person: string, on: string) => ({
  resourceType: 'MedicationRequest',
  id: `art-${person}-${on}`,
  status: 'completed',
  intent: 'order',
  subject: subject(person),
  medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'J05AR27' }] },
  authoredOn: on,
});

/** Two on treatment by everybody's definition, one whose last supply is too long ago for a donor, one not treated. */
async function clinicOfFour(): Promise<void> {
  const people = ['p1', 'p2', 'p3', 'p4'];
  await visited(
    vale,
    people.map((person) => ({ id: `visit-${person}`, person, on: '2026-05-04', codes: ['B24'] })),
  );
  await wrote(RIVERSIDE, people.map(hiv));
  await wrote(RIVERSIDE, [art('p1', '2026-05-04'), art('p2', '2026-05-04'), art('p3', '2026-01-20')]);
  await vale.follow();
  await withInsight();
}

const clinic = () => vale.seat(RIVERSIDE, 'programme-lead');
const shown = async (grant: GrantClause) =>
  valueOf(await vale.money.grants.return(await clinic(), nameOf(grant), FIRST));
const figure = (view: Awaited<ReturnType<typeof shown>>, cell: string, part = '') =>
  view.cells.find((one) => one.cell === cell && one.part === part)?.value;

test('one supply is told to each funder by its own definition; what both define alike is one figure', async () => {
  await clinicOfFour();
  await vale.turnTo('2026-07-02');
  const [donor, ministry] = [await shown(DONOR), await shown(MINISTRY)];
  expect([figure(ministry, 'hiv-known'), figure(ministry, 'on-art'), figure(donor, 'on-art')]).toEqual([4, 3, 2]);
  expect(figure(donor, 'on-art', 'female 25-49')).toBe(1);
  expect(figure(donor, 'on-art', 'male 25-49')).toBe(1);
  for (const cell of ['tb-notified', 'tb-hiv-known']) expect(figure(donor, cell)).toBe(figure(ministry, cell));
  expect(donor.pack.definitions.find(({ cell }) => cell === 'on-art')?.measure).toBe('donor-on-art');
});

test('parts add up to the whole in every figure that a measure counts', async () => {
  await clinicOfFour();
  await vale.turnTo('2026-07-02');
  for (const view of [await shown(DONOR), await shown(MINISTRY)])
    for (const { cell, measure } of view.pack.definitions) {
      const parts = view.cells.filter((one) => one.cell === cell && one.part !== '');
      if (measure) expect(parts.reduce((sum, { value = 0 }) => sum + value, 0)).toBe(figure(view, cell));
    }
});

test('a figure leads to the items that decided, and names its measure', async () => {
  await clinicOfFour();
  await vale.turnTo('2026-07-02');
  const asked = { ...FIRST, cell: 'on-art', part: '' };
  const traced = valueOf(await vale.money.grants.trace(await clinic(), nameOf(DONOR), asked));
  expect(traced).toMatchObject({ measure: 'donor-on-art', items: [], unseen: { fewerThan: 10 } });
  const code = { coding: [{ system: ICD, code: 'I10' }] };
  await wrote(RIVERSIDE, [
    { resourceType: 'Condition', id: 'pressure', subject: subject('p1'), code, recordedDate: '2025-02-03' },
  ]);
  const { items } = valueOf(
    await vale.money.grants.trace(await vale.vale.seat(RIVERSIDE, 'practice-manager'), nameOf(MINISTRY), {
      ...asked,
      cell: 'hypertension',
    }),
  );
  expect(items).toMatchObject([{ reference: 'Condition/pressure', day: '2025-02-03', person: { name: 'Person p1' } }]);
});

test('as at the last day of the period: what is supplied later is not told, and what came late is a correction', async () => {
  await clinicOfFour();
  await vale.turnTo('2026-07-02');
  const { hash } = await shown(DONOR);
  valueOf(await vale.money.grants.submit(await clinic(), nameOf(DONOR), { ...FIRST, hash, reason: '' }));
  await wrote(RIVERSIDE, [art('p4', '2026-07-01')]);
  expect(figure(await shown(DONOR), 'on-art')).toBe(2);
  await wrote(RIVERSIDE, [art('p4', '2026-06-30')]);
  const { cells } = await shown(DONOR);
  expect(cells.find(({ cell, part }) => cell === 'on-art' && part === '')).toMatchObject({ value: 3, submitted: 2 });
});

test('only what those who are paid recorded counts', async () => {
  await clinicOfFour();
  await wrote(BOARD, [art('p4', '2026-06-01')]);
  const written = await database.store.all(sql`select id from insight_fact where id = 'art-p4-2026-06-01'`);
  expect(written.length).toBe(1);
  await vale.turnTo('2026-07-02');
  expect(figure(await shown(DONOR), 'on-art')).toBe(2);
});

test('refuses a return whose measures nobody counts, and a seat that asks for the people of a measure', async () => {
  await vale.turnTo('2026-07-02');
  expect(codesOf(await vale.money.grants.return(await clinic(), nameOf(DONOR), FIRST))).toEqual(['money.no-measures']);
  const { answers, stop } = await startInsight(vale.asking.services);
  const question = { measure: 'moh-on-art', part: 'met', asAt: '2026-06-30' as never, organizations: [] } as const;
  expect(codesOf(await answers.measured(await clinic(), question))).toEqual(['insight.service-only']);
  const service = await vale.vale.repository.system(RIVERSIDE);
  expect(codesOf(await answers.measured(service, { ...question, measure: 'no-such' }))).toEqual(['insight.no-measure']);
  await stop?.();
});
