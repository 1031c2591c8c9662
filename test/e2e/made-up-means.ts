import { day } from '#base';
import type { Assessment, CareCharged, CareCosts, Checklist, Means, Worked } from '#money/contract';
import { ENGLAND, formOf, yearOf } from '../../src/money/means/pack.ts';
import { workOut } from '../../src/money/means/work-out.ts';

export const MEANS_MADE: Means = {
  on: '2026-02-02',
  setting: 'home',
  care: [
    { words: 'Nursing', minor: 25_406, by: 'health' },
    { words: 'Home care, 14 hours a week', minor: 34_000, by: 'social' },
    { words: 'Reablement after hospital', minor: 12_000, by: 'social', free: 'reablement', since: '2026-01-26' },
  ],
  capital: [
    { kind: 'savings', minor: 1_825_100 },
    { kind: 'home-lived-in', minor: 31_000_000 },
  ],
  income: [
    { kind: 'state-pension', minor: 23_025 },
    { kind: 'mobility', minor: 7_710 },
    { kind: 'savings-credit', minor: 1_000, ignore: { minor: 695, why: 'savings credit disregard, رصيد الادخار' } },
  ],
  household: 'single-25',
  premiums: ['disability-premium'],
  spending: [{ kind: 'disability', words: 'Laundry and heating', minor: 1_550 }],
};

export const WORKED: Worked = made(MEANS_MADE);

export const MEANS_FORM = formOf(ENGLAND, yearOf(ENGLAND, MEANS_MADE.on) as NonNullable<ReturnType<typeof yearOf>>);

export const ASSESSED: Assessment = {
  id: 'a17',
  person: 'p17',
  name: 'Amina Khan-Williams أمينة',
  organization: 'Vale County Council',
  by: 'Nadia Farouk',
  assessed: '2026-02-02T09:30:00.000Z',
  reason: 'She came home from hospital, and her pension rose.',
  means: MEANS_MADE,
  worked: WORKED,
  standing: 'counts',
  disputes: [
    {
      line: 'capital-1',
      words: 'Half of it is my brother’s.',
      on: '2026-02-05T10:00:00.000Z',
      by: 'The person',
      answer: { words: 'Right: half of it counts from Monday.', on: '2026-02-09T10:00:00.000Z', by: 'Nadia Farouk' },
    },
    { line: 'change', words: 'My heating costs more since January.', on: '2026-02-11T10:00:00.000Z', by: 'The person' },
  ],
  may: { dispute: true, answer: false },
};

const CHECKED: Checklist = {
  id: 'c3',
  on: day('2026-01-20'),
  by: 'Nadia Farouk',
  organization: 'Vale County Council',
  levels: ENGLAND.checklist.domains.map(({ id, words }, at) => ({ id, words, level: at < 2 ? 'A' : 'C' })),
  full: true,
};

export const COSTS: CareCosts = {
  person: 'p17',
  name: ASSESSED.name,
  assessments: [ASSESSED, { ...ASSESSED, id: 'a9', standing: 'replaced', disputes: [] }],
  checklists: [CHECKED],
  charged: [
    charged('2026-03-01', 'person', -4_520, true),
    charged('2026-03-01', 'person', 59_233, false),
    charged('2026-03-01', 'health', 41_200, false),
    charged('2026-02-01', 'person', 53_500, false),
  ],
  may: { assess: true },
};

function charged(month: string, whose: CareCharged['whose'], minor: number, adjusts: boolean): CareCharged {
  const amount = { minor, currency: 'GBP' };
  const entered = adjusts ? '2026-04-20T09:00:00.000Z' : `${month.slice(0, 7)}-28T09:00:00.000Z`;
  return { organization: 'Vale County Council', month: day(month), amount, whose, adjusts, entered };
}

function made(means: Means): Worked {
  const outcome = workOut(ENGLAND, means);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
}
