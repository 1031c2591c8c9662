import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import {
  diabetes,
  ELM,
  hba1c,
  patient,
  type Resource,
  type TestInsight,
  TRUST,
  testInsight,
  valueOf,
} from './insight.testing.ts';

let store: Store;
let made: TestInsight;
let nurse: Access;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  made = await testInsight(store);
  nurse = await made.seat(ELM, 'practice-nurse');
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`dm-${id}`, id));
  }
  await made.relate(ELM, ...['a', 'b', 'c', 'd', 'e'].map((id) => `Patient/${id}`));
  return async () => {
    await made.stop();
    await drop();
  };
});

type Booking = { readonly of: string; readonly on: string; readonly status?: string; readonly at?: object };

function booked(id: string, { of, on, status = 'booked', at }: Booking): Resource {
  const actors = [{ reference: `Patient/${of}` }, ...(at ? [at] : [])];
  const participant = actors.map((actor) => ({ actor, status: 'accepted' }));
  return { resourceType: 'Appointment', id, status, start: on, end: on, participant };
}

function planned(id: string, of: string, start: string, more: object = {}): Resource {
  const subject = { reference: `Patient/${of}` };
  return {
    resourceType: 'Encounter',
    id,
    status: 'planned',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject,
    period: { start },
    ...more,
  };
}

type More = { readonly limit?: number; readonly after?: string; readonly order?: 'next' | 'name' };

async function listed(more: More = {}) {
  await made.follow();
  return valueOf(await made.insight.lacking(nurse, { measure: 'hba1c-recorded', place: 'elm', limit: 50, ...more }));
}

const named = ({ people }: { readonly people: readonly { readonly name: string }[] }) =>
  people.map(({ name }) => name['FAMILY '.length]?.toLowerCase()).join('');

test('begins with who is seen soonest, says where, and ends with those for whom nothing is booked', async () => {
  await made.put(ELM, { resourceType: 'Location', id: 'north-room', name: 'North clinic' });
  await made.put(ELM, booked('late', { of: 'a', on: '2026-12-02T09:00:00Z' }));
  await made.put(
    ELM,
    booked('room', { of: 'd', on: '2026-07-01T09:00:00Z', at: { reference: 'Location/north-room' } }),
  );
  await made.put(ELM, booked('later', { of: 'd', on: '2026-06-30T09:00:00Z', status: 'cancelled' }));
  await made.put(ELM, planned('visit', 'e', '2026-08-01', { serviceProvider: { reference: TRUST, display: 'Vale' } }));
  const list = await listed();
  expect(named(list)).toBe('deabc');
  expect(list.people.map(({ next }) => next)).toEqual([
    { at: '2026-07-01T09:00:00Z', where: 'North clinic' },
    { at: '2026-08-01', where: 'Vale' },
    { at: '2026-12-02T09:00:00Z', where: 'Elm Tree Surgery' },
    undefined,
    undefined,
  ]);
  const byName = await listed({ order: 'name', limit: 4 });
  expect([named(byName), byName.people[3]?.next?.where]).toEqual(['abcd', 'North clinic']);
});

test('what is past, or should have begun long ago and has no end, is no next contact; one of today without a time is', async () => {
  await made.put(ELM, booked('past', { of: 'c', on: '2026-06-15T08:59:00Z' }));
  await made.put(ELM, planned('never', 'd', '2025-01-01'));
  await made.put(ELM, planned('today', 'e', '2026-06-15'));
  const list = await listed();
  expect(named(list)).toBe('eabcd');
  expect(list.people.filter(({ next }) => next).map(({ next }) => next?.at)).toEqual(['2026-06-15']);
});

test('an appointment that the viewer may not see moves nobody, and is not told', async () => {
  // At the hospital, which shares nothing: about its own record of them, and about the record that the practice has.
  await made.put(TRUST, patient('t-e', ELM));
  await made.relate(ELM, 'Patient/t-e');
  await made.link('Patient/e', 'Patient/t-e');
  await made.put(TRUST, booked('hidden-1', { of: 't-e', on: '2026-06-20T09:00:00Z' }));
  await made.put(TRUST, booked('hidden-2', { of: 'd', on: '2026-06-21T09:00:00Z' }));
  const list = await listed();
  expect([named(list), list.people.some(({ next }) => next)]).toEqual(['abcde', false]);
  await made.put(ELM, booked('own', { of: 'e', on: '2026-06-25T09:00:00Z' }));
  const after = await listed();
  expect([named(after), after.people[0]?.next?.at]).toEqual(['eabcd', '2026-06-25T09:00:00Z']);
});

test('who was listed jointly for one appointment is each seen then', async () => {
  const both = booked('group', { of: 'c', on: '2026-07-01T09:00:00Z', at: { reference: 'Patient/e' } });
  await made.put(ELM, both);
  expect(named(await listed())).toBe('ceabd');
});

test('no page passes over anybody where appointments move, are kept or are cancelled meanwhile', async () => {
  for (const [at, of] of [...'edcb'].entries())
    await made.put(ELM, booked(`b-${of}`, { of, on: `2026-07-0${at + 1}T09:00:00Z` }));
  const first = await listed({ limit: 2 });
  expect([named(first), first.total]).toEqual(['ed', 5]);
  // The last of the first page comes later than everybody now; the page goes on where they stood.
  await made.put(ELM, booked('b-d', { of: 'd', on: '2026-09-01T09:00:00Z' }));
  const second = await listed({ limit: 2, after: first.next ?? '' });
  expect(named(second)).toBe('cb');
  await made.put(ELM, hba1c('done', 'b', '2026-06-01'));
  const third = await listed({ limit: 2, after: second.next ?? '' });
  expect([named(third), third.total, third.next]).toEqual(['da', 4, undefined]);
  await store.run(sql`delete from access where cmp = (select cmp from insight_patient where id = 'd')`);
  // Who may not be seen any more has no name to go by: those of the same time are shown again, and nobody is lost.
  expect(named(await listed({ after: first.next ?? '' }))).toBe('ca');
});
