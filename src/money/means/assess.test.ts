import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Access, Role } from '#agreement';
import { day } from '#base';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { BOARD, codesOf, COUNCIL, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import type { Means } from './contract.ts';
import { ENGLAND, rulesIn } from './pack.ts';
import { agreedCharges, partsOf } from './standing.ts';
import { workOut } from './work-out.ts';

let database: TestDatabase;
let vale: TestMoney;
let patient: string;
let person: string;
let assessor: Access;
let self: Access;

const MEANS: Means = {
  on: '2026-03-20',
  setting: 'home',
  care: [{ words: 'Home care', minor: 34_000, by: 'social' }],
  capital: [{ kind: 'savings', minor: 1_825_000 }],
  income: [{ kind: 'state-pension', minor: 23_025 }],
  household: 'single-25',
  premiums: [],
  spending: [],
};
const CHARGE = 23_025 + 1_600 - 11_250;

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store);
  const { repository, relate, seat } = vale.vale;
  const system = repository.bind(await repository.system(COUNCIL));
  const written = valueOf(
    await system.create('Patient', JSON.stringify({ resourceType: 'Patient', name: [{ text: 'Edith Marlow' }] })),
  );
  patient = `Patient/${written.id}`;
  const [row] = await repository.persons.of(database.store, [compartmentOf(patient)]);
  person = row?.person ?? '';
  await relate(COUNCIL, patient, ['contributed']);
  await relate(COUNCIL, patient, ['contributed'], 'audit');
  await relate(RIVERSIDE, patient, ['team']);
  await relate(`Person/${person}`, patient, ['self'], 'own-record');
  assessor = await seat(COUNCIL, 'financial-assessor');
  self = await seat(COUNCIL, 'person', 'own-record', `Person/${person}`);
}, 60_000);

afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const means = () => vale.money.means;
const due = async (access: Access) => (await vale.obligations.owedBy(access)).items.map(({ kind }) => kind).sort();
const items = async (access: Access) => {
  const page = valueOf(
    await vale.vale.repository
      .bind(access)
      .search({ type: 'QuestionnaireResponse', parameters: [], handling: 'strict' }),
  );
  return page.entries.length + (page.total ?? 0);
};

test('a sum is kept with the version of its rules, and worked out again it is the same to the byte', async () => {
  const id = valueOf(await means().assess(assessor, person, { means: MEANS }));
  const kept = valueOf(await means().one(assessor, id));
  expect(kept).toMatchObject({
    name: 'Edith Marlow',
    standing: 'counts',
    worked: { charge: CHARGE, pack: 'england-2025-26 version 1' },
  });
  expect(JSON.stringify(kept.worked)).toBe(JSON.stringify(valueOf(workOut(ENGLAND, kept.means))));
  expect(valueOf(await means().assess(assessor, person, { means: MEANS }))).toBe(id);
  const log = await database.store.all<{ action: string; query: string }>(
    sql`select action, query from audit where action = 'assess-means'`,
  );
  expect(log.map(({ query }) => query)).toEqual(['england-2025-26 version 1']);
});

test('who is not concerned sees nothing and no trace, in the words for somebody who does not exist', async () => {
  const nobody = await means().costs(assessor, 'nobody');
  for (const [organization, role] of [
    [COUNCIL, 'receptionist'],
    [COUNCIL, 'therapist'],
    [COUNCIL, 'practice-manager'],
    [RIVERSIDE, 'social-worker'],
    [RIVERSIDE, 'financial-assessor'],
    [RIVERSIDE, 'consultant'],
    [BOARD, 'finance-lead'],
  ] as const satisfies readonly (readonly [string, Role])[]) {
    const seat = await vale.vale.seat(organization, role);
    expect(await items(seat)).toBe(0);
    expect(await means().costs(seat, person)).toEqual(nobody);
    expect(codesOf(await means().assess(seat, person, { means: MEANS }))).toEqual(['money.no-care-costs']);
  }
  expect(await items(await vale.vale.seat(COUNCIL, 'social-worker'))).toBeGreaterThan(0);
  expect(
    codesOf(await means().assess(await vale.vale.seat(COUNCIL, 'social-worker'), person, { means: MEANS })),
  ).toEqual(['money.not-assessor']);
});

test('the person sees their own, disputes one line, is answered, and each has its clock', async () => {
  const mine = valueOf(await means().costs(self));
  const [sum] = mine.assessments;
  expect(sum?.worked.charge).toBe(CHARGE);
  const id = sum?.id ?? '';
  valueOf(await means().dispute(self, id, { line: 'capital-1', words: 'Half of it is my brother’s.' }));
  expect(codesOf(await means().dispute(self, id, { line: 'capital-1', words: 'Again' }))).toEqual([
    'money.means-disputed',
  ]);
  expect(codesOf(await means().dispute(self, id, { line: 'magic-9', words: 'What' }))).toEqual(['money.means-no-line']);
  expect(codesOf(await means().dispute(self, id, { line: 'change', words: ' ' }))).toEqual(['money.means-reason']);
  valueOf(await means().dispute(self, id, { line: 'change', words: 'My pension rose.' }));
  await vale.follow();
  expect(await due(assessor)).toEqual(['care-charge-dispute', 'care-charge-dispute', 'care-charge-review']);
  expect(await due(await vale.vale.seat(COUNCIL, 'finance-lead', 'planning'))).toEqual([]);
  expect(codesOf(await means().answer(self, id, { line: 'capital-1', words: 'No' }))).toEqual(['money.not-assessor']);
  valueOf(await means().answer(assessor, id, { line: 'capital-1', words: 'Right: half of it counts.' }));
  expect(codesOf(await means().answer(assessor, id, { line: 'capital-1', words: 'Once more' }))).toEqual([
    'money.means-no-dispute',
  ]);
  await vale.follow();
  expect((await due(assessor)).filter((kind) => kind === 'care-charge-dispute')).toHaveLength(1);
  const [answered] = valueOf(await means().one(self, id)).disputes;
  expect(answered).toMatchObject({ by: 'The person', answer: { words: 'Right: half of it counts.' } });
});

test('a new sum takes the place of the one before from its day, keeps its review, and the ledger can take up both', async () => {
  const joint: Means = { ...MEANS, on: '2026-03-27', capital: [{ kind: 'joint-savings', minor: 1_825_000 }] };
  const later = valueOf(await means().assess(assessor, person, { means: joint, reason: 'Half is the brother’s' }));
  await vale.follow();
  expect((await due(assessor)).filter((kind) => kind === 'care-charge-review')).toHaveLength(1);
  const { assessments } = valueOf(await means().costs(assessor, person));
  expect(assessments.map(({ id, standing }) => [id === later, standing])).toEqual([
    [true, 'to-come'],
    [false, 'counts'],
  ]);
  const [from, until] = [day('2026-03-01'), day('2026-05-01')];
  const charges = await agreedCharges(database.store, { organization: assessor.organization, from, until });
  expect(charges.map((one) => [one.from, one.until, one.weekly])).toEqual([
    ['2026-03-20', '2026-03-27', CHARGE],
    ['2026-03-27', undefined, 23_025 - 11_250],
  ]);
  const whole = partsOf(charges, from, until).reduce((sum, { minor }) => sum + minor, 0);
  const months = [from, day('2026-04-01'), until]
    .slice(0, 2)
    .map((first, at) => partsOf(charges, first, [day('2026-04-01'), until][at] ?? until));
  expect(months.flat().reduce((sum, { minor }) => sum + minor, 0)).toBe(whole);
  expect(whole).toBe(CHARGE + Math.floor((11_775 * 35) / 7));
});

test('the checklist is kept as evidence, every domain said; it tells whether a full assessment follows', async () => {
  const levels = Object.fromEntries(ENGLAND.checklist.domains.map(({ id }) => [id, 'C']));
  const { skin: _, ...some } = levels;
  expect(codesOf(await means().keepChecklist(assessor, person, some))).toEqual(['money.means-checklist']);
  valueOf(await means().keepChecklist(assessor, person, levels));
  valueOf(await means().keepChecklist(assessor, person, { ...levels, behaviour: 'A' }));
  const { checklists } = valueOf(await means().costs(self));
  expect(checklists.map(({ full }) => full).sort()).toEqual([false, true]);
  expect(await items(await vale.vale.seat(COUNCIL, 'therapist'))).toBe(0);
});

test('nobody is charged by the rules of another country', () => {
  expect(valueOf(rulesIn('Europe/London'))).toBe(ENGLAND);
  expect(rulesIn('Africa/Kampala')).toMatchObject({ ok: false, refusals: [{ code: 'money.means-no-rules' }] });
});
