import { expect, test } from 'vitest';
import { seeded } from '#base';
import { bucketOf, compartmentOf, NOBODY } from './compartment.ts';
import { parameterNumber, smallHash } from './hash.ts';
import { BUCKETS, embeddedBucket, newId, stableId } from './id.ts';

const NOW = Date.parse('2026-03-01T09:00:00Z');

test('an id of ours carries its bucket', () => {
  const random = seeded(1);
  for (let round = 0; round < 2_000; round += 1) {
    const bkt = Math.floor(random() * BUCKETS);
    const id = newId(bkt, NOW + round, random);
    expect(id).toMatch(/^[0-9a-z]{22}$/);
    expect(embeddedBucket(id)).toBe(bkt);
    expect(bucketOf('Observation', id)).toBe(bkt);
  }
});

test('ids of ours sort by time', () => {
  const ids = [1, 999, 1_000, 86_400_000].map((later) => newId(3, NOW + later, seeded(later)));
  expect([...ids].sort()).toEqual(ids);
});

test('an id made from its source is the same each time, and carries its bucket', () => {
  const digest = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
  expect(stableId(77, digest)).toBe(stableId(77, digest));
  expect(embeddedBucket(stableId(32_767, digest))).toBe(32_767);
});

test('any other id lies in the bucket of its hash, within bounds', () => {
  expect(embeddedBucket('b7f3d0a2-1c1f-4c9e-8d0e-0f6f3a1c2b3d')).toBeUndefined();
  for (let round = 0; round < 1_000; round += 1) {
    const bkt = bucketOf('Observation', `lab-${round}`);
    expect(bkt).toBeGreaterThanOrEqual(0);
    expect(bkt).toBeLessThan(BUCKETS);
  }
});

test('what is about nobody lies in the bucket of nobody', () => {
  expect(bucketOf('Organization', 'elm-tree')).toBe(NOBODY.bkt);
});

test("a person's compartment is where their Patient lies", () => {
  expect(compartmentOf('Patient/7').bkt).toBe(bucketOf('Patient', '7'));
  expect(compartmentOf('Patient/7').cmp).not.toBe(compartmentOf('Patient/8').cmp);
  expect(compartmentOf('Patient/7').cmp).toMatch(/^-?\d+$/);
});

test('small hashes spread', () => {
  const seen = new Set(Array.from({ length: 1_000 }, (_, index) => smallHash(`x${index}`)));
  expect(seen.size).toBeGreaterThan(950);
});

test('a parameter has the same number each time', () => {
  expect(parameterNumber('Patient', 'family')).toBe(parameterNumber('Patient', 'family'));
  expect(parameterNumber('Patient', 'family')).not.toBe(parameterNumber('Patient', 'given'));
});
