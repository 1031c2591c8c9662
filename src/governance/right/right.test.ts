import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;

const DATA = { of: RIVERSIDE, topic: 'Data feeds', way: 'decides', role: 'ig-lead' };

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    holders: async (organization, role) =>
      organization === RIVERSIDE && role === 'ig-lead' ? [{ account: 'ana', name: 'Ana Lima' }] : [],
  });
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

test('what the host wrote waits for the organisation, which is asked for it at once', async () => {
  const host = await vale.seat(BOARD, 'programme-lead', 'planning');
  const holder = await vale.seat(RIVERSIDE, 'ig-lead', 'planning');
  valueOf(await vale.governance.rights.set(host, { ...DATA, deputy: 'finance-lead', evidence: 'Told by telephone.' }));
  const asked = await vale.governance.rights.ask(host, 'who can approve a data feed at Riverside?');
  expect(asked.question).toMatchObject({ topic: 'data-feeds', organization: RIVERSIDE });
  expect(asked.rights).toMatchObject([
    { holder: { holders: ['Ana Lima'] }, deputy: { role: 'finance-lead', holders: [] }, stale: true },
  ]);
  const [due] = (await vale.governance.obligations.owedBy(holder)).items;
  expect(due).toMatchObject({ kind: 'decision-right', title: 'Confirm who decides: data feeds' });
  valueOf(await vale.governance.rights.confirm(holder, DATA));
  expect((await vale.governance.rights.ask(host, '')).rights).toMatchObject([{ stale: false }]);
});

test('what nobody confirmed for six months is stale, and its holder owes an answer that day', async () => {
  const holder = await vale.seat(RIVERSIDE, 'ig-lead', 'planning');
  valueOf(await vale.governance.rights.set(holder, { ...DATA, evidence: 'Scheme of delegation, line 14.' }));
  const before = await vale.governance.obligations.owedBy(holder);
  expect(before.items.map(({ due }) => String(due).slice(0, 10))).toEqual(['2026-12-02']);
  expect((await vale.governance.rights.ask(holder, '')).rights).toMatchObject([{ stale: false }]);
  vale.clock.now = Date.parse('2026-12-02T09:00:00Z');
  expect((await vale.governance.rights.ask(holder, '')).rights).toMatchObject([{ stale: true }]);
  valueOf(await vale.governance.rights.confirm(holder, DATA));
  expect((await vale.governance.rights.ask(holder, '')).rights).toMatchObject([{ stale: false }]);
  expect((await vale.governance.obligations.owedBy(holder)).items).toHaveLength(1);
});

test('nobody says of another organisation who may say yes', async () => {
  const other = await vale.seat(COUNCIL, 'ig-lead', 'planning');
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(codesOf(await vale.governance.rights.set(other, { ...DATA, evidence: 'x' }))).toEqual([
    'governance.right-whose',
  ]);
  const host = await vale.seat(BOARD, 'programme-lead', 'planning');
  valueOf(await vale.governance.rights.set(host, { ...DATA, evidence: 'x' }));
  expect(codesOf(await vale.governance.rights.confirm(host, DATA))).toEqual(['governance.right-whose']);
  expect(codesOf(await vale.governance.rights.end(nurse, DATA, 'x'))).toEqual(['governance.right-whose']);
  expect(codesOf(await vale.governance.rights.confirm(host, { ...DATA, topic: 'pay' }))).toEqual([
    'governance.no-right',
  ]);
  expect(codesOf(await vale.governance.rights.set(host, { ...DATA, role: 'person', evidence: 'x' }))).toEqual([
    'governance.right',
  ]);
  valueOf(await vale.governance.rights.end(host, DATA, 'It goes to the board now.'));
  expect((await vale.governance.rights.ask(nurse, '')).rights).toEqual([]);
});
