import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Exact } from '#fhir';
import { ELM, NOW, patient, type Resource, type TestInsight, testInsight, TRUST, valueOf } from '../insight.testing.ts';
import { areaOf, kmBetween } from './area.ts';
import type { ServiceMap } from './contract.ts';
import { openOf, openTogether } from './hours.ts';
import { withService } from './referral.ts';
import { shareOf } from './spend.ts';

const SYSTEM = 'https://concord.health/service-kind';
const database = testStore();
let insight: TestInsight;

beforeAll(async () => {
  insight = await testInsight(await database);
  const { put } = insight;
  await put(TRUST, place('near', 'ZZ1 1AA', [51.7, -1.2]));
  await put(TRUST, place('far', 'ZZ1 9ZZ', [51.8, -1.2]));
  await put(ELM, place('empty', 'ZZ7 5HF', [51.5, -1]));
  await put(TRUST, service('hospital-feet', TRUST, 'far', { availableTime: hours(['mon'], '09:00:00', '12:00:00') }));
  await put(ELM, service('practice-feet', ELM, 'near', { availableTime: hours(['mon'], '11:00:00', '15:00:00') }));
  await put(TRUST, service('nurses', TRUST, 'near', { type: [kind('nursing')] }));
  await put(TRUST, service('gone', TRUST, 'empty', { active: false }));
  await put(TRUST, calendar('hospital-feet'));
  await put(TRUST, slot('s1', 'hospital-feet', 3));
  await put(TRUST, slot('s2', 'hospital-feet', 5));
  await put(TRUST, slot('s3', 'hospital-feet', 40));
  await put(TRUST, slot('s4', 'hospital-feet', 2, 'busy'));
  await put(ELM, calendar('practice-feet'));
  await put(ELM, patient('p1', ELM, { address: [{ use: 'home', postalCode: 'ZZ1 1AB' }] }));
  await put(ELM, referral('r1', 'p1'));
  await insight.relate(ELM, 'Patient/p1');
}, 60_000);
afterAll(() => insight?.stop());

function place(id: string, postalCode: string, [latitude, longitude]: readonly [number, number]): Resource {
  return {
    resourceType: 'Location',
    id,
    name: `Place ${id}`,
    address: { postalCode },
    position: { latitude, longitude },
  };
}

function kind(code: string) {
  return { coding: [{ system: SYSTEM, code, display: code }] };
}

function service(id: string, by: string, at: string, more: object): Resource {
  return {
    resourceType: 'HealthcareService',
    id,
    name: id,
    providedBy: { reference: by },
    type: [kind('feet')],
    location: [{ reference: `Location/${at}` }],
    ...more,
  };
}

function hours(daysOfWeek: readonly string[], availableStartTime: string, availableEndTime: string) {
  return [{ daysOfWeek, availableStartTime, availableEndTime }];
}

function calendar(of: string): Resource {
  return { resourceType: 'Schedule', id: `c-${of}`, actor: [{ reference: `HealthcareService/${of}` }] };
}

function slot(id: string, of: string, days: number, status = 'free'): Resource {
  const start = new Date(NOW + days * 86_400_000);
  const end = new Date(start.getTime() + 1_800_000).toISOString();
  return {
    resourceType: 'Slot',
    id,
    schedule: { reference: `Schedule/c-${of}` },
    status,
    start: start.toISOString(),
    end,
  };
}

function referral(id: string, of: string, more: object = {}): Resource {
  const base = { resourceType: 'ServiceRequest', id, status: 'active', intent: 'order', code: kind('feet') };
  return { ...base, subject: { reference: `Patient/${of}` }, quantityQuantity: { value: 1 }, ...more };
}

async function mapFor(role: 'practice-nurse' | 'commissioner'): Promise<ServiceMap> {
  return valueOf(
    await insight.insight.service.map(
      await insight.seat(ELM, role, role === 'commissioner' ? 'planning' : 'direct-care'),
    ),
  );
}

test('finds what two organisations offer in one area at one time, and areas where a kind is offered by nobody', async () => {
  const { overlaps, gaps, spend } = await mapFor('commissioner');
  expect(overlaps).toMatchObject([{ kind: { title: 'feet' }, area: 'ZZ1', hours: 'same' }]);
  expect(overlaps[0]?.services.map(({ organization }) => organization)).toEqual(['Vale Hospitals', 'Elm Tree Surgery']);
  expect(gaps).toMatchObject([{ area: 'ZZ7', of: 2, lacks: [{ title: 'feet' }, { title: 'nursing' }] }]);
  expect(spend).toEqual([]);
});

test('tells partners how many appointments are free in four weeks and the first, of whichever organisation', async () => {
  const { services } = await mapFor('practice-nurse');
  const free = Object.fromEntries(services.map((one) => [one.id, one.free]));
  expect(free['hospital-feet']).toEqual({ count: 2, next: new Date(NOW + 3 * 86_400_000).toISOString() });
  expect(free['practice-feet']).toEqual({ count: 0 });
  expect(free['nurses']).toBeUndefined();
  const nurse = await insight.seat(ELM, 'practice-nurse');
  expect((await insight.repository.bind(nurse).read('Slot', 's1')).ok).toBe(false);
});

test('a referral takes the nearest service that has a free appointment, and says so in the record', async () => {
  const nurse = await insight.seat(ELM, 'practice-nurse');
  const { service: answers } = insight.insight;
  const { choices, from } = valueOf(await answers.choices(nurse, 'r1'));
  expect(choices.map(({ id, first }) => [id, first])).toEqual([
    ['hospital-feet', true],
    ['practice-feet', false],
  ]);
  expect(from).toContain('ZZ1');
  expect(valueOf(await answers.choose(nurse, 'r1'))).toMatchObject({ service: 'hospital-feet' });
  const written = JSON.parse(valueOf(await insight.repository.bind(nurse).read('ServiceRequest', 'r1')).body);
  expect(written.performer).toEqual([{ reference: 'HealthcareService/hospital-feet', display: 'hospital-feet' }]);
  expect(written.locationReference).toEqual([{ reference: 'Location/far', display: 'Place far' }]);
  expect(valueOf(await answers.choices(nurse, 'r1')).chosen).toBe('hospital-feet');
});

test('what two staff choose at once is one of the two, and nobody else’s referral is theirs to change', async () => {
  const nurse = await insight.seat(ELM, 'practice-nurse');
  const { service: answers } = insight.insight;
  await Promise.all([answers.choose(nurse, 'r1', 'practice-feet'), answers.choose(nurse, 'r1', 'hospital-feet')]);
  const { chosen } = valueOf(await answers.choices(nurse, 'r1'));
  expect(['practice-feet', 'hospital-feet']).toContain(chosen);
  const stranger = await insight.seat('Organization/mill', 'practice-nurse');
  expect(await answers.choose(stranger, 'r1')).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.no-referral' }],
  });
});

test('a referral that is over, or asks for what nobody offers, goes nowhere', async () => {
  const nurse = await insight.seat(ELM, 'practice-nurse');
  await insight.put(ELM, referral('r2', 'p1', { status: 'completed' }));
  await insight.put(ELM, referral('r3', 'p1', { code: kind('hearing') }));
  const { choose } = insight.insight.service;
  expect(await choose(nurse, 'r2')).toMatchObject({ refusals: [{ code: 'insight.referral-closed' }] });
  expect(await choose(nurse, 'r3')).toMatchObject({ refusals: [{ code: 'insight.no-service' }] });
  expect(await choose(nurse, 'r1', 'nurses')).toMatchObject({ refusals: [{ code: 'insight.no-service' }] });
});

test('other performers stay and numbers keep their digits', () => {
  const json =
    '{"performer":[{"reference":"Practitioner/1"},{"reference":"HealthcareService/old"}],"quantityQuantity":{"value":1.00}}';
  const place = { id: 'l', name: 'L' };
  expect(valueOf(withService(json, { id: 's', name: 'S', place }))).toBe(
    '{"performer":[{"reference":"Practitioner/1"},{"reference":"HealthcareService/s","display":"S"}],"quantityQuantity":{"value":1.00},"locationReference":[{"reference":"Location/l","display":"L"}]}',
  );
  expect(valueOf<Exact>(withService('{}', { id: 's', name: 'S', place }) as never)).toContain('HealthcareService/s');
});

test('areas are the first halves of postcodes, distances those of the globe, hours those of the week', () => {
  expect(['ox1 2ab', 'SW1A1AA', '00100'].map((postalCode) => areaOf({ postalCode }))).toEqual(['OX1', 'SW1A', '00100']);
  expect(areaOf({ city: 'Moroto', district: 'Karamoja' })).toBe('Karamoja');
  expect(kmBetween({ latitude: 51.5, longitude: 0 }, { latitude: 48.85, longitude: 2.35 })).toBeCloseTo(339, -1);
  const monday = openOf(hours(['mon'], '09:00:00', '12:00:00'));
  expect(openTogether(monday, openOf(hours(['mon'], '12:00:00', '13:00:00')))).toBe(false);
  expect(openTogether(monday, openOf([{ allDay: true }]))).toBe(true);
  expect(openTogether(monday, [])).toBeUndefined();
});

test('prevention’s share is the sum of the schemes that the convention names, whatever hyphens they are written with', () => {
  const amount = (minor: number) => ({ minor, currency: 'GBP' });
  const schemes = [
    { name: 'foot care', spent: amount(300) },
    { name: 'specialist nursing', spent: amount(700) },
  ];
  const { prevention, lines } = shareOf({ instrument: 'i', pool: 'p' }, { name: 'P', spent: amount(1_000), schemes });
  expect(prevention).toEqual(amount(300));
  expect(lines.map(({ level }) => level)).toEqual(['secondary', undefined]);
});
