import { beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import { ROLES, type Role } from '#agreement';
import { sql, type Store } from '#store';
import type { NewObligation } from './terms.ts';
import { codesOf, COUNCIL, HOST, openWorld, OTHER, TRUST, valueOf, type World } from './world.testing.ts';

let store: Store;
let world: World;
const KINDS = ['plain', 'nobody', 'about', 'to-person'] as const;
type Kind = (typeof KINDS)[number];
const ids = new Map<Kind, string>();
const PATIENT = 'Patient/about';

const LADDER: NewObligation['ladder'] = [{ to: { organization: OTHER, role: 'consultant' }, afterWorkingDays: 0 }];

beforeAll(async () => {
  store = await testStore();
  world = await openWorld(store);
  const system = await world.repository.system(TRUST);
  valueOf(
    await world.repository
      .bind(system)
      .update('Patient', 'about', JSON.stringify({ resourceType: 'Patient', id: 'about' })),
  );
  ids.set('plain', await world.open({}));
  ids.set('nobody', await world.open({ owed: undefined as never }));
  ids.set('about', await world.open({ concerns: PATIENT, ladder: LADDER }));
  ids.set('to-person', await world.open({ concerns: PATIENT, owed: { person: 'Person/p1' }, ladder: LADDER }));
});

/** Who may see what, said once more in other words than those of the query. */
function oracle(kind: Kind, organization: string, role: Role, told: boolean): boolean {
  if (role === 'system')
    return organization === TRUST || (organization === COUNCIL && !['nobody', 'to-person'].includes(kind));
  if (role === 'person') return false; // somebody else than Person/p1
  const owning = organization === TRUST;
  const owed = organization === COUNCIL;
  const climbed = told && organization === HOST && role === 'programme-lead';
  if (kind === 'nobody') return owning || climbed;
  if (kind === 'plain') return owning || owed || climbed;
  if (told && organization === OTHER && role === 'consultant') return true;
  if (owning) return role === 'gp' || role === 'ig-lead';
  if (owed) return kind === 'about' && (role === 'social-worker' || role === 'ig-lead');
  return organization === HOST && role === 'ig-lead';
}

async function matrix(told: boolean): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const organization of [TRUST, COUNCIL, HOST, OTHER]) {
    for (const role of ROLES) {
      const seat = await world.seat(organization, role);
      for (const kind of KINDS) {
        const seen = (await world.obligations.one(seat, ids.get(kind) ?? '')).ok;
        if (seen !== oracle(kind, organization, role, told))
          wrong.push(`${kind} ${organization} ${role}: ${String(seen)}`);
      }
      const lists = [
        await world.obligations.owedBy(seat),
        await world.obligations.owedTo(seat),
        await world.obligations.late(seat),
      ];
      const listed = new Set(lists.flatMap(({ items }) => items.map(({ id }) => id)));
      for (const kind of KINDS) {
        if (listed.has(ids.get(kind) ?? '') && !oracle(kind, organization, role, told))
          wrong.push(`listed ${kind} ${role}`);
      }
    }
  }
  return wrong;
}

test('every seat sees what it should and nothing else, before and after a rung was told', async () => {
  expect(await matrix(false)).toEqual([]);
  world.clock.now += 20 * 86_400_000;
  await world.obligations.fallDue();
  expect(await matrix(true)).toEqual([]);
}, 120_000);

test('a person sees what is owed to them, and nothing else of the organisation', async () => {
  const seat = await world.seat(TRUST, 'person');
  const own = { ...seat, viewer: await world.repository.contributors.viewerKey('Person/p1') };
  expect((await world.obligations.owedTo(own)).items.map(({ id }) => id)).toEqual([ids.get('to-person')]);
  expect((await world.obligations.owedBy(own)).items).toEqual([]);
  expect(codesOf(await world.obligations.one(own, ids.get('plain') ?? ''))).toEqual(['obligation.not-found']);
});

test('whom it is about is named only to those who may see that person', async () => {
  const system = await world.repository.system(TRUST);
  const gp = { ...system, role: 'gp' as const, principal: 'account/gp' };
  const blind = { ...gp, filter: { op: 'impersonal' as const } };
  const id = ids.get('about') ?? '';
  expect(valueOf(await world.obligations.one(gp, id)).concerns).toBe(PATIENT);
  const view = valueOf(await world.obligations.one(blind, id));
  expect(view.aboutPerson).toBe(true);
  expect(JSON.stringify(view)).not.toContain(PATIENT);
});

test('who saw something about a person is in the audit', async () => {
  const lines = async () =>
    (await store.all(sql`select 1 from audit where action = 'look-at-obligations' and principal = 'account/auditor'`))
      .length;
  const seat = await world.seat(TRUST, 'ig-lead', 'auditor');
  await world.obligations.one(seat, ids.get('plain') ?? '');
  expect(await lines()).toBe(0);
  await world.obligations.one(seat, ids.get('about') ?? '');
  expect(await lines()).toBe(1);
  await world.obligations.owedBy(seat);
  expect(await lines()).toBe(2); // a list of two things about one person is one line
});

test('what is said about a person can be forgotten; that something was due stays', async () => {
  const id = await world.open({ concerns: 'Patient/gone' });
  const social = await world.seat(COUNCIL, 'social-worker');
  valueOf(await world.obligations.byHand.pause(social, id, 'her name'));
  const { compartmentOf } = await import('#repository');
  await store.write((transaction) => world.obligations.forget(transaction, [compartmentOf('Patient/gone')]));
  const gp = await world.seat(TRUST, 'gp');
  const view = valueOf(await world.obligations.one(gp, id));
  expect(view).toMatchObject({ state: 'paused', aboutPerson: false });
  expect(JSON.stringify(view)).not.toContain('her name');
});
