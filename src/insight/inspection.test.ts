import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { diabetes, ELM, patient, type TestInsight, testInsight } from './insight.testing.ts';
import { inspectionOwed } from './inspection.ts';

const HOUR_MS = 3_600_000;

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

test('an inspection is owed where figures have gone a day without one, as on a machine that is off at night', async () => {
  const { store, now } = made.services;
  const owed = (hours: number) => inspectionOwed({ store, now: () => now() + hours * HOUR_MS });
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.follow();
  expect(await owed(0), 'figures are told, and nobody looked at them yet').toBe(true);
  await made.insight.inspect();
  expect([await owed(1), await owed(24), await owed(26)]).toEqual([false, false, true]);
});
