import { day } from '#base';
import { sql } from '#store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { engineOn } from '../engine.testing.ts';
import {
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
const seats: string[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  seats.length = 0;
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    seats: {
      counts: async () => [{ role: 'gp', count: 3 }],
      move: async (_transaction, { from, to }) => seats.push(`${from.join('+')} -> ${to}`) + 6,
    },
  });
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(lead, sharingDraft()));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** Elm Tree becomes part of Riverside on 1 July. */
async function merge(): Promise<void> {
  const base = sharingDraft();
  const merger = sharingDraft({
    id: 'merger',
    title: 'Merger',
    text: [...base.text, { id: '1', text: 'Riverside takes the place of Elm Tree.' }],
    clauses: [{ id: 'merge', cites: '1', clause: 'succeed', from: [ELM], to: RIVERSIDE, on: day('2026-07-01') }],
  });
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), merger));
  await vale.signAll('merger');
}

test('on its day, and once, seats and what is due go to the successor', async () => {
  await merge();
  const lead = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(lead, { ...sharingDraft(), id: 'later' })); // three signatures are owed
  expect(await vale.governance.carryOut()).toBe(0);
  vale.clock.now = Date.parse('2026-06-30T23:00:00Z'); // 1 July in London
  expect(await Promise.all([vale.governance.carryOut(), vale.governance.carryOut()])).toContain(1);
  expect(await vale.governance.carryOut()).toBe(0);
  expect(seats).toEqual([`${ELM} -> ${RIVERSIDE}`]);
  const key = await vale.repository.contributors.organizationKey(ELM);
  expect(await database.store.all(sql`select id from obligation where owner = ${key} or owed = ${key}`)).toEqual([]);
  const heir = await vale.repository.contributors.organizationKey(RIVERSIDE);
  const owed = await database.store.all(
    sql`select key, state from obligation where owner = ${heir} and key like 'signed:later%' order by key`,
  );
  expect(owed).toEqual([
    { key: `signed:later/1/${ELM}`, state: 'open' },
    { key: `signed:later/1/${RIVERSIDE}`, state: 'open' },
  ]);
});

test('the successor signs, suspends and lifts for whose place it took', async () => {
  const elm = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.suspend(elm, 'sharing', 'A breach.'));
  await merge();
  vale.clock.now = Date.parse('2026-07-01T09:00:00Z');
  await vale.governance.carryOut();
  valueOf(await vale.governance.resume(await vale.seat(RIVERSIDE, 'ig-lead', 'audit'), 'sharing', 'Mended.'));
  const lead = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(lead, { ...sharingDraft(), id: 'later' }));
  const signatory = await vale.seat(RIVERSIDE, 'signatory', 'planning');
  const { textHash } = valueOf(await vale.governance.instrument(signatory, 'later'));
  valueOf(await vale.governance.sign(signatory, 'later', 1, textHash));
  valueOf(await vale.governance.sign(signatory, 'later', 1, textHash));
  const view = valueOf(await vale.governance.instrument(signatory, 'later'));
  expect(view.signatures.filter(({ by }) => by === undefined).map(({ organization }) => organization)).toEqual([
    COUNCIL,
  ]);
  const council = await vale.seat(COUNCIL, 'signatory', 'planning');
  valueOf(await vale.governance.sign(council, 'later', 1, textHash));
  expect(valueOf(await vale.governance.instrument(council, 'later')).state).toBe('in-effect');
});

test('a scheme that its board wrote goes on under the successor until that has its own', async () => {
  const board = await vale.seat(ELM, 'board-member', 'planning');
  valueOf(await vale.governance.setScheme(board, [{ roles: ['practice-manager'], kinds: 'any' }]));
  const manager = await vale.seat(ELM, 'practice-manager', 'planning');
  await mergeSignedBy('practice-manager');
  vale.clock.now = Date.parse('2026-07-01T09:00:00Z');
  await vale.governance.carryOut();
  expect(valueOf(await vale.governance.scheme(await vale.seat(RIVERSIDE, 'ig-lead'))).rules).toMatchObject([
    { roles: ['practice-manager'] },
  ]);
  expect(codesOf(await vale.governance.leave(manager, 'sharing', 'x'))).toEqual(['governance.no-leaving']);
});

async function mergeSignedBy(role: 'practice-manager'): Promise<void> {
  const elm = await vale.seat(ELM, role, 'planning');
  await merge().catch(() => undefined);
  const { textHash } = valueOf(await vale.governance.instrument(elm, 'merger'));
  valueOf(await vale.governance.sign(elm, 'merger', 1, textHash));
  for (const organization of [RIVERSIDE, COUNCIL]) {
    const signatory = await vale.seat(organization, 'signatory', 'planning');
    valueOf(await vale.governance.sign(signatory, 'merger', 1, textHash));
  }
}
