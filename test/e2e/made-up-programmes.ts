import { day } from '#base';
import type { CaseView, LessonView, MyChanges, ProgrammeMeasures, ProgrammeView } from '#governance/contract';

const lead = {
  role: 'programme-lead',
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  holders: ['Sam Adeyemi'],
} as const;
const nobody = { ...lead, role: 'practice-manager', holders: [] } as const;

const LESSON: LessonView = {
  id: 'l1',
  words: 'Letters to people',
  expected: 'One letter would tell everybody.',
  happened: 'A fifth came back.',
  advice: 'Ask each practice for its own way.',
  by: 'Ana Lima',
  on: day('2026-06-01'),
};

/** A programme in trouble, so that everything that can be said is drawn. */
export const PROGRAMME: ProgrammeView = {
  id: '1',
  name: 'Feet together',
  aim: 'One ulcer in ten fewer within two years.',
  measure: 'foot-checked',
  currency: 'GBP',
  lead,
  changes: 2,
  started: 1,
  risks: 2,
  board: { id: 'alliance~board', name: 'The alliance board' },
  context: { setting: 'mixed', money: 'pooled', clinicians: 'lead' },
  drivers: [
    {
      id: 'd1',
      words: 'Feet are looked at where people live',
      changes: [
        {
          id: 'c1',
          words: 'Clinics in the practices',
          starts: day('2026-09-01'),
          lacks: ['an owner', 'a measure'],
          feared: [{ series: 'emergency-attendance', way: 'up', at: 'Riverside Hospital' }],
          effects: [{ level: 'team', whom: 'Front desks', words: 'Two bookings at once.', from: day('2026-09-01') }],
          empty: ['system', 'organisation', 'individual'],
        },
        {
          id: 'c2',
          words: 'Visits',
          starts: day('2026-03-01'),
          started: day('2026-03-02'),
          measure: 'foot-checked',
          owner: nobody,
          lacks: [],
          feared: [],
          effects: [
            { level: 'individual', whom: 'practice-nurse', words: 'You bring five people.', from: day('2026-03-02') },
          ],
          empty: [],
        },
      ],
    },
    { id: 'd2', words: 'Shoes that fit', changes: [] },
  ],
  sponsor: {
    name: 'Jo Amadi',
    office: 'Cabinet member',
    standing: 'silent',
    seen: day('2026-03-01'),
    until: day('2027-05-06'),
    acts: [{ on: day('2026-03-01'), words: 'Opened a clinic', by: 'Sam Adeyemi' }],
  },
  before: [
    {
      name: 'Ed Park',
      office: 'Leader',
      standing: 'ended',
      seen: day('2025-01-01'),
      until: day('2025-05-01'),
      why: 'An election',
      acts: [],
    },
  ],
  milestones: [
    {
      id: 'm1',
      words: 'Three practices',
      on: day('2026-06-01'),
      reached: day('2026-05-20'),
      was: day('2026-06-01'),
      weeks: -2,
    },
    {
      id: 'm2',
      words: 'All practices',
      on: day('2026-12-31'),
      was: day('2026-10-22'),
      weeks: 10,
      why: 'New footprint',
      forecast: day('2027-08-09'),
    },
    { id: 'm3', words: 'Fewer ulcers', on: day('2027-12-31'), forecast: 'no end in sight' },
  ],
  baselines: [
    { name: 'As agreed', on: day('2026-01-01') },
    { name: 'Before: New footprint', on: day('2026-05-01') },
  ],
  means: [
    {
      id: 'b1',
      words: 'Programme office',
      from: day('2026-03-01'),
      until: day('2026-12-31'),
      hours: 3_060,
      minor: 9_000_000,
      usedHours: 540,
      usedMinor: 1_200_050,
    },
  ],
  staffing: {
    planned: { hours: 930, minor: 2_735_294 },
    used: { hours: 540, minor: 1_200_050 },
    below: 42,
    short: true,
  },
  shocks: [
    {
      id: 's1',
      words: 'New footprint',
      on: day('2026-05-01'),
      weeks: 10,
      milestones: ['All practices'],
      message: 'Clinics go on as they are.',
      tellers: [
        { ...lead, mine: true },
        { ...nobody, told: day('2026-05-03'), mine: false },
      ],
      hours: [{ hours: 120, words: 'Planning meetings', by: 'Sam Adeyemi' }],
      hoursLost: 120,
    },
  ],
  promises: [
    { id: 'p1', from: 'The region', words: 'Support', minor: 20_000_000, until: day('2026-06-30'), standing: 'broken' },
    { id: 'p2', from: 'The ministry', words: 'A waiver', minor: 0, until: day('2027-06-30'), standing: 'open' },
    {
      id: 'p3',
      from: 'The region',
      words: 'A room',
      minor: 0,
      until: day('2026-06-30'),
      standing: 'arrived',
      arrived: 'It is there.',
    },
  ],
  lessons: [LESSON],
  offers: [
    {
      ...LESSON,
      programme: '2',
      name: 'Home after hospital',
      same: ['setting', 'money'],
      different: ['record'],
      shared: ['practice'],
      weighed: { takes: true, words: 'We ask them.', by: 'Sam Adeyemi' },
    },
    { ...LESSON, id: 'l2', programme: '2', name: 'Home after hospital', same: ['setting'], different: [], shared: [] },
  ],
  riskList: [
    { words: 'Its sponsor has not been seen to stand for it for sixty days.', page: '/programmes/1' },
    { words: 'Promised by The region and not arrived: Support', page: '/programmes/1/plan' },
  ],
  partners: [
    { organization: 'Organization/river', name: 'Riverside Hospital' },
    { organization: 'Organization/council', name: 'County Council' },
  ],
  may: { lead: true, use: true, see: true },
};

export const MY_CHANGES: MyChanges = {
  lines: [
    {
      words: 'You bring five people to the visit.',
      from: day('2026-09-01'),
      owner: lead,
      change: 'Visits',
      programme: { id: '1', name: 'Feet together' },
    },
  ],
  more: 2,
  messages: [
    {
      words: 'New footprint',
      message: 'Clinics go on.',
      on: day('2026-05-01'),
      programme: { id: '1', name: 'Feet together' },
    },
  ],
};

/** A case that is being scored. */
export const CASE: CaseView = {
  programme: { id: '1', name: 'Feet together' },
  problem: 'Feet are looked at too late.',
  causes: [
    {
      id: 'a1',
      words: 'Two desks book',
      evidence: [
        {
          words: 'Feet are looked at where there is a clinic',
          measure: 'foot-checked',
          title: 'Feet checked',
          figure: { asAt: day('2026-08-31'), tally: { met: 4_730, of: 6_702 } },
        },
        {
          words: 'Ulcers come back',
          measure: 'foot-ulcer',
          title: 'A new ulcer',
          figure: { why: 'Not told: it would speak of fewer than 5 people, or let it be worked out.' },
        },
        { words: 'One in three was booked twice', measure: 'Bookings of the hospital, read by hand' },
      ],
    },
    { id: 'a2', words: 'Shoes are bought by post', evidence: [] },
  ],
  options: [
    { id: 'o1', kind: 'other', words: 'Clinics in the practices' },
    { id: 'o2', kind: 'do-nothing', words: 'As it is' },
  ],
  criteria: [
    { id: 'k1', words: 'Reach', share: 60 },
    { id: 'k2', words: 'Cost', share: 40 },
  ],
  panel: {
    until: day('2026-12-01'),
    revealed: false,
    members: [
      { ...lead, scored: true },
      { ...nobody, scored: false },
    ],
  },
  own: { 'o1.k1': 9, 'o1.k2': 3, 'o2.k1': 2, 'o2.k2': 8 },
  lacks: [
    'evidence for the cause “Shoes are bought by post”',
    'three options (there are 2)',
    'the scores of the panel',
  ],
  warnings: ['Not integrating was never an option.'],
  measures: [{ id: 'foot-checked', title: 'Feet checked', pack: 'diabetes' }],
  partners: PROGRAMME.partners,
  may: { lead: true, score: true },
};

export const CASE_DONE: CaseView = {
  ...CASE,
  lacks: [],
  passed: day('2026-06-01'),
  may: { lead: true, score: false },
  results: {
    totals: [
      {
        option: 'o1',
        words: 'Clinics in the practices',
        score: 6.4,
        by: [
          { words: 'Reach', score: 8 },
          { words: 'Cost', score: 4 },
        ],
      },
      {
        option: 'o2',
        words: 'As it is',
        score: 4.8,
        by: [
          { words: 'Reach', score: 2 },
          { words: 'Cost', score: 9 },
        ],
      },
    ],
    winner: 'Clinics in the practices',
    flips: [{ criterion: 'Reach', now: 60, at: 45.5, winner: 'As it is' }],
  },
};

/** The aim moved; of a change no figure is told to whoever looks. */
export const MEASURES: ProgrammeMeasures = {
  watchable: [
    { id: 'emergency-attendance', title: 'Emergency attendances', worse: 'up' },
    { id: 'bal-falls', title: 'Fall, aged 65 and over', worse: 'up' },
  ],
  choices: [
    { id: 'foot-checked', title: 'Feet checked', pack: 'diabetes' },
    { id: 'foot-ulcer', title: 'Foot ulcers', better: 'lower', pack: 'feet' },
  ],
  aim: {
    measure: 'foot-checked',
    title: 'Feet checked',
    counted: true,
    since: day('2026-03-02'),
    base: { asAt: day('2026-02-28'), tally: { met: 1204, of: 2000 } },
    now: { asAt: day('2026-05-31'), tally: { met: 1334, of: 2000 } },
    points: 6.5,
  },
  changes: [
    {
      change: 'c2',
      measure: 'foot-checked',
      title: 'Feet checked',
      counted: true,
      since: day('2026-03-02'),
      base: { why: 'Not told: too few.' },
      now: { asAt: day('2026-05-31'), tally: { met: 12, of: 20 } },
    },
  ],
};
