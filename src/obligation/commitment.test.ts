import { afterEach, beforeEach, expect, test } from 'vitest';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { settled } from '../repository/open.testing.ts';
import { codesOf, COUNCIL, OTHER, openWorld, TRUST, valueOf, type World } from './world.testing.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await freshDatabase();
  world = await openWorld(database.store);
  const { parts, repository } = world;
  // As the program asks: a connected system of an organisation sees what it recorded.
  Object.assign(parts, { accessOf: ({ organization }: { organization: string }) => repository.system(organization) });
  world = { ...world, obligations: world.on(database.store) };
});
afterEach(() => database.drop());

async function arrives(organization: string, id: string): Promise<void> {
  const system = await world.repository.system(organization);
  valueOf(await world.repository.bind(system).update('Patient', id, JSON.stringify({ resourceType: 'Patient', id })));
  await settled(database.store);
  while ((await world.repository.feed.consume('obligation', 500, world.obligations.onChanges)) > 0);
}

const DUE = day('2026-06-30');

async function promised(shownBy = true): Promise<string> {
  return valueOf(
    await world.obligations.byHand.promise(await world.seat(TRUST, 'ig-lead'), {
      title: 'Share data by 30 June',
      due: { on: DUE },
      owed: { organization: COUNCIL },
      ...(shownBy ? { shownBy: { arrives: TRUST } } : {}),
    }),
  );
}

async function standsFor(organization: string) {
  const { items } = await world.obligations.commitments(await world.seat(organization, 'commissioner'), {
    state: 'all',
  });
  return items.map(({ commitment }) => commitment);
}

test('"share data" is kept when the first records arrive, and by nothing else', async () => {
  const id = await promised();
  const owner = await world.seat(TRUST, 'ig-lead');
  expect(codesOf(await world.obligations.byHand.close(owner, id, { words: 'Done, believe us.' }))).toEqual([
    'obligation.not-yours',
  ]);
  await arrives(OTHER, 'theirs');
  expect(await standsFor(OTHER)).toEqual(['to-come']);
  world.clock.now += 60_000;
  await arrives(TRUST, 'ours');
  expect(await standsFor(OTHER)).toEqual(['kept']);
  expect(valueOf(await world.obligations.one(owner, id))).toMatchObject({
    state: 'kept',
    evidence: { by: 'fact', words: 'Records of The trust arrive.' },
  });
});

test('it is broken the day after, for its owner at once and for all others after five working days', async () => {
  await promised();
  expect(await standsFor(TRUST)).toEqual(['to-come']);
  world.clock.now = Date.parse('2026-06-30T22:59:59Z');
  expect(await standsFor(TRUST)).toEqual(['to-come']);
  world.clock.now = Date.parse('2026-06-30T23:00:00Z'); // 1 July in London
  expect([await standsFor(TRUST), await standsFor(COUNCIL), await standsFor(OTHER)]).toEqual([
    ['broken'],
    ['to-come'],
    ['to-come'],
  ]);
  world.clock.now = Date.parse('2026-07-07T23:00:00Z');
  expect([await standsFor(COUNCIL), await standsFor(OTHER)]).toEqual([['broken'], ['broken']]);
  world.clock.now += 60_000;
  await arrives(TRUST, 'ours');
  expect(await standsFor(OTHER)).toEqual(['kept-late']);
});

test('an answer makes it late or blocked by whom it names, another date renegotiated, and outsiders read no answer too early', async () => {
  const id = await promised(false);
  const owner = await world.seat(TRUST, 'ig-lead');
  world.clock.now = Date.parse('2026-07-01T09:00:00Z');
  valueOf(await world.obligations.byHand.answer(owner, id, { words: 'Next week.', until: '2026-07-10' }));
  expect(await standsFor(TRUST)).toEqual(['late']);
  const early = valueOf(await world.obligations.one(await world.seat(OTHER, 'commissioner'), id));
  expect([early.why, early.happenings, early.commitment]).toEqual([undefined, undefined, 'to-come']);
  expect(
    codesOf(await world.obligations.byHand.answer(owner, id, { words: 'x', blockedBy: 'Organization/no' })),
  ).toEqual(['obligation.organization']);
  valueOf(await world.obligations.byHand.answer(owner, id, { words: 'They hold the form.', blockedBy: OTHER }));
  expect(await standsFor(TRUST)).toEqual(['blocked']);
  const creditor = await world.seat(COUNCIL, 'ig-lead');
  valueOf(await world.obligations.byHand.extend(creditor, id, { on: '2026-08-31', reason: 'Agreed.' }));
  expect(await standsFor(OTHER)).toEqual(['renegotiated']);
  valueOf(await world.obligations.byHand.withdraw(creditor, id, 'No longer needed.'));
  expect(await standsFor(OTHER)).toEqual(['let-go']);
});

test('a promise is read by the staff of all, and by no system of another and no person', async () => {
  const id = await promised();
  expect((await world.obligations.one(await world.seat(OTHER, 'gp'), id)).ok).toBe(true);
  expect(codesOf(await world.obligations.one(await world.repository.system(OTHER), id))).toEqual([
    'obligation.not-found',
  ]);
  expect(codesOf(await world.obligations.byHand.close(await world.seat(OTHER, 'gp'), id, { words: 'x' }))).toEqual([
    'obligation.not-yours',
  ]);
});
