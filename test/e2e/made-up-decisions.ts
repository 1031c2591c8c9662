import { day } from '#base';
import type { BodyView, InterestView, MeetingView, PaperSummary, PaperView, RightsFound } from '#governance/contract';

const chair = { role: 'board-member', organization: 'Organization/river', name: 'Riverside Hospital' } as const;
const member = { role: 'commissioner', organization: 'Organization/council', name: 'County Council' } as const;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });

const PAPER_LINE: PaperSummary = {
  id: '4',
  title: 'Move foot clinics to the practices',
  body: 'The alliance board',
  topic: 'podiatry',
  amount: pounds(6_000_000),
  state: 'tabled',
  meeting: '3',
  effect: 'Waits fall from nine weeks to four.',
  reviewOn: day('2027-03-01'),
  sentUp: {
    from: 'The foot care group',
    why: '£60,000.00 is above the £50,000.00 up to which it may decide about podiatry.',
  },
};

const DECIDED: PaperSummary = {
  ...PAPER_LINE,
  id: '2',
  title: 'A second podiatrist',
  state: 'agreed',
  decided: '2026-06-02T10:00:00.000Z',
  decision: 'From July, for a year.',
  measured: 'Waits are five weeks.',
};

export const BODY: BodyView = {
  id: 'alliance~board',
  name: 'The alliance board',
  kind: 'board',
  agreement: { id: 'vale-alliance', version: 1, title: 'Vale alliance agreement' },
  topics: ['podiatry', 'home-support'],
  limit: pounds(25_000_000),
  chair,
  next: { id: '3', day: day('2026-10-06'), starts: '14:00' },
  secretary: { role: 'programme-lead', organization: 'Organization/river', name: 'Riverside Hospital' },
  remits: [
    {
      paragraph: '3',
      topics: ['podiatry', 'home-support'],
      reserved: ['year-plan'],
      upTo: pounds(25_000_000),
      quorum: 2,
      of: 2,
      by: 'majority',
      mustAgree: ['County Council'],
      consulted: [],
      deputies: [{ of: member, deputy: { ...member, role: 'finance-lead' }, upTo: pounds(5_000_000) }],
    },
  ],
  seats: [
    { ...chair, key: 'a', livedExperience: false },
    { ...member, key: 'b', livedExperience: true },
  ],
  meetings: [{ id: '3', day: day('2026-10-06'), starts: '14:00', place: 'Committee room 2', state: 'called' }],
  waiting: [PAPER_LINE],
  decisions: [DECIDED],
  may: { call: true },
};

export const MEETING: MeetingView = {
  id: '3',
  day: day('2026-10-06'),
  starts: '14:00',
  place: 'Committee room 2',
  state: 'open',
  body: { id: BODY.id, name: BODY.name },
  seats: [
    { ...chair, key: 'a', livedExperience: false, present: { name: 'Jo Marsh', deputy: false, mine: true } },
    { ...member, key: 'b', livedExperience: true },
  ],
  items: [PAPER_LINE],
  waiting: [{ ...PAPER_LINE, id: '5', state: 'waiting' }],
  may: { come: ['b'], keep: true, open: false },
};

export const MEETING_HELD: MeetingView = {
  ...MEETING,
  state: 'closed',
  waiting: [],
  may: { come: [], keep: false, open: false },
  minutes: {
    n: 3,
    hash: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
    sealed: '2026-10-06T15:10:00.000Z',
    by: 'Sam Adeyemi',
    intact: true,
    minutes: {
      body: BODY.name,
      agreement: 'Vale alliance agreement, version 1',
      meeting: '3',
      day: '2026-10-06',
      place: 'Committee room 2',
      opened: '2026-10-06T13:02:00.000Z',
      closed: '2026-10-06T15:10:00.000Z',
      chair: 'Jo Marsh',
      present: ['Jo Marsh, Riverside Hospital', 'Ana Lima, County Council'],
      items: [
        {
          paper: '2',
          title: DECIDED.title,
          ask: 'Pay for it.',
          amount: '£60,000.00',
          recused: ['Lee Park: shares in Zeta Ltd'],
          votes: ['Jo Marsh for', 'Ana Lima against: The money is not there.'],
          outcome: 'not agreed',
          decision: 'It comes back with another price.',
        },
      ],
    },
  },
};

export const PAPER: PaperView = {
  ...PAPER_LINE,
  bodyId: BODY.id,
  ask: 'Move 1,200 foot clinics a year from the hospital to the practices.',
  putBy: 'Sam Adeyemi, Elm Tree Surgery',
  putOn: '2026-09-01T09:00:00.000Z',
  suppliers: ['Zeta Ltd'],
  concerned: ['Riverside Hospital', 'Elm Tree Surgery'],
  draft: { instrument: 'vale-sharing', version: 2 },
  moves: [],
  positions: [
    {
      organization: 'Organization/river',
      name: 'Riverside Hospital',
      money: [pounds(-9_600_000)],
      moneyFrom: 'simulation',
      activity: [{ what: 'Foot clinics', perYear: -1_200 }],
      staff: { hours: -600, workers: -2 },
      rights: [
        {
          organization: 'Organization/river',
          topic: 'podiatry',
          before: [],
          after: [
            {
              body: 'The alliance board',
              upTo: pounds(5_000_000),
              votes: 1,
              of: 3,
              mustAgree: false,
              consulted: false,
            },
          ],
          loses: false,
        },
      ],
      loses: true,
      words: 'Two posts would have to go.',
      by: 'Jo Marsh',
      offer: { words: 'Half of it for two years.', state: 'refused', answer: 'Too little.' },
    },
    {
      organization: 'Organization/council',
      name: 'County Council',
      money: [],
      moneyFrom: 'not-known',
      activity: [],
      staff: {},
      loses: true,
      words: 'Longer ways.',
    },
    {
      organization: 'Organization/elm',
      name: 'Elm Tree Surgery',
      money: [pounds(9_600_000)],
      moneyFrom: 'simulation',
      activity: [{ what: 'Foot clinics', perYear: 1_200 }],
      staff: { hours: 600, workers: 2 },
      rights: [],
      loses: false,
    },
  ],
  simulated: {
    at: '2026-09-02T09:00:00.000Z',
    by: 'Kim Osei',
    from: day('2025-04-01'),
    until: day('2026-03-31'),
    told: true,
  },
  interests: [
    { name: 'Lee Park', words: 'I hold shares in Zeta Ltd.', out: true, seat: 'c' },
    { name: 'Elm Tree Surgery', words: 'Rents rooms to Zeta Ltd.', out: false },
  ],
  votes: [
    { name: 'Jo Marsh', vote: 'for' },
    { name: 'Ana Lima', vote: 'against', reason: 'The money is not there.' },
  ],
  tally: { outcome: 'agreed', eligible: ['a', 'b'], quorum: 2, for: 1, against: 1, abstained: 0, without: [] },
  recused: [],
  outcomes: [
    {
      at: '2026-09-01T09:00:00.000Z',
      by: 'Sam Adeyemi',
      words: 'Sent up from The foot care group to The alliance board: too large.',
    },
  ],
  partners: [
    { organization: 'Organization/river', name: 'Riverside Hospital' },
    { organization: 'Organization/council', name: 'County Council' },
  ],
  meetings: [MEETING],
  mine: 'Organization/elm',
  named: [{ seat: 'b', name: 'Ana Lima' }],
  may: {
    vote: true,
    keep: true,
    chair: true,
    speak: true,
    answer: true,
    simulate: true,
    declare: true,
    withdraw: false,
    measure: false,
    nameMeasure: false,
  },
};

export const MEASURES = [
  { id: 'all-eight', title: 'All eight care processes', pack: 'diabetes' },
  { id: 'foot-checked', title: 'Feet checked', pack: 'diabetes' },
];

/** Agreed a year ago: what it was to do stands beside what the figures say. */
export const PAPER_SEEN: PaperView = {
  ...PAPER,
  ...DECIDED,
  positions: [],
  named: [],
  outcomes: [],
  reviewOn: day('2026-08-31'),
  seen: {
    measure: 'foot-checked',
    title: 'Feet checked',
    counted: true,
    wants: 'rise',
    target: 70,
    figures: [
      { of: 'decided', on: day('2026-06-02'), asAt: day('2026-05-31'), tally: { met: 4_120, of: 6_610 } },
      { of: 'review', on: day('2026-08-31'), asAt: day('2026-08-31'), tally: { met: 4_730, of: 6_702 } },
      { of: 'now', on: day('2026-09-12'), why: 'Not told: it would speak of fewer than 5 people.' },
    ],
    points: 8.2,
    came: 'reached',
  },
  may: {
    ...PAPER.may,
    vote: false,
    keep: false,
    chair: false,
    speak: false,
    answer: false,
    simulate: false,
    declare: false,
    measure: true,
    nameMeasure: false,
  },
};

const { seen: _seen, ...UNSEEN } = PAPER_SEEN;

/** Agreed without a measure: one can be named. */
export const PAPER_UNSEEN: PaperView = { ...UNSEEN, id: '3', may: { ...UNSEEN.may, nameMeasure: true } };

export const INTERESTS: readonly InterestView[] = [
  {
    id: '2',
    name: 'Lee Park',
    organization: 'Riverside Hospital',
    whole: false,
    kind: 'money',
    words: 'I hold shares.',
    party: 'Zeta Ltd',
    from: day('2025-01-01'),
    declared: '2026-08-01T10:00:00.000Z',
    mine: true,
  },
  {
    id: '1',
    name: 'Sam Adeyemi',
    organization: 'Elm Tree Surgery',
    whole: true,
    kind: 'post',
    words: 'Our senior partner sat there.',
    party: 'County Council',
    from: day('2024-01-01'),
    until: day('2025-12-31'),
    declared: '2026-08-01T10:00:00.000Z',
    mine: false,
  },
];

const held = { ...member, holders: ['Ana Lima'] };

export const RIGHTS: RightsFound = {
  question: {
    asked: 'Who can approve a data feed at the council?',
    topic: 'data-feeds',
    organization: 'Organization/council',
    organizationName: 'County Council',
    amount: pounds(6_000_000),
  },
  rights: [
    {
      organization: 'Organization/council',
      organizationName: 'County Council',
      topic: 'data-feeds',
      way: 'decides',
      holder: held,
      upTo: pounds(6_000_000),
      deputy: { ...held, role: 'finance-lead', holders: [], upTo: pounds(1_000_000) },
      evidence: 'Scheme of delegation 2026, line 14.',
      confirmed: { on: day('2025-01-01'), by: 'Ana Lima' },
      stale: true,
      may: { confirm: true, change: true },
    },
    {
      organization: 'Organization/river',
      organizationName: 'Riverside Hospital',
      topic: 'data-feeds',
      way: 'must-agree',
      holder: { ...held, role: 'ig-lead' },
      evidence: 'Minutes of May.',
      stale: false,
      may: { confirm: false, change: false },
    },
  ],
  bodies: [
    {
      id: BODY.id,
      name: BODY.name,
      topic: 'data-feeds',
      paragraph: '3',
      agreement: 'Vale alliance agreement',
      upTo: pounds(25_000_000),
      chair: { ...chair, holders: ['Jo Marsh'] },
      seats: [{ ...held, deputy: { ...held, role: 'finance-lead', upTo: pounds(5_000_000) } }],
      mustAgree: ['County Council'],
      next: { id: '3', day: day('2026-10-06'), starts: '14:00' },
    },
  ],
  topics: ['data-feeds', 'podiatry'],
  organizations: [{ organization: 'Organization/council', name: 'County Council' }],
  may: { set: ['Organization/council'] },
};
