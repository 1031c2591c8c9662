import { day } from '#base';
import type { Restatement } from '#insight/contract';
import { VIEW } from './made-up-measures.ts';

/** A figure that is told otherwise a month later. */
export const RESTATED: Restatement = {
  measure: VIEW.measure,
  place: VIEW.place,
  asAt: day('2026-04-30'),
  from: day('2026-04-30'),
  to: day('2026-05-31'),
  before: { met: 100, of: 150 },
  after: { met: 112, of: 150 },
  changed: 12,
  people: [
    {
      person: 'Person/p17',
      name: 'خان, Amina',
      before: 'not-met',
      after: 'met',
      because: [{ title: 'HbA1c', at: day('2026-04-12'), value: '53 mmol/mol' }],
    },
    { person: 'Person/p22', name: 'OKAFOR, Chidi', before: 'not-counted', after: 'not-met', because: [] },
  ],
};
