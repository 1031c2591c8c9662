import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { holdersOf, practitionerId } from '#auth';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard } from '../board.testing.ts';
import { engineOn } from '../engine.testing.ts';
import { RIVERSIDE, type TestPartnership, testPartnership, valueOf } from '../partnership.testing.ts';
import { seatAt, staffIn } from './people.testing.ts';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let vale: TestPartnership;
let manager: Access;
let lead: Access;

beforeEach(async () => {
  database = await freshDatabase();
  const { store } = database;
  vale = await testPartnership(store, {
    obligationsOn: (repository) =>
      engineOn(store, (reader, organization, role) =>
        holdersOf(reader, { organization, role, now: repository.clock.now }),
      )(repository),
    staff: staffIn(store, () => vale.clock.now),
  });
  await agreeBoard(vale);
  manager = await vale.seat(RIVERSIDE, 'ig-lead', 'audit');
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  await sit('ines', 'ig-lead');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const sit = (account: string, role: Role, days?: number) =>
  seatAt(database.store, vale.clock.now, {
    account,
    role,
    ...(days === undefined ? {} : { ends: vale.clock.now + days * DAY_MS }),
  });

/** What is due by the finance lead, and by nobody else: confirming a right, and what the deputy of it is. */
async function financeWork(deputy?: Role): Promise<void> {
  const right = { of: RIVERSIDE, topic: 'prices', way: 'decides', role: 'finance-lead', evidence: 'Line 7' };
  valueOf(await vale.governance.rights.set(lead, { ...right, ...(deputy ? { deputy } : {}) }));
  const finance = await vale.seat(RIVERSIDE, 'finance-lead', 'planning');
  const due = { on: '2026-12-01' as never };
  valueOf(await vale.governance.obligations.promise(finance, { title: 'Send the budget', due }));
}

async function days(count: number): Promise<void> {
  vale.clock.now += count * DAY_MS;
  await vale.governance.handOver();
}

async function owned(title: string): Promise<readonly [Role, string | undefined] | undefined> {
  const row = await database.store.first<{ readonly role: Role; readonly holder: string | null }>(sql`
    select owner_role as role, holder from obligation where closed is null and title = ${title}`);
  return row && [row.role, row.holder ?? undefined];
}

async function openKinds(): Promise<readonly string[]> {
  const rows = await database.store.all<{ readonly kind: string; readonly role: Role; readonly holder: string | null }>(
    sql`select kind, owner_role as role, holder from obligation where closed is null order by kind, owner_role`,
  );
  return rows
    .filter(({ kind }) => ['seat-ends', 'own-seat-ends', 'came-to-you', 'role-with-nobody'].includes(kind))
    .map(({ kind, role, holder }) => `${kind} ${role} ${holder ?? ''}`.trim());
}

async function newestPack(access: Access) {
  const { packs } = await vale.governance.people.keyPeople(access);
  return packs[0] ? valueOf(await vale.governance.people.pack(access, packs[0].id)) : undefined;
}

test('four weeks before a seat ends its holder and the manager owe seeing to it; the day itself keeps it', async () => {
  await sit('mia', 'finance-lead', 30);
  await financeWork();
  await days(1);
  expect(await openKinds()).toEqual([]);
  await days(1);
  expect(await openKinds()).toEqual(['own-seat-ends finance-lead mia', 'seat-ends ig-lead ines']);
  const due = await database.store.all<{ readonly due: Date }>(
    sql`select due from obligation where kind in ('seat-ends', 'own-seat-ends')`,
  );
  const [seat] = await database.store.all<{ readonly ends: Date }>(
    sql`select ends from auth_seat where account = 'mia'`,
  );
  for (const one of due) expect(one.due.getTime()).toBeLessThan(seat?.ends.getTime() ?? 0);
  await days(29);
  expect(await openKinds()).toEqual(['came-to-you ig-lead ines', 'role-with-nobody ig-lead ines']);
});

test('on another day it is owed for that day, and with no day for none', async () => {
  const seat = await sit('mia', 'finance-lead', 20);
  await days(0);
  const ends = new Date(vale.clock.now + 25 * DAY_MS);
  await database.store.run(sql`update auth_seat set ends = ${ends} where id = ${seat}`);
  await days(0);
  const open = await database.store.all<{ readonly key: string }>(
    sql`select key from obligation where kind in ('seat-ends', 'own-seat-ends') and closed is null`,
  );
  expect(open.map(({ key }) => key)).toEqual([`${seat}|${ends.toISOString()}`, `${seat}|${ends.toISOString()}`]);
  await database.store.run(sql`update auth_seat set ends = null where id = ${seat}`);
  await days(0);
  expect(await openKinds()).toEqual([]);
});

test('saying who follows keeps both, and then the day changes nothing', async () => {
  await sit('mia', 'finance-lead', 10);
  await sit('omar', 'therapist');
  await financeWork();
  await days(0);
  const last = new Date(vale.clock.now + 9 * DAY_MS).toISOString().slice(0, 10);
  const wish = { account: 'mia', all: 'omar', lines: {}, notes: '', ends: last };
  valueOf(await vale.governance.people.leave(manager, wish));
  await days(0);
  expect(await openKinds()).toEqual([]);
  await days(11);
  expect(await openKinds()).toEqual([]);
  expect(await owned('Send the budget')).toEqual(['finance-lead', 'omar']);
});

test('to those in the same role, with a word of who was told', async () => {
  await sit('mia', 'finance-lead', 5);
  await sit('noor', 'finance-lead');
  await financeWork();
  await database.store.run(
    sql`update obligation set holder = 'mia', holder_name = 'mia' where title = 'Send the budget'`,
  );
  await days(6);
  expect(await owned('Send the budget')).toEqual(['finance-lead', 'noor']);
  const pack = await newestPack(await vale.seat(RIVERSIDE, 'finance-lead', 'planning'));
  expect(pack).toMatchObject({
    name: 'mia',
    byDate: true,
    told: [{ name: 'noor', words: 'The work of the finance lead: sits in the same role, and has it' }],
  });
  expect(await openKinds()).toEqual(['came-to-you finance-lead noor']);
});

test('to who stands in, and the manager names who follows', async () => {
  await sit('mia', 'finance-lead', 5);
  await sit('omar', 'therapist');
  await financeWork('therapist');
  await days(6);
  expect(await owned('Send the budget')).toEqual(['therapist', 'omar']);
  expect(await openKinds()).toEqual(['came-to-you therapist omar', 'role-with-nobody ig-lead ines']);
  const pack = await newestPack(await vale.seat(RIVERSIDE, 'therapist', 'direct-care'));
  expect(pack?.told.map(({ name }) => name)).toEqual(['omar', 'ines']);
  expect(pack?.first.map(({ successor }) => successor)).toContain('omar, standing in');
  // What comes due for the empty role afterwards goes the same way, and somebody who is named ends the asking.
  const finance = await vale.seat(RIVERSIDE, 'finance-lead', 'planning');
  valueOf(await vale.governance.obligations.promise(finance, { title: 'Later', due: { on: '2026-12-01' as never } }));
  await days(0);
  expect(await owned('Later')).toEqual(['therapist', 'omar']);
  await sit('noor', 'finance-lead');
  await days(0);
  expect(await openKinds()).toEqual(['came-to-you therapist omar']);
});

test('a role that empties a second time in a month is asked for a second time', async () => {
  await sit('mia', 'finance-lead', 1);
  await days(2);
  expect(await openKinds()).toContain('role-with-nobody ig-lead ines');
  await sit('noor', 'finance-lead', 2);
  await days(0);
  expect((await openKinds()).filter((one) => one.startsWith('role'))).toEqual([]);
  await days(3);
  expect(await openKinds()).toContain('role-with-nobody ig-lead ines');
});

test('where nobody is left who names anybody, whoever is there has it: nothing is left to nobody', async () => {
  await sit('omar', 'therapist');
  await database.store.run(
    sql`update auth_seat set ends = ${new Date(vale.clock.now + 2 * DAY_MS)} where account = 'ines'`,
  );
  await days(3);
  expect(await openKinds()).toContain('role-with-nobody therapist omar');
});

test('tasks by name go too, unless they still sit here, and what opened something is gone', async () => {
  const seat = await sit('mia', 'finance-lead', 5);
  await sit('mia', 'therapist', 9);
  const records = vale.repository.bind(await vale.repository.system(RIVERSIDE));
  const owner = (account: string) => ({ reference: `Practitioner/${practitionerId(account, RIVERSIDE)}` });
  valueOf(await records.update('Patient', 'p1', JSON.stringify({ resourceType: 'Patient', id: 'p1' })));
  const task = { resourceType: 'Task', id: 't1', status: 'requested', intent: 'order', owner: owner('mia') };
  valueOf(await records.update('Task', 't1', JSON.stringify({ ...task, for: { reference: 'Patient/p1' } })));
  const ends = new Date(vale.clock.now + 90 * DAY_MS);
  await database.store.run(
    sql`insert into auth_link (hash, seat, reusable, ends) values ('\\x01', ${seat}, true, ${ends})`,
  );
  const ownerNow = async () => JSON.parse(valueOf(await records.read('Task', 't1')).body) as object;
  await days(6);
  expect(await ownerNow()).toMatchObject({ owner: owner('mia') });
  expect(await database.store.all(sql`select from auth_link where seat = ${seat}`)).toEqual([]);
  await days(4);
  expect(await ownerNow()).toMatchObject({ owner: owner('ines') });
  expect((await newestPack(manager))?.first.map(({ words }) => words)).toContain('1 open task in people’s records');
});
