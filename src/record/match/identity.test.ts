import { afterAll, beforeEach, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { ELM, loadFrom, NHS, type Opened, openForTest, PARTNERS, patient, TRUST } from '../record.testing.ts';

let opened: Opened;
let store: Store;
const all: Opened[] = [];

beforeEach(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
  all.push(opened);
});

afterAll(async () => {
  for (const one of all) await one.stop();
});

const bare = { identifier: [], address: [], telecom: [] };

async function people(): Promise<readonly (readonly string[])[]> {
  const rows = await store.all<{ person: string; ids: string[] }>(sql`
    select p.person, array_agg(split_part(r.body::json->'meta'->>'source', '#', 2)) as ids
    from person_record p join resource r on (r.bkt, r.cmp) = (p.bkt, p.cmp) and r.typ = (select typ from record_demographics limit 1)
    group by 1`);
  return rows.map(({ ids }) => ids.toSorted()).toSorted((one, other) => (one.join() < other.join() ? -1 : 1));
}

const manager = () => opened.staff(ELM.organization, 'practice-manager');

async function pairs() {
  const waiting = await opened.answers.waitingPairs(await manager(), 50);
  if (!waiting.ok) throw new Error(waiting.refusals[0].text);
  return waiting.value.pairs;
}

// Shows a control of hazard H1.
test('certain pairs are linked, doubtful ones wait with their reasons, others are left alone', async () => {
  await loadFrom(
    opened,
    'elm',
    patient('a'),
    patient('twin', { identifier: [], name: [{ family: 'Okafor', given: ['Beatrice'] }] }),
  );
  await loadFrom(
    opened,
    'trust',
    patient('b'),
    patient('c', { identifier: [], name: [{ family: 'Hughes', given: ['Peter'] }], birthDate: '1990-01-31' }),
  );
  await opened.follow();
  expect(await people()).toEqual([['Patient/a', 'Patient/b'], ['Patient/c'], ['Patient/twin']]);
  const [first] = await pairs();
  expect(first?.reasons).toContainEqual({
    field: 'given',
    agreement: 'different given names',
    weight: expect.any(Number),
  });
  expect([first?.left.name, first?.right.name].sort()).toEqual(['OKAFOR, Amina', 'OKAFOR, Beatrice']);
});

test('the queue is looked through to its end, some at a time, and from a place whose pair is decided already', async () => {
  const called = ['Amina', 'Beatrice', 'Chidi', 'Dorcas', 'Emeka', 'Funmi', 'Grace'].map((given, at) => ({
    ...bare,
    name: [{ family: `${given}field`, given: [given] }],
    birthDate: `196${at}-0${at + 1}-1${at}`,
  }));
  await loadFrom(opened, 'elm', ...called.map((one, at) => patient(`e${at}`, one)));
  await loadFrom(opened, 'trust', ...called.map((one, at) => patient(`t${at}`, one)));
  await opened.follow();
  const all = (await pairs()).map(({ id }) => id);
  expect(all).toHaveLength(called.length);
  const decider = await manager();
  const seen: string[] = [];
  const behind: number[] = [];
  let after: string | undefined;
  do {
    const some = await opened.answers.waitingPairs(decider, 3, after);
    if (!some.ok) throw new Error(some.refusals[0].text);
    seen.push(...some.value.pairs.map(({ id }) => id));
    behind.push(some.value.behind);
    after = some.value.next;
    // The last of those shown is decided, and is the place from which the next are asked for.
    expect(await opened.answers.decidePair(decider, seen.at(-1) ?? '', 'different', 'Asked.')).toMatchObject({
      ok: true,
    });
  } while (after !== undefined);
  expect(seen).toEqual(all);
  expect(behind).toEqual([4, 1, 0]);
  expect(await pairs()).toHaveLength(4);
});

test('a pair of theirs is found behind a thousand that are not', async () => {
  await loadFrom(opened, 'elm', patient('e', bare));
  await loadFrom(opened, 'trust', patient('t', bare));
  await opened.follow();
  const [theirs] = await pairs();
  expect(theirs).toBeDefined();
  await store.write((transaction) =>
    transaction.run(sql`
      insert into record_pair (left_bkt, left_cmp, right_bkt, right_cmp, state, score, reasons, found)
      select 1, at, 2, at, 'waiting', 99, '[]'::jsonb, now() from generate_series(900000, 901000) as at`),
  );
  expect(await pairs()).toEqual([theirs]);
  const found = await opened.answers.waitingPairs(await manager(), 50);
  expect(found).toEqual({ ok: true, value: { pairs: [theirs], behind: 0 } });
});

test('two persons are asked about once, however many records they have', async () => {
  const sean = { identifier: [{ system: NHS, value: '9434765919' }], name: [{ family: 'Okafor', given: ['Amira'] }] };
  await loadFrom(opened, 'elm', patient('a'), patient('s', sean));
  await loadFrom(opened, 'trust', patient('b'), patient('t', sean));
  await loadFrom(opened, 'clinic', patient('c'), patient('u', { ...sean, identifier: [] }));
  await opened.follow();
  expect(await people()).toEqual([
    ['Patient/a', 'Patient/b', 'Patient/c'],
    ['Patient/s', 'Patient/t', 'Patient/u'],
  ]);
  const waiting = await pairs();
  expect(
    waiting.map(({ reasons }) => reasons.map(({ agreement }) => agreement).includes('different NHS numbers')),
  ).toEqual([true]);
});

test('what a human decided is linked or kept apart, and never asked again', async () => {
  await loadFrom(opened, 'elm', patient('a', bare));
  await loadFrom(opened, 'trust', patient('b', bare));
  await loadFrom(opened, 'clinic', patient('c', { ...bare, birthDate: '1957-07-05' }));
  await opened.follow();
  const waiting = await pairs();
  expect(waiting.length).toBeGreaterThanOrEqual(2);
  const between = (one: string, other: string) =>
    waiting.find(
      ({ left, right }) => [left.organization, right.organization].sort().join() === [one, other].sort().join(),
    )?.id ?? '';
  const decide = async (id: string, decision: 'same' | 'different') =>
    opened.answers.decidePair(await manager(), id, decision, 'Spoke to her');
  expect(await decide(between(ELM.name, TRUST.name), 'same')).toEqual({ ok: true, value: true });
  expect(await decide(between(ELM.name, 'Foot Clinic'), 'different')).toEqual({ ok: true, value: true });
  expect(await people()).toEqual([['Patient/a', 'Patient/b'], ['Patient/c']]);
  await opened.follow();
  await loadFrom(opened, 'clinic', patient('c', { ...bare, birthDate: '1957-07-04' }));
  await opened.follow();
  expect(await people()).toEqual([['Patient/a', 'Patient/b'], ['Patient/c']]);
  expect(await pairs()).toEqual([]);
});

test('a link that would put together what a human kept apart is refused', async () => {
  await loadFrom(opened, 'elm', patient('a', bare));
  await loadFrom(opened, 'elm', patient('b', bare));
  await loadFrom(opened, 'elm', patient('c', bare));
  await opened.follow();
  const [one, two, three] = await pairs();
  const decide = async (id: string | undefined, decision: 'same' | 'different') =>
    opened.answers.decidePair(await manager(), id ?? '', decision, 'Looked at the notes');
  await decide(one?.id, 'different');
  await decide(two?.id, 'same');
  expect(await decide(three?.id, 'same')).toMatchObject({ refusals: [{ code: 'record.kept-apart' }] });
  expect((await people()).map((ids) => ids.length).toSorted()).toEqual([1, 2]);
});

test('two clusters with two valid NHS numbers are never joined by a third record', async () => {
  await loadFrom(opened, 'elm', patient('a'));
  await loadFrom(opened, 'trust', patient('b', { identifier: [{ system: NHS, value: '9434765919' }] }));
  await loadFrom(opened, 'clinic', patient('c', { identifier: [] }));
  await opened.follow();
  const found = await people();
  expect(found.some((ids) => ids.includes('Patient/a') && ids.includes('Patient/b'))).toBe(false);
  expect(found.flat().sort()).toEqual(['Patient/a', 'Patient/b', 'Patient/c']);
  expect(await pairs()).not.toEqual([]);
});

// Shows a control of hazard H1.
test('a link can be taken back exactly, and matching leaves it so', async () => {
  await loadFrom(opened, 'elm', patient('a'));
  await loadFrom(opened, 'trust', patient('b'));
  await loadFrom(opened, 'clinic', patient('c'));
  const before = await store.all(sql`select bkt, typ, id, ver, cmp, org, body from resource order by bkt, typ, id`);
  await opened.follow();
  expect(await people()).toEqual([['Patient/a', 'Patient/b', 'Patient/c']]);
  const system = await opened.system('Organization/loader');
  const someone = await opened.answers.findPeople(system, { text: 'okafor', limit: 1 });
  const links = await opened.answers.linked(system, someone.ok ? (someone.value.people[0]?.person ?? '') : '');
  const record = links.ok ? links.value.find(({ organization }) => organization === TRUST.name) : undefined;
  expect(record?.linkedBecause).toContain('same NHS number');
  expect(await opened.answers.unlink(system, record?.compartment ?? '', 'Two people')).toEqual({
    ok: true,
    value: true,
  });
  await opened.follow();
  expect(await people()).toEqual([['Patient/a', 'Patient/c'], ['Patient/b']]);
  expect(await store.all(sql`select bkt, typ, id, ver, cmp, org, body from resource order by bkt, typ, id`)).toEqual(
    before,
  );
  await loadFrom(opened, 'trust', patient('b', { maritalStatus: { text: 'Married' } }));
  await opened.follow();
  expect(await people()).toEqual([['Patient/a', 'Patient/c'], ['Patient/b']]);
  expect(await opened.answers.unlink(system, record?.compartment ?? '', 'Again')).toMatchObject({
    refusals: [{ code: 'record.not-linked' }],
  });
});

// Shows a control of hazard H2.
test('a pair that a correction makes certain or impossible no longer waits', async () => {
  await loadFrom(opened, 'elm', patient('a', bare));
  await loadFrom(
    opened,
    'trust',
    patient('b', bare),
    patient('d', { ...bare, name: [{ family: 'Okafor', given: ['Amira'] }] }),
  );
  await opened.follow();
  expect((await pairs()).length).toBeGreaterThan(0);
  await loadFrom(
    opened,
    'trust',
    patient('d', { ...bare, name: [{ family: 'Zhou', given: ['Wei'] }], birthDate: '1999-12-31' }),
  );
  await loadFrom(opened, 'elm', patient('a'));
  await loadFrom(opened, 'trust', patient('b'));
  await opened.follow();
  expect(await pairs()).toEqual([]);
  expect(await people()).toEqual([['Patient/a', 'Patient/b'], ['Patient/d']]);
});

test('only deciders decide, and only pairs in which one record is theirs to see', async () => {
  await loadFrom(opened, 'trust', patient('a', bare));
  await loadFrom(opened, 'clinic', patient('b', bare));
  await opened.follow();
  expect(await pairs()).toEqual([]);
  const lead = await opened.own('Organization/clinic', 'ig-lead');
  const seen = await opened.answers.waitingPairs(lead, 10);
  const id = seen.ok ? (seen.value.pairs[0]?.id ?? '') : '';
  expect(id).not.toBe('');
  const nurse = await opened.staff('Organization/clinic');
  expect(await opened.answers.waitingPairs(nurse, 10)).toMatchObject({ refusals: [{ code: 'record.not-a-decider' }] });
  expect(await opened.answers.decidePair(nurse, id, 'same', 'x')).toMatchObject({
    refusals: [{ code: 'record.not-a-decider' }],
  });
  expect(await opened.answers.decidePair(await manager(), id, 'same', 'x')).toMatchObject({
    refusals: [{ code: 'record.no-pair' }],
  });
  expect(await opened.answers.decidePair(lead, id, 'same', ' ')).toMatchObject({
    refusals: [{ code: 'record.no-reason' }],
  });
  expect(await opened.answers.decidePair(lead, 'no pair', 'same', 'x')).toMatchObject({
    refusals: [{ code: 'record.no-pair' }],
  });
  expect(await opened.answers.decidePair(lead, id, 'same', 'Her daughter says so')).toEqual({ ok: true, value: true });
});
