import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { holdersOf, practitionerId } from '#auth';
import { seeded } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard } from '../board.testing.ts';
import { engineOn } from '../engine.testing.ts';
import { codesOf, ELM, RIVERSIDE, type TestPartnership, testPartnership, valueOf } from '../partnership.testing.ts';
import type { LeaveWish } from './contract.ts';
import { staffIn } from './people.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let manager: Access;

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
  await sit('ines', 'ig-lead');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

async function sit(account: string, role: Role, ends?: number): Promise<void> {
  const { store } = database;
  const at = new Date(vale.clock.now);
  await store.run(
    sql`insert into auth_account (id, name, at) values (${account}, ${account}, ${at}) on conflict do nothing`,
  );
  await store.run(sql`
    insert into auth_seat (id, account, role, organization, organization_name, ends)
    values (${`seat-${account}-${role}`}, ${account}, ${role}, ${RIVERSIDE}, 'Riverside', ${ends ? new Date(ends) : null})
    on conflict do nothing`);
}

const wish = (account: string, more: Partial<LeaveWish> = {}): LeaveWish => ({
  account,
  all: '',
  lines: {},
  notes: '',
  ...more,
});
const holders = async (role: Role) =>
  (await holdersOf(database.store, { organization: RIVERSIDE, role, now: vale.clock.now })).map(
    ({ account }) => account,
  );
/** A programme that Riverside's lead leads, with something due to her by name. */
async function programme(): Promise<void> {
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  const begun = {
    name: 'Feet',
    aim: 'Fewer ulcers',
    measure: 'm',
    board: 'sharing~board',
    lead: `${RIVERSIDE}|programme-lead`,
  };
  valueOf(await vale.governance.programmes.begin(lead, begun));
  valueOf(
    await vale.governance.rights.set(lead, {
      of: RIVERSIDE,
      topic: 'data feeds',
      way: 'decides',
      role: 'programme-lead',
      evidence: 'Line 4',
    }),
  );
}
/** Everything open that stands under an account without a seat, or under a role that nobody sits in and nobody is asked to fill. */
async function orphans(): Promise<readonly string[]> {
  const { store } = database;
  const at = new Date(vale.clock.now);
  const key = await vale.repository.contributors.organizationKey(RIVERSIDE);
  const rows = await store.all<{ readonly what: string }>(sql`
    with sits as (select account, role from auth_seat where organization = ${RIVERSIDE} and person is null
      and (begins is null or begins <= ${at}) and (ends is null or ends > ${at})),
    asked as (select key from obligation where kind = 'role-with-nobody' and closed is null)
    select 'held: ' || title as what from obligation
    where owner = ${key} and closed is null and holder is not null and holder not in (select account from sits)
    union all select 'owed: ' || title from obligation
    where owner = ${key} and closed is null and owner_role not in (select role from sits)
      and kind <> 'safety-document' -- whoever signed here, and accepted what signing asks, sits in no seat of this table
      and not exists (select from asked where key like ${`${RIVERSIDE}|`} || owner_role || '|%')
    union all select 'session' from auth_session t join auth_seat s on s.id = t.seat where s.ends <= ${at}
    union all select 'link' from auth_link t join auth_seat s on s.id = t.seat where s.ends <= ${at}
    union all select 'nobody manages' where not exists (select from sits where role in ('ig-lead', 'practice-manager'))`);
  return rows.map(({ what }) => what);
}

test('nothing ends while somebody has work that nobody follows in, and the line is named', async () => {
  await sit('mia', 'programme-lead');
  await sit('omar', 'therapist');
  await programme();
  const refused = await vale.governance.people.leave(manager, wish('mia'));
  expect(refused).toMatchObject({
    refusals: [{ code: 'governance.leaving-line', text: expect.stringContaining('The work of the programme lead') }],
  });
  expect(codesOf(await vale.governance.people.mayEnd(manager, 'seat-mia-programme-lead'))).toEqual([
    'governance.leaving-first',
  ]);
  expect(await holders('programme-lead')).toEqual(['mia']);
  const nobody = await vale.governance.people.leave(manager, wish('mia', { all: 'somebody' }));
  expect(codesOf(nobody)).toEqual(['governance.leaving-successor']);
  expect(codesOf(await vale.governance.people.mayEnd(manager, 'seat-omar-therapist'))).toEqual([]);
});

test('a last day is put off, but not brought forward, while nobody follows', async () => {
  const day = 86_400_000;
  const last = vale.clock.now + 10 * day;
  await sit('mia', 'programme-lead', last);
  await programme();
  const may = async (ends?: number) =>
    codesOf(await vale.governance.people.mayEnd(manager, 'seat-mia-programme-lead', ends));
  expect(await may(last + 30 * day)).toEqual([]);
  expect(await may(last)).toEqual([]);
  expect(await may(last - day)).toEqual(['governance.leaving-first']);
  expect(await may()).toEqual(['governance.leaving-first']);
});

test('one successor takes it all at once: role, what was held by name, and a pack that reads in half an hour', async () => {
  await sit('mia', 'programme-lead');
  await sit('omar', 'therapist');
  await programme();
  await database.store.run(
    sql`insert into auth_link (hash, seat, reusable, ends) values ('\\x01', 'seat-mia-programme-lead', true, ${new Date(vale.clock.now + 1e9)})`,
  );
  const { id } = valueOf(
    await vale.governance.people.leave(manager, wish('mia', { all: 'omar', notes: 'Ring the council first.' })),
  );
  expect(await holders('programme-lead')).toEqual(['omar']);
  expect(await orphans()).toEqual([]);
  const pack = valueOf(await vale.governance.people.pack(manager, id));
  expect(pack).toMatchObject({ name: 'mia', notes: 'Ring the council first.' });
  expect(pack.minutes).toBeLessThanOrEqual(30);
  expect(pack.first.map(({ words }) => words).join('\n')).toContain('Leads Feet');
  expect(pack.first.every(({ successor }) => successor === 'omar')).toBe(true);
  const due = await vale.governance.obligations.owedBy(await vale.seat(RIVERSIDE, 'programme-lead', 'planning'));
  expect(due.items.map(({ title, holder }) => [title, holder])).toContainEqual([
    'Confirm who decides: data feeds',
    'omar',
  ]);
  // Of another organisation nobody reads it.
  expect(codesOf(await vale.governance.people.pack(await vale.seat(ELM, 'ig-lead', 'audit'), id))).toEqual([
    'governance.no-pack',
  ]);
});

test('a day to come: until then they sit there, and what is killed in between goes on where it stood', async () => {
  await sit('mia', 'programme-lead');
  await sit('omar', 'therapist');
  await programme();
  const held = await vale.governance.people.leaving(manager, 'mia');
  const due = valueOf(held).lines.filter(({ key }) => key.startsWith('due|'));
  expect(due.length).toBeGreaterThan(0);
  const lines = Object.fromEntries(due.map(({ key }) => [key, 'ines']));
  valueOf(await vale.governance.people.leave(manager, wish('mia', { all: 'omar', ends: '2026-06-30', lines })));
  expect(await holders('programme-lead')).toEqual(['mia']);
  vale.clock.now = Date.parse('2026-07-01T05:00:00Z');
  expect(await holders('programme-lead')).toEqual(['omar']);
  // One step, then the process is gone; another goes on, and a third finds nothing to do.
  expect(await vale.governance.handOver(1)).toBe(1);
  expect(await vale.governance.handOver()).toBe(due.length);
  expect(await vale.governance.handOver()).toBe(0);
  expect(await orphans()).toEqual([]);
  const mine = await vale.governance.obligations.owedBy(manager);
  expect(mine.items.map(({ holder }) => holder)).toContain('ines');
  expect(mine.items.map(({ kind }) => kind)).not.toContain('handing-over');
});

test('random holders, random departures, a clock that moves: nothing is ever left with nobody', async () => {
  const roles = ['programme-lead', 'finance-lead', 'signatory'] as const;
  const accounts = ['a', 'b', 'c', 'd', 'e'];
  await programme();
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  for (const role of roles) {
    valueOf(
      await vale.governance.rights.set(lead, {
        of: RIVERSIDE,
        topic: `about ${role}`,
        way: 'decides',
        role,
        evidence: 'x',
      }),
    );
  }
  let left = 0;
  for (let seed = 1; seed <= 3; seed += 1) {
    const random = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    for (const role of roles) await sit(pick(accounts), role);
    for (let turn = 0; turn < 12; turn += 1) {
      const who = pick(accounts);
      if (random() < 0.3) await sit(who, pick(roles), random() < 0.4 ? vale.clock.now + 10 * 86_400_000 : undefined);
      const later = new Date(vale.clock.now + 5 * 86_400_000).toISOString().slice(0, 10);
      const gone = await vale.governance.people.leave(
        manager,
        wish(who, { all: pick([...accounts, 'ines']), ends: pick(['', later]) }),
      );
      left += gone.ok ? 1 : 0;
      if (random() < 0.5) vale.clock.now += Math.floor(random() * 8) * 86_400_000;
      await vale.governance.handOver();
      await vale.governance.people.keyPeople(manager);
      expect(await orphans(), `seed ${seed}, turn ${turn}`).toEqual([]);
    }
  }
  expect(left).toBeGreaterThan(5);
}, 60_000);

test('what hangs on one person is named, and a second holder takes it away', async () => {
  await sit('mia', 'programme-lead');
  await programme();
  const alone = async () =>
    (await vale.governance.people.keyPeople(manager)).roles
      .filter(({ organization }) => organization === RIVERSIDE)
      .map(({ role, holder }) => [role, holder]);
  expect(await alone()).toContainEqual(['programme-lead', 'mia']);
  await sit('omar', 'programme-lead');
  expect(await alone()).not.toContainEqual(['programme-lead', 'mia']);
});

test('who goes no later than a seat begins does not follow in it', async () => {
  for (const [account, role] of [
    ['mia', 'programme-lead'],
    ['omar', 'therapist'],
    ['nia', 'therapist'],
  ] as const)
    await sit(account, role);
  await programme();
  const { people } = vale.governance;
  // Omar follows Mia in July; Nia goes with June; so Omar cannot leave it all to Nia today.
  valueOf(await people.leave(manager, wish('mia', { all: 'omar', ends: '2026-06-30' })));
  valueOf(await people.leave(manager, wish('nia', { ends: '2026-06-30' })));
  expect(codesOf(await people.leave(manager, wish('omar', { all: 'nia' })))).toEqual(['governance.leaving-successor']);
  valueOf(await people.leave(manager, wish('omar', { all: 'ines' })));
  vale.clock.now = Date.parse('2026-07-01T05:00:00Z');
  await vale.governance.handOver();
  expect(await holders('programme-lead')).toEqual(['ines']);
});

test('a task that came after the plan was made goes to whoever follows in the role', async () => {
  await sit('mia', 'programme-lead');
  await sit('omar', 'therapist');
  await programme();
  valueOf(await vale.governance.people.leave(manager, wish('mia', { all: 'omar', ends: '2026-06-30' })));
  const records = vale.repository.bind(await vale.repository.system(RIVERSIDE));
  const owner = (account: string) => ({ reference: `Practitioner/${practitionerId(account, RIVERSIDE)}` });
  valueOf(await records.update('Patient', 'p1', JSON.stringify({ resourceType: 'Patient', id: 'p1' })));
  const task = {
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    intent: 'order',
    for: { reference: 'Patient/p1' },
  };
  valueOf(await records.update('Task', 't1', JSON.stringify({ ...task, owner: owner('mia') })));
  vale.clock.now = Date.parse('2026-07-01T05:00:00Z');
  await vale.governance.handOver();
  expect(JSON.parse(valueOf(await records.read('Task', 't1')).body)).toMatchObject({ owner: owner('omar') });
});

test('open tasks in people’s records go over too, and are only counted before', async () => {
  await sit('mia', 'programme-lead');
  await sit('omar', 'therapist');
  const system = await vale.repository.system(RIVERSIDE);
  const records = vale.repository.bind(system);
  const owner = (account: string) => ({ reference: `Practitioner/${practitionerId(account, RIVERSIDE)}` });
  valueOf(await records.update('Patient', 'p1', JSON.stringify({ resourceType: 'Patient', id: 'p1' })));
  const task = {
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    intent: 'order',
    for: { reference: 'Patient/p1' },
  };
  valueOf(await records.update('Task', 't1', JSON.stringify({ ...task, owner: owner('mia') })));
  expect(valueOf(await vale.governance.people.leaving(manager, 'mia')).lines).toContainEqual(
    expect.objectContaining({ key: 'tasks', words: '1 open task in people’s records', needs: true }),
  );
  valueOf(await vale.governance.people.leave(manager, wish('mia', { all: 'omar' })));
  const read = valueOf(await records.read('Task', 't1'));
  expect(JSON.parse(read.body)).toMatchObject({ owner: owner('omar') });
});
