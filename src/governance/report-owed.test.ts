import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from './engine.testing.ts';
import {
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from './partnership.testing.ts';

const QUARTERLY: Clause = {
  id: 'report-care',
  cites: '5',
  clause: 'report',
  report: 'quarterly',
  words: 'the quarterly count of people in care',
  by: RIVERSIDE,
  to: COUNCIL,
  every: 'quarter',
  dueWorkingDays: 15,
  purpose: 'planning',
  identifiability: 'aggregate',
  measures: [],
};
const MONTHLY: Clause = { ...QUARTERLY, id: 'report-month', every: 'month', to: 'the ministry', dueWorkingDays: 3 };

let database: TestDatabase;
let vale: TestPartnership;
let sits: readonly string[];

beforeEach(async () => {
  database = await freshDatabase();
  sits = ['programme-lead', 'finance-lead'];
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    holders: async (_, role) => (sits.includes(role) ? [{ account: role, name: role }] : []),
  });
  const base = sharingDraft();
  const draft = {
    ...base,
    text: [...base.text, { id: '5', text: 'Each quarter the trust reports to the council.' }],
    clauses: [...base.clauses, QUARTERLY, MONTHLY],
  };
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), draft));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const owe = () => vale.governance.oweReports();
const open = () =>
  database.store.all<{ readonly title: string; readonly owner: string; readonly due: string }>(sql`
    select title, owner_role as owner, due::date::text as due from obligation where kind = 'report' order by due, key`);
const COUNT = 'the quarterly count of people in care';

test('a report is owed for each period that is over, once, by its working day, by whoever sits there', async () => {
  // The agreement runs since 1 April: May and, having begun in it, April are over. Three working days after 31 May.
  expect(await owe()).toBe(2);
  expect((await open()).map(({ title }) => title)).toEqual([
    `Send the ministry ${COUNT}, 1 April 2026 to 30 April 2026`,
    `Send the ministry ${COUNT}, 1 May 2026 to 31 May 2026`,
  ]);
  expect(await owe()).toBe(0);
  vale.clock.now = Date.parse('2026-07-01T09:00:00Z');
  sits = ['finance-lead'];
  expect(await owe()).toBe(2);
  const all = await open();
  expect(all.slice(2)).toEqual([
    { title: `Send the ministry ${COUNT}, 1 June 2026 to 30 June 2026`, owner: 'finance-lead', due: '2026-07-03' },
    { title: `Send Vale Council ${COUNT}, 1 April 2026 to 30 June 2026`, owner: 'finance-lead', due: '2026-07-21' },
  ]);
  expect([all[0]?.owner, await owe()]).toEqual(['programme-lead', 0]);
});

test('whoever makes it says that it was sent; whom it is owed to sees that it is late until then', async () => {
  vale.clock.now = Date.parse('2026-07-01T09:00:00Z');
  await owe();
  const [maker, council] = await Promise.all([
    vale.seat(RIVERSIDE, 'programme-lead', 'planning'),
    vale.seat(COUNCIL, 'programme-lead', 'planning'),
  ]);
  const mine = (await vale.governance.obligations.owedBy(maker)).items.filter(({ kind }) => kind === 'report');
  const theirs = (await vale.governance.obligations.owedTo(council)).items.filter(({ kind }) => kind === 'report');
  expect(theirs.map(({ title }) => title)).toEqual([expect.stringContaining('Send Vale Council')]);
  expect(mine).toHaveLength(3);
  const [quarter] = theirs;
  valueOf(await vale.governance.obligations.close(maker, quarter?.id ?? '', { words: 'Sent by post on 1 July.' }));
  expect(await owe()).toBe(0);
});

test('an agreement that is suspended or was not yet in force asks for nothing', async () => {
  const manager = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.suspend({ ...manager, name: 'Lead' }, 'sharing', 'a breach'));
  expect(await owe()).toBe(0);
  valueOf(await vale.governance.resume({ ...manager, name: 'Lead' }, 'sharing', 'repaired'));
  expect(await owe()).toBe(2);
});
