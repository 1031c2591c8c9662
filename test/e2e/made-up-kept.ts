import { day } from '#base';
import type { Kept, News } from '#insight/contract';
import { PLACES } from './made-up-measures.ts';

const [ALL, , , ELM] = PLACES;
const PARTNERSHIP = ALL ?? { id: 'all', name: 'All', level: 'partnership' as const };

/** What somebody keeps: one of their own, one as at a day, one that a colleague shares. */
export const KEPT: Kept = {
  views: [
    {
      id: '1',
      name: 'Feet at Elm Tree',
      words: 'Foot check, Elm Tree Surgery, by age',
      place: ELM?.id ?? 'all',
      pack: 'diabetes-uk 2026.1',
      measure: 'foot',
      dimension: 'age',
      shared: false,
      by: 'Sam Adeyemi',
      mine: true,
      ends: true,
    },
    {
      id: '2',
      name: 'Where we stood in spring',
      words: 'Diabetes, Thames Valley partnership',
      place: 'all',
      asAt: day('2026-03-31'),
      shared: true,
      by: 'Rosa Delgado',
      mine: false,
      ends: false,
    },
  ],
  subscriptions: [
    {
      id: '1',
      words: 'Urine albumin recorded, Thames Valley partnership',
      monthly: true,
      place: 'all',
      measure: 'acr',
    },
    { id: '2', words: 'Diabetes, Thames Valley partnership', monthly: false, place: 'all' },
  ],
};

export const NEWS: readonly News[] = [
  {
    subscription: '1',
    place: PARTNERSHIP,
    day: day('2026-08-31'),
    lines: [
      {
        measure: 'acr',
        title: 'Urine albumin recorded',
        percent: 67,
        before: 66.2,
        signals: [
          {
            meaning: 'better',
            words: '30 November 2025 to 31 August 2026: seven months or more in a row above the mean.',
          },
        ],
      },
    ],
  },
  { subscription: '2', place: PARTNERSHIP, pack: 'diabetes-uk 2026.1', day: day('2026-08-31'), lines: [] },
];
