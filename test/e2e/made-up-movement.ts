import { day } from '#base';
import type { CostMovement, MovementPeople } from '#money/contract';
import { RULE_WORDS } from '../../src/money/shift/movement.ts';

const HOSPITAL = { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' };
const COUNCIL = { organization: 'Organization/council', name: 'Vale County Council' };

export const MOVEMENT: CostMovement & { readonly seen: MovementPeople } = {
  id: '3',
  instrument: 'vale-alliance',
  title: 'Vale alliance for people who leave hospital',
  month: day('2026-08-01'),
  cohort: 'people who were there in that month',
  count: 86,
  fell: {
    ...HOSPITAL,
    words: 'bed day',
    unit: 'day',
    before: 8.02,
    now: 6.04,
    percent: -24.7,
    z: -6.4,
    amount: { minor: -5_958_000, currency: 'GBP' },
  },
  rose: {
    ...COUNCIL,
    words: 'hour of home care',
    unit: 'hour',
    before: 9.6,
    now: 16.7,
    percent: 74,
    z: 7.1,
    amount: { minor: 1_526_500, currency: 'GBP' },
  },
  othersPercent: 1.8,
  rule: RULE_WORDS,
  due: day('2026-09-18'),
  state: 'for-comment',
  comments: [
    {
      organization: HOSPITAL.name,
      by: 'Chief executive',
      words: 'Discharge to assess began on 1 August.',
      at: '2026-09-12T09:30:00.000Z',
    },
  ],
  may: { comment: true },
  seen: { count: 71, people: [] },
};
