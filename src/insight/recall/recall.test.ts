import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diabetes, ELM, MILL, patient, type TestInsight, testInsight, valueOf } from '../insight.testing.ts';
import { addressOf, languageOf, LETTER } from './letter.ts';

const database = testStore();
const ASKED = { measure: 'hba1c-recorded', place: 'elm' };
let insight: TestInsight;

beforeAll(async () => {
  insight = await testInsight(await database);
  const { put } = insight;
  const address = [{ use: 'home', line: ['1 Mill Lane'], postalCode: 'ZZ1 1AA' }];
  for (const id of ['a', 'b', 'c']) {
    await put(ELM, patient(id, ELM, id === 'c' ? {} : { address }));
    await put(ELM, diabetes(`d-${id}`, id));
    await insight.relate(ELM, `Patient/${id}`);
  }
  await put(MILL, patient('m', MILL, { address }));
  await put(MILL, diabetes('d-m', 'm'));
  await put(ELM, {
    resourceType: 'Appointment',
    id: 'next',
    status: 'booked',
    start: '2026-06-20T09:00:00Z',
    end: '2026-06-20T09:20:00Z',
    participant: [{ actor: { reference: 'Patient/b' }, status: 'accepted' }],
  });
  await insight.follow();
}, 60_000);
afterAll(() => insight?.stop());

const nurse = () => insight.seat(ELM, 'practice-nurse');

async function requests(): Promise<readonly { readonly status: string; readonly payload?: unknown }[]> {
  const page = valueOf(
    await insight.repository
      .bind(await nurse())
      .search({ type: 'CommunicationRequest', parameters: [], handling: 'strict' }),
  );
  return page.entries.map(({ resource }) => JSON.parse(resource.body) as { status: string });
}

test('writes to those chosen once, says who was not and why, and takes it back on the same day', async () => {
  const { recall } = insight.insight;
  const form = valueOf(await recall.form(await nurse(), ASKED));
  expect(form.people.map(({ next }) => next !== undefined)).toEqual([true, false, false]);
  const people = form.people.map(({ person }) => person);
  const asked = { ...ASKED, key: 'first-recall', kind: 'letter', people: [...people, 'Person/somebody-else'] };
  const [one, other] = await Promise.all([recall.send(await nurse(), asked), recall.send(await nurse(), asked)]);
  expect([one.ok, other.ok]).toEqual([true, true]);
  const view = valueOf(await recall.one(await nurse(), 'first-recall'));
  expect([view.sent, view.of]).toEqual([2, 3]);
  expect(view.people.find(({ state }) => state === 'not-sent')?.why).toContain('No address');
  expect(await requests()).toMatchObject([{ status: 'active' }, { status: 'active' }]);
  const letters = valueOf(await recall.letters(await nurse(), 'first-recall'));
  expect(letters.map(({ address }) => address)).toEqual([
    ['1 Mill Lane', 'ZZ1 1AA'],
    ['1 Mill Lane', 'ZZ1 1AA'],
  ]);
  const again = valueOf(await recall.send(await nurse(), { ...asked, key: 'second-recall', people }));
  expect(again.sent).toBe(0);
  expect(again.people.map(({ why }) => why)).toContain(
    'They were written to about this before, and that is still open.',
  );
  const undone = valueOf(await recall.undo(await nurse(), 'first-recall'));
  expect(undone.people.map(({ state }) => state).sort()).toEqual(['not-sent', 'undone', 'undone']);
  expect(await requests()).toMatchObject([{ status: 'revoked' }, { status: 'revoked' }]);
  expect(await recall.undo(await nurse(), 'first-recall')).toMatchObject({
    refusals: [{ code: 'insight.recall-late' }],
  });
  expect(valueOf(await recall.send(await nurse(), asked)).sent).toBe(0);
});

test('is not for other organisations, nor for who cares for nobody, nor for people who are not on the list', async () => {
  const { recall } = insight.insight;
  const stranger = await insight.seat(MILL, 'practice-nurse');
  expect(await recall.one(stranger, 'first-recall')).toMatchObject({ refusals: [{ code: 'insight.no-recall' }] });
  const planner = await insight.seat(ELM, 'practice-manager', 'planning');
  const asked = { ...ASKED, key: 'third-recall', kind: 'letter', people: ['Person/x'] };
  expect(await recall.send(planner, asked)).toMatchObject({ refusals: [{ code: 'insight.carers-only' }] });
  expect(await recall.send(await nurse(), asked)).toMatchObject({ refusals: [{ code: 'insight.recall-nobody' }] });
  expect(await recall.send(await nurse(), { ...asked, kind: 'x' })).toMatchObject({
    refusals: [{ code: 'insight.recall-kind' }],
  });
});

test('on a later day it is not taken back', async () => {
  const { recall } = insight.insight;
  const { people } = valueOf(await recall.form(await nurse(), ASKED));
  const asked = { ...ASKED, key: 'task-recall', kind: 'task', people: people.map(({ person }) => person) };
  expect(valueOf(await recall.send(await nurse(), asked)).sent).toBe(3);
  insight.clock.now += 24 * 3_600_000;
  expect(await recall.undo(await nurse(), 'task-recall')).toMatchObject({
    refusals: [{ code: 'insight.recall-late' }],
  });
});

test('a letter names no condition and no check, goes to no old address, and says its language where it is another', () => {
  expect(LETTER).not.toMatch(/diabet|hba1c|blood|pressure|urine|hiv|tubercul/i);
  const address = [
    { use: 'old', line: ['Old'] },
    { use: 'temp', line: ['Now'], city: 'Ashdown' },
  ];
  expect(addressOf({ address })).toEqual(['Now', 'Ashdown']);
  const said = (code: string, display: string) => ({ communication: [{ language: { coding: [{ code, display }] } }] });
  expect([languageOf(said('pl', 'Polish')), languageOf(said('en-GB', 'English')), languageOf({})]).toEqual([
    'Polish',
    undefined,
    undefined,
  ]);
});
