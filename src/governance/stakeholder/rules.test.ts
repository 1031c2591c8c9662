import { day } from '#base';
import { expect, test } from 'vitest';
import { curveOf } from './rules.ts';
import type { Stakeholder } from './stakeholder.ts';

const spokenTo = (...days: readonly string[]) => ({ contacts: days.map((on) => ({ on })) }) as unknown as Stakeholder;

test('the curve has each of the last twelve months, with how many were spoken to and how often', () => {
  const stakeholders = [
    spokenTo('2025-06-30', '2025-07-01', '2026-05-02', '2026-06-14'),
    spokenTo('2026-06-01', '2026-06-02'),
    spokenTo(),
  ];
  const curve = curveOf({ stakeholders }, day('2026-06-15'));
  expect(curve).toHaveLength(12);
  expect([curve[0], curve[5], curve[6], curve[10], curve[11]]).toEqual([
    { month: '2025-07', contacts: 1, spoken: 1 },
    { month: '2025-12', contacts: 0, spoken: 0 },
    { month: '2026-01', contacts: 0, spoken: 0 },
    { month: '2026-05', contacts: 1, spoken: 1 },
    { month: '2026-06', contacts: 3, spoken: 2 },
  ]);
});
