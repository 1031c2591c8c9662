import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { holdersOf, practitionerId } from '#auth';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard } from '../board.testing.ts';
import { engineOn } from '../engine.testing.ts';
import {
  codesOf,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import { seatAt, staffIn } from './people.testing.ts';

const ROLES = ['programme-lead', 'finance-lead', 'signatory'] as const;
const PEOPLE = ['ada', 'ben', 'cem', 'dua'] as const;
const DAY_MS = 86_400_000;
/** Why somebody cannot leave as it was wished. Anything else is a mistake. */
const REFUSALS = ['governance.leaving-line', 'governance.leaving-successor', 'governance.no-leaver'];

const role = fc.constantFrom<Role>(...ROLES);
const person = fc.constantFrom(...PEOPLE);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sit' as const),
      person,
      role,
      // Without an end, or until a day that comes by itself.
      days: fc.constantFrom(undefined, 1, 2, 5, 40),
    }),
  },
  // Somebody's seat gets a last day, or another one: no successor is named, and no page of leaving opened.
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('date' as const), person, days: fc.integer({ min: 0, max: 35 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      kind: fc.constantFrom('task', 'right', 'paper', 'programme', 'due', 'login'),
      person,
      role,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('leave' as const),
      person,
      to: fc.constantFrom(...PEOPLE, 'ines', ''),
      // Now, at the end of today, or in three days: several go on the same day.
      days: fc.constantFrom(undefined, 0, 3),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 12 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

type World = {
  readonly database: TestDatabase;
  readonly vale: TestPartnership;
  readonly manager: Access;
  /** Roles that something was given to: decisions, approvals, programmes, things due. */
  readonly working: Set<Role>;
  /** Seats that have a last day, nobody having been named: until when. */
  readonly dated: Map<string, number>;
  made: number;
  left: number;
  /** Seats whose day came by itself, and of how many it had been told before. */
  passed: number;
};

test('whoever leaves, said or by a date alone, in whatever order and on the same day, leaves nothing without an owner', async () => {
  let left = 0;
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 24 }), async (steps) => {
      const world = await begin();
      try {
        for (const [at, one] of steps.entries()) {
          await take(world, one);
          await world.vale.governance.handOver();
          expect(await orphansIn(world), `after step ${at}, ${JSON.stringify(one)}`).toEqual([]);
        }
        left += world.left;
        passed += world.passed;
      } finally {
        await world.vale.stop();
        await world.database.drop();
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
  expect(left).toBeGreaterThan(0);
  expect(passed).toBeGreaterThan(0);
}, 240_000);

async function begin(): Promise<World> {
  const database = await freshDatabase();
  const { store } = database;
  const clock = { now: 0 };
  const vale = await testPartnership(store, {
    obligationsOn: (repository) =>
      engineOn(store, (reader, organization, of) =>
        holdersOf(reader, { organization, role: of, now: repository.clock.now }),
      )(repository),
    staff: staffIn(store, () => vale?.clock.now ?? clock.now),
  });
  // A body of which Riverside's lead and its finance lead have the votes, and an agreement that its signatory has still to sign.
  await agreeBoard(vale, {
    name: 'The board',
    members: [
      { organization: RIVERSIDE, role: 'programme-lead' },
      { organization: RIVERSIDE, role: 'finance-lead' },
    ],
  });
  const next = { ...sharingDraft(), version: 2 };
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), next));
  const manager = await vale.seat(RIVERSIDE, 'ig-lead', 'audit');
  const now = vale.clock.now;
  await seatAt(store, now, { account: 'ines', role: 'ig-lead' });
  for (const [at, of] of ROLES.entries()) await seatAt(store, now, { account: PEOPLE[at] ?? 'ada', role: of });
  const system = vale.repository.bind(await vale.repository.system(RIVERSIDE));
  valueOf(await system.update('Patient', 'p1', JSON.stringify({ resourceType: 'Patient', id: 'p1' })));
  return { database, vale, manager, working: new Set(ROLES), dated: new Map(), made: 0, left: 0, passed: 0 };
}

async function take(world: World, one: Step): Promise<void> {
  const { vale, database, manager } = world;
  if (one.do === 'wait') {
    vale.clock.now += one.days * DAY_MS;
  } else if (one.do === 'sit') {
    const sits = await sitting(world);
    const ends = one.days === undefined ? undefined : vale.clock.now + one.days * DAY_MS;
    if (sits.some(({ account, role: of }) => account === one.person && of === one.role)) return;
    const seat = await seatAt(database.store, vale.clock.now, {
      account: one.person,
      role: one.role,
      ...(ends === undefined ? {} : { ends }),
    });
    if (ends !== undefined) world.dated.set(seat, ends);
  } else if (one.do === 'date') {
    const ends = vale.clock.now + one.days * DAY_MS;
    const rows = await database.store.all<{ readonly id: string }>(sql`
      update auth_seat set ends = ${new Date(ends)}
      where account = ${one.person} and organization = ${RIVERSIDE} and (ends is null or ends > ${new Date(vale.clock.now)})
      returning id`);
    for (const { id } of rows) world.dated.set(id, ends);
  } else if (one.do === 'leave') {
    const ends = one.days === undefined ? '' : new Date(vale.clock.now + one.days * DAY_MS).toISOString().slice(0, 10);
    const wish = { account: one.person, all: one.to, lines: {}, notes: '', ends };
    const done = await vale.governance.people.leave(manager, wish);
    world.left += done.ok ? 1 : 0;
    for (const code of codesOf(done)) expect(REFUSALS).toContain(code);
  } else await work(world, one);
}

/** Something to do for somebody who is there: by name, or for the role they sit in. */
async function work(
  world: World,
  { kind, person: who, role: of }: Extract<Step, { readonly do: 'work' }>,
): Promise<void> {
  const { vale, database } = world;
  const seats = await sitting(world);
  const seat = seats.find(({ account }) => account === who);
  if (!seat || !seats.some((one) => one.role === of)) return;
  const id = `w${(world.made += 1)}`;
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  if (kind === 'task') {
    const records = vale.repository.bind(await vale.repository.system(RIVERSIDE));
    const owner = { reference: `Practitioner/${practitionerId(who, RIVERSIDE)}` };
    const task = {
      resourceType: 'Task',
      id,
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/p1' },
      owner,
    };
    valueOf(await records.update('Task', id, JSON.stringify(task)));
  } else if (kind === 'login') {
    const ends = new Date(vale.clock.now + 90 * DAY_MS);
    await database.store.run(sql`
      insert into auth_link (hash, seat, reusable, ends) values (${Buffer.from(id)}, ${seat.id}, true, ${ends})`);
    await database.store.run(sql`
      insert into auth_session (hash, seat, started, seen) values (${Buffer.from(id)}, ${seat.id}, ${ends}, ${ends})`);
  } else {
    await giveTo(world, { kind, of, id, lead });
    world.working.add(of);
  }
}

type Given = { readonly kind: string; readonly of: Role; readonly id: string; readonly lead: Access };

async function giveTo({ vale }: World, { kind, of, id, lead }: Given): Promise<void> {
  const { governance } = vale;
  if (kind === 'right') {
    const right = { of: RIVERSIDE, topic: `topic ${id}`, way: 'decides', role: of, evidence: 'Line 4' };
    valueOf(await governance.rights.set(lead, right));
  } else if (kind === 'programme') {
    const begun = { name: id, aim: 'Fewer ulcers', measure: 'm', board: 'sharing~board', lead: `${RIVERSIDE}|${of}` };
    valueOf(await governance.programmes.begin(lead, begun));
  } else if (kind === 'paper') {
    const paper = { title: id, ask: 'Say yes.', topic: 'programme', effect: 'It is done.', reviewOn: '2027-06-01' };
    valueOf(await governance.decisions.put(await vale.seat(RIVERSIDE, of, 'planning'), 'sharing~board', paper));
  } else {
    const by = await vale.seat(RIVERSIDE, of, 'planning');
    valueOf(await governance.obligations.promise(by, { title: `Do ${id}`, due: { on: '2026-12-01' as never } }));
  }
}

type Seat = { readonly id: string; readonly account: string; readonly role: Role };

function sitting({ database, vale }: World): Promise<readonly Seat[]> {
  const at = new Date(vale.clock.now);
  return database.store.all<Seat>(sql`
    select id, account, role from auth_seat where organization = ${RIVERSIDE} and person is null
      and (begins is null or begins <= ${at}) and (ends is null or ends > ${at})`);
}

/**
 * Before the day both were told, or somebody has said who follows; after it what was asked before is over, and where the seat's role has work that
 * nobody sits in, it is on the list of one who is there.
 */
async function untoldIn({ database, vale, dated, working }: World, seats: readonly Seat[]): Promise<readonly string[]> {
  const { store } = database;
  const open = await store.all<{ readonly kind: string; readonly key: string; readonly role: Role }>(sql`
    select kind, key, owner_role as role from obligation where closed is null
      and kind in ('seat-ends', 'own-seat-ends', 'role-with-nobody')`);
  const said = await store.all<{ readonly seats: readonly string[] }>(sql`
    select plan->'steps'->0->'seats' as seats from governance_leaving where finished is null`);
  const named = new Set(said.flatMap((one) => one.seats));
  const told = [...dated].flatMap(([seat, ends]) => {
    const asked = open.filter(({ kind, key }) => kind !== 'role-with-nobody' && key.startsWith(`${seat}|`));
    const soon =
      ends > vale.clock.now &&
      ends <= vale.clock.now + 28 * DAY_MS &&
      !named.has(seat) &&
      seats.some(({ id }) => id === seat);
    const days = new Set(asked.map(({ key }) => key.split('|')[1]));
    if (soon && (asked.length !== 2 || !days.has(new Date(ends).toISOString()))) return [`untold: ${seat}`];
    return soon || asked.length === 0 ? [] : [`told for nothing: ${seat}`];
  });
  const listed = open.filter(
    ({ kind, role: of }) => kind === 'role-with-nobody' && seats.some((one) => one.role === of),
  );
  // Where somebody who was named begins later there is nobody to name; what is owed meanwhile is looked at below.
  const coming = await store.all<{ readonly role: Role }>(sql`
    select role from auth_seat where organization = ${RIVERSIDE} and person is null and begins > ${new Date(vale.clock.now)}`);
  const empty = [...working].filter((of) => ![...seats, ...coming].some((seat) => seat.role === of));
  return [
    ...told,
    ...empty.filter((of) => !listed.some(({ key }) => key.includes(`|${of}|`))).map((of) => `work of the ${of}`),
  ];
}

/** Read from the store by itself, and not by what is tried: what has no owner who is there. */
async function orphansIn(world: World): Promise<readonly string[]> {
  const { database, vale } = world;
  const { store } = database;
  const seats = await sitting(world);
  const accounts = seats.map(({ account }) => account);
  const key = await vale.repository.contributors.organizationKey(RIVERSIDE);
  const at = new Date(vale.clock.now);
  const due = await store.all<{ readonly title: string; readonly holder: string | null; readonly role: Role }>(sql`
    select title, holder, owner_role as role from obligation where owner = ${key} and closed is null`);
  const logins = await store.all<{ readonly seat: string }>(sql`
    select seat from auth_session union all select seat from auth_link`);
  const over = await store.all<{ readonly id: string }>(sql`select id from auth_seat where ends <= ${at}`);
  const ended = new Set(over.map(({ id }) => id));
  for (const { id } of over) world.passed += world.dated.delete(id) ? 1 : 0;
  return [
    ...due.filter(({ holder }) => holder !== null && !accounts.includes(holder)).map(({ title }) => `held: ${title}`),
    ...due.filter((one) => !seats.some((seat) => seat.role === one.role)).map(({ title }) => `owed: ${title}`),
    ...(await untoldIn(world, seats)),
    ...logins.filter(({ seat }) => ended.has(seat)).map(({ seat }) => `login: ${seat}`),
    ...(await tasksOf(world, accounts)),
  ];
}

async function tasksOf({ vale }: World, accounts: readonly string[]): Promise<readonly string[]> {
  const records = vale.repository.bind(await vale.repository.system(RIVERSIDE));
  const found = valueOf(await records.search({ type: 'Task', parameters: [['_count', '1000']], handling: 'strict' }));
  const owners = new Set(accounts.map((one) => `Practitioner/${practitionerId(one, RIVERSIDE)}`));
  return found.entries.flatMap(({ resource }) => {
    const { owner } = JSON.parse(resource.body) as { readonly owner?: { readonly reference?: string } };
    return owners.has(owner?.reference ?? '') ? [] : [`task: ${resource.id}`];
  });
}
