import { day } from '#base';
import type { MovedWork, MovedWorks, MovedWorkView } from '#money/contract';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const HOSPITAL = { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' };
const PRACTICE = { organization: 'Organization/practice-1', name: 'Elm Tree Surgery' };
const ICB = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };

const WANTED: MovedWork = {
  id: '4',
  instrument: 'vale-alliance',
  title: 'Vale alliance for diabetes care',
  words: 'Yearly reviews of people with diabetes',
  from: HOSPITAL,
  to: PRACTICE,
  payer: ICB,
  count: 1_000,
  minutes: 57,
  each: pounds(3_120),
  begins: day('2026-04-01'),
  needs: { staff: 60, money: pounds(3_120_000) },
  assigned: { staff: 40, money: pounds(0) },
  lacks: [
    '0.20 posts of staff of 0.60 posts are not assigned: Elm Tree Surgery says who does the work.',
    '31,200 of 31,200 GBP a year are not assigned: Vale Integrated Care Board gives them.',
  ],
};
const BEGAN: MovedWork = {
  ...WANTED,
  assigned: { staff: 60, money: pounds(3_120_000) },
  began: { at: '2026-03-20T09:00:00.000Z', by: 'Priya Raman' },
  lacks: [],
};

export const MOVED_WORKS: MovedWorks = {
  found: [WANTED, { ...BEGAN, id: '3' }],
  agreements: [{ id: 'vale-alliance', title: WANTED.title, parties: [HOSPITAL, PRACTICE, ICB] }],
  may: { propose: true },
};

const ASSIGNED = {
  kind: 'staff' as const,
  staff: 40,
  words: 'Two practice nurses, each a day a week',
  organization: PRACTICE.name,
  by: 'Joan Pritchard',
  at: '2026-03-02T09:00:00.000Z',
};

export const WORK_WANTED: MovedWorkView = {
  ...WANTED,
  assignments: [ASSIGNED],
  months: [],
  may: { staff: true, money: true, begin: true },
};

export const WORK_BEGAN: MovedWorkView = {
  ...BEGAN,
  assignments: [
    ASSIGNED,
    { ...ASSIGNED, kind: 'money', money: pounds(3_120_000), words: 'Out of the growth of the year' },
  ],
  months: [
    { month: day('2026-07-01'), planned: 83, there: 83, here: 0, staff: 0, money: pounds(0) },
    { month: day('2026-08-01'), planned: 84, there: 70, here: 16, staff: -10, money: pounds(-43_680) },
  ],
  may: { staff: false, money: false, begin: false },
};
