import { expect, test } from 'vitest';
import { activityOf } from './activity.ts';

const coding = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });

test('what was done is told by its codes, its day and how long it took', () => {
  const visit = {
    resourceType: 'Encounter',
    status: 'finished',
    type: [coding('1'), coding('2')],
    serviceType: coding('1'),
    period: { start: '2026-05-04T23:30:00+01:00', end: '2026-05-05T00:15:00+01:00' },
  };
  const told = { system: 'http://snomed.info/sct', day: '2026-05-04', minutes: 45 };
  expect(activityOf(visit)).toEqual([
    { ...told, code: '1' },
    { ...told, code: '2' },
  ]);
  const done = { resourceType: 'Procedure', status: 'completed', code: coding('3'), performedDateTime: '2026-05-04' };
  expect(activityOf(done)).toEqual([{ system: 'http://snomed.info/sct', code: '3', day: '2026-05-04' }]);
});

test.each([
  { resourceType: 'Encounter', status: 'planned', type: [coding('1')], period: { start: '2026-05-04' } },
  { resourceType: 'Procedure', status: 'entered-in-error', code: coding('1'), performedDateTime: '2026-05-04' },
  { resourceType: 'Procedure', status: 'completed', code: coding('1'), performedDateTime: '2026-05' },
  { resourceType: 'Procedure', status: 'completed', code: coding('1') },
  { resourceType: 'Procedure', status: 'completed', performedDateTime: '2026-05-04' },
  { resourceType: 'Observation', status: 'final', code: coding('1'), effectiveDateTime: '2026-05-04' },
])('what was not done, or cannot be dated, is not charged: $status $performedDateTime', (resource) => {
  expect(activityOf(resource)).toEqual([]);
});
