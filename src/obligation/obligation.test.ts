import { beforeEach, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import { sql, type Store } from '#store';
import { BASE, codesOf, COUNCIL, HOST, openWorld, OTHER, TRUST, valueOf, type World } from './world.testing.ts';

let store: Store;
let world: World;

beforeEach(async () => {
  store = await testStore();
  await store.run(sql`truncate obligation, obligation_happening, obligation_feed restart identity cascade`);
  world = await openWorld(store);
});

const later = (days: number): void => void (world.clock.now += days * 86_400_000);

test('is opened once under its key', async () => {
  const first = await world.open({ key: 'list/7' });
  expect(await world.open({ key: 'list/7', title: 'another' })).toBe(first);
  expect(await world.open({ key: 'list/8' })).not.toBe(first);
});

test('does not exist where its transaction does not commit', async () => {
  const by = await world.repository.system(TRUST);
  const undone = store.write(async (transaction) => {
    await world.obligations.open(transaction, by, BASE);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect((await world.obligations.owedBy(await world.seat(TRUST, 'gp'))).items).toEqual([]);
});

test('escalates up its ladder, and tells who was told', async () => {
  const id = await world.open({});
  const gp = await world.seat(TRUST, 'gp');
  later(8);
  expect(await world.obligations.fallDue()).toBe(1);
  expect(await world.obligations.fallDue()).toBe(0);
  const lead = await world.seat(HOST, 'programme-lead');
  expect((await world.obligations.late(lead)).items).toEqual([]);
  later(4);
  await world.obligations.fallDue();
  expect((await world.obligations.late(lead)).items.map((one) => one.id)).toEqual([id]);
  const one = valueOf(await world.obligations.one(gp, id));
  expect(one).toMatchObject({ late: true, escalated: 2 });
  expect(one.happenings?.map(({ what, words }) => [what, words])).toEqual([
    ['escalated', 'programme lead, The host'],
    ['escalated', 'practice manager, The trust'],
    ['opened', undefined],
  ]);
});

test('a fact closes every one that waits for it, and closing twice is closing once', async () => {
  const by = await world.repository.system(TRUST);
  const id = await world.open({ closedBy: { fact: 'list-sent' } });
  await world.open({ closedBy: { fact: 'other' } });
  const fact = () =>
    store.write((transaction) => world.obligations.fact(transaction, by, 'list-sent', { words: 'Sent.' }));
  expect([await fact(), await fact()]).toEqual([1, 0]);
  const again = await store.write((transaction) => world.obligations.close(transaction, by, id, { by: 'fact' }));
  expect(again.ok).toBe(true);
  const one = valueOf(await world.obligations.one(await world.seat(TRUST, 'gp'), id));
  expect(one).toMatchObject({ state: 'kept', evidence: { by: 'fact', words: 'Sent.' } });
  later(30);
  expect(await world.obligations.fallDue()).toBe(1); // the other one
});

test('what only a record shows is not closed by saying so', async () => {
  const id = await world.open({ attested: false });
  const gp = await world.seat(TRUST, 'gp');
  expect(codesOf(await world.obligations.byHand.close(gp, id, { words: 'done' }))).toEqual(['obligation.not-yours']);
  const said = store.write((transaction) =>
    world.obligations.close(transaction, gp, id, { by: 'attestation', words: 'done' }),
  );
  expect(codesOf(await said)).toEqual(['obligation.proof']);
});

test('who it is owed to stops the clock, and who owes it answers', async () => {
  const id = await world.open({});
  const [gp, social] = [await world.seat(TRUST, 'gp'), await world.seat(COUNCIL, 'social-worker')];
  const { byHand } = world.obligations;
  expect(codesOf(await byHand.pause(gp, id, 'too much work'))).toEqual(['obligation.not-yours']);
  expect(codesOf(await byHand.pause(social, id, ' '))).toEqual(['obligation.words']);
  valueOf(await byHand.pause(social, id, 'we owe you the list first'));
  later(60);
  expect(await world.obligations.fallDue()).toBe(0);
  valueOf(await byHand.resume(social, id, 'here it is'));
  expect(codesOf(await byHand.resume(social, id, 'again'))).toEqual(['obligation.not-yours']);
  valueOf(await byHand.answer(gp, id, { words: 'next week', until: '2026-08-14' }));
  valueOf(await byHand.askAgain(social, id, 'that is too late'));
  valueOf(await byHand.extend(social, id, { on: '2026-09-01', reason: 'agreed by telephone' }));
  expect(valueOf(await world.obligations.one(gp, id))).toMatchObject({ answered: false, dueDay: '2026-09-01' });
  valueOf(await byHand.withdraw(social, id, 'no longer needed'));
  expect(codesOf(await byHand.answer(gp, id, { words: 'late' }))).toEqual(['obligation.not-yours']);
  const late = store.write((transaction) => world.obligations.answer(transaction, gp, id, { words: 'late' }));
  expect(codesOf(await late)).toEqual(['obligation.closed']);
});

test('within the time to answer only the owner sees that it is late', async () => {
  await world.open({ answerFirst: { in: 5, unit: 'working-days' } });
  const [gp, social] = [await world.seat(TRUST, 'gp'), await world.seat(COUNCIL, 'social-worker')];
  later(9);
  expect((await world.obligations.late(gp)).items).toHaveLength(1);
  expect((await world.obligations.late(social)).items).toEqual([]);
  expect((await world.obligations.owedTo(social)).items).toMatchObject([{ late: false }]);
  later(8);
  expect((await world.obligations.late(social)).items).toMatchObject([{ late: true }]);
});

test('goes to whoever sits in the role now', async () => {
  const { obligations, seats } = world;
  seats.set(`${TRUST} gp`, [{ account: 'ann', name: 'Ann' }]);
  const id = await world.open({});
  const gp = await world.seat(TRUST, 'gp', 'ann');
  const holder = async () => valueOf(await obligations.one(gp, id)).holder;
  expect(await holder()).toBe('Ann');
  seats.set(`${TRUST} gp`, [{ account: 'ben', name: 'Ben' }]);
  expect(await store.write((transaction) => obligations.roleChanged(transaction, TRUST, 'gp'))).toBe(1);
  expect(await holder()).toBe('Ben');
  seats.set(`${TRUST} gp`, [
    { account: 'ben', name: 'Ben' },
    { account: 'cy', name: 'Cy' },
  ]);
  await obligations.fallDue();
  expect(await holder()).toBe('Ben'); // Ben still sits there
  valueOf(await obligations.byHand.handOver(gp, id, { account: 'cy', reason: 'on leave' }));
  expect(await holder()).toBe('Cy');
  expect(codesOf(await obligations.byHand.handOver(gp, id, { account: 'dot', reason: 'x' }))).toEqual([
    'obligation.no-holder',
  ]);
  seats.set(`${TRUST} gp`, []);
  await obligations.fallDue();
  expect(await holder()).toBeUndefined();
  expect((await obligations.owedBy(gp)).items).toHaveLength(1);
});

test('one that repeats is opened anew each month, once, also after months of silence', async () => {
  const { obligations } = world;
  await world.open({ repeats: 'monthly', ladder: [] });
  later(100);
  await Promise.all([obligations.fallDue(), obligations.fallDue()]);
  await obligations.fallDue();
  const gp = await world.seat(TRUST, 'gp');
  const due = (await obligations.owedBy(gp)).items.map(({ dueDay }) => dueDay);
  expect(due).toEqual(['2026-06-08', '2026-07-08', '2026-08-07', '2026-09-08']);
});

test('lists go on where a page ended', async () => {
  for (let number = 0; number < 7; number += 1) await world.open({ due: { in: 10 - number, unit: 'days' } });
  const gp = await world.seat(TRUST, 'gp');
  const first = await world.obligations.owedBy(gp, { limit: 3 });
  const second = await world.obligations.owedBy(gp, { limit: 3, after: first.next ?? '' });
  const third = await world.obligations.owedBy(gp, { limit: 3, after: second.next ?? '' });
  const days = [first, second, third].flatMap(({ items }) => items.map(({ dueDay }) => dueDay));
  expect(days).toEqual([...days].sort());
  expect(new Set(days).size).toBe(7);
  expect(third.next).toBeUndefined();
});

test('a holiday that is proclaimed late moves what is open', async () => {
  const id = await world.open({});
  await store.run(sql`update obligation set due = due - interval '1 day' where id = ${id}`);
  expect(await world.obligations.recount()).toBe(1);
  expect(valueOf(await world.obligations.one(await world.seat(TRUST, 'gp'), id)).dueDay).toBe('2026-06-08');
});

test.each([
  [{ title: ' ' }, 'obligation.title'],
  [{ due: { in: -1, unit: 'days' as const } }, 'obligation.due'],
  [{ due: { in: 1.5, unit: 'working-days' as const } }, 'obligation.due'],
  [{ calendar: 'atlantis' }, 'obligation.calendar'],
  [{ closedBy: { search: 'Encounter?status=finished' } }, 'obligation.search'],
  [{ closedBy: { search: 'Dragon?x=1' }, concerns: 'Patient/7' }, 'obligation.search'],
  [{ owed: { organization: COUNCIL }, concerns: 'Patient/7' }, 'obligation.owed-role'],
])('refuses %o', async (wanted, code) => {
  const by = await world.repository.system(TRUST);
  const opened = await store.write((transaction) => world.obligations.open(transaction, by, { ...BASE, ...wanted }));
  expect(codesOf(opened)).toEqual([code]);
});

test('one promises for one’s own role, to an organisation that takes part', async () => {
  const gp = await world.seat(TRUST, 'gp');
  const { byHand } = world.obligations;
  const promised = { title: 'Send the list', due: { in: 10, unit: 'working-days' } } as const;
  const id = valueOf(await byHand.promise(gp, { ...promised, owed: { organization: COUNCIL } }));
  expect(valueOf(await world.obligations.one(gp, id))).toMatchObject({ kind: 'promise', owner: { role: 'gp' } });
  expect(codesOf(await byHand.promise(gp, { ...promised, role: 'consultant' }))).toEqual(['obligation.not-yours']);
  const nowhere = byHand.promise(gp, { ...promised, owed: { organization: 'Organization/nowhere' } });
  expect(codesOf(await nowhere)).toEqual(['obligation.organization']);
  const unseen = byHand.promise(gp, { ...promised, concerns: 'Patient/nobody' });
  expect(codesOf(await unseen)).toEqual(['obligation.no-person']);
});

test('what happened is only ever added to', async () => {
  const id = await world.open({});
  const social = await world.seat(COUNCIL, 'social-worker');
  valueOf(await world.obligations.byHand.pause(social, id, 'why'));
  await expect(store.run(sql`delete from obligation_happening`)).rejects.toThrow();
  await expect(store.run(sql`update obligation_happening set at = now()`)).rejects.toThrow();
});

test('a calendar is at a secret address, says nothing about a person, and can be revoked', async () => {
  const { obligations, seats } = world;
  seats.set(`${TRUST} gp`, [{ account: 'gp', name: 'Ann' }]);
  await world.open({});
  await world.open({ kind: 'access-request', title: 'Copies for somebody', concerns: 'Patient/7' });
  const gp = await world.seat(TRUST, 'gp');
  const secret = valueOf(await obligations.feeds.make(gp));
  const text = valueOf(await obligations.feeds.read(secret, 'https://concord.example'));
  expect(text).toContain('SUMMARY:Reply to the referral list');
  expect(text).toContain('SUMMARY:Access request');
  expect(text).not.toContain('somebody');
  expect(text).not.toContain('Patient');
  expect(text).toContain('DTSTART;VALUE=DATE:20260608');
  const next = valueOf(await obligations.feeds.make(gp));
  expect(codesOf(await obligations.feeds.read(secret, ''))).toEqual(['obligation.no-feed']);
  seats.set(`${TRUST} gp`, []); // who left has no calendar either
  expect(codesOf(await obligations.feeds.read(next, ''))).toEqual(['obligation.no-feed']);
  seats.set(`${TRUST} gp`, [{ account: 'gp', name: 'Ann' }]);
  expect((await obligations.feeds.read(next, '')).ok).toBe(true);
  expect(await obligations.feeds.revoke(gp)).toBe(true);
  expect(codesOf(await obligations.feeds.read(next, ''))).toEqual(['obligation.no-feed']);
});

test('to another organisation nothing is there', async () => {
  const id = await world.open({});
  const other = await world.seat(OTHER, 'ig-lead');
  expect(codesOf(await world.obligations.one(other, id))).toEqual(['obligation.not-found']);
  expect(codesOf(await world.obligations.byHand.withdraw(other, id, 'x'))).toEqual(['obligation.not-found']);
  const absent = await world.obligations.one(other, 'nothing');
  const hidden = await world.obligations.one(other, id);
  expect(JSON.stringify(hidden).replace(id, 'nothing')).toBe(JSON.stringify(absent));
});
