import { day, plusDays } from '#base';
import type { OddShown, SentinelList, SentinelView, SignalShown } from '#insight/contract';
// What a story shows is worked out by the product's own rules, so that a picture cannot tell what the program would not.
import { beforeAfter } from '../../src/insight/signals/effects.ts';
import { MONTHS, watch } from '../../src/insight/sentinel/watch.ts';
import { TODAY } from './made-up-record.ts';

const SINCE = day('2026-07-20');
const ON = new Map(
  Array.from({ length: 26 * 7 + 54 }, (_, at) => {
    const days = at - 26 * 7;
    const usual = 2 + ((at * 7) % 3);
    return [plusDays(SINCE, days), days < 0 ? usual : usual + 3 + (at % 2)] as const;
  }),
);
const found = watch({ since: SINCE, today: TODAY, known: plusDays(SINCE, -400), on: ON, feared: 'up' });

const FALLS = new Map(
  Array.from({ length: 100 }, (_, at) => [plusDays(SINCE, at * 7 - 92 * 7), 1 + ((at * 5) % 3)] as const),
);
const fallen = watch({
  since: SINCE,
  today: TODAY,
  known: plusDays(SINCE, -700),
  on: FALLS,
  feared: 'up',
  periods: MONTHS,
});

const SIGNAL: SignalShown = {
  id: '7',
  sentinel: '3',
  change: 'The foot clinic moves to Elm Tree Surgery',
  series: 'Emergency attendances',
  at: { organization: 'Organization/riverside', name: 'Riverside Hospital' },
  since: found.seen?.since ?? SINCE,
  until: found.seen?.until ?? TODAY,
  counted: found.seen?.counted ?? 0,
  expected: found.seen?.expected ?? 0,
  people: 41,
  cost: { minor: 482_500, currency: 'GBP' },
  movement: true,
  rules: found.seen?.rules ?? [],
  state: 'to-review',
  commentUntil: '2026-09-14',
  awaited: [],
  words: [
    {
      kind: 'comment',
      organization: 'Riverside Hospital',
      name: 'Sam Adeyemi',
      words: 'Most come for dressings that the clinic used to change on the same visit.',
      at: '2026-09-08T10:00:00.000Z',
    },
    {
      kind: 'comment',
      organization: 'Elm Tree Surgery',
      name: 'Rosa Delgado',
      words: 'The dressing nurse did not move with the clinic.',
      at: '2026-09-09T10:00:00.000Z',
    },
  ],
  may: { comment: false, review: true, people: true },
};

export const SENTINEL: SentinelView = {
  id: '3',
  change: SIGNAL.change,
  hoped: 'Feet are looked at nearer to home, and more of them',
  hopedFor: { measure: 'acr', title: 'Urine albumin recorded', place: 'all' },
  since: SINCE,
  organization: { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
  by: 'Rosa Delgado',
  signals: [
    SIGNAL,
    {
      ...SIGNAL,
      id: '6',
      since: plusDays(SIGNAL.since, -28),
      state: 'reviewed',
      movement: false,
      may: { comment: false, review: false, people: false },
      words: [
        ...SIGNAL.words.slice(1),
        {
          kind: 'adjust',
          organization: 'Elm Tree Surgery',
          name: 'Rosa Delgado',
          words: 'A dressing clinic on two days from October.',
          at: '2026-09-10T10:00:00.000Z',
          early: {
            words: 'Wounds cannot wait for another week.',
            unheard: ['Riverside Hospital'],
          },
        },
      ],
    },
    {
      ...SIGNAL,
      id: '5',
      since: plusDays(SIGNAL.since, 14),
      state: 'for-comment',
      awaited: ['Riverside Hospital'],
      words: SIGNAL.words.slice(1),
      may: { comment: true, review: true, people: false },
    },
  ],
  limits: [],
  watches: [
    {
      series: 'emergency-attendance',
      organization: 'Organization/riverside',
      feared: 'up',
      costEach: { minor: 25_000, currency: 'GBP' },
      title: 'Emergency attendances',
      name: 'Riverside Hospital',
      days: 7,
      weeks: found.weeks,
      effect: beforeAfter(
        found.weeks.map(({ from, counted }) => ({ day: from, value: counted })),
        SINCE,
        'week',
      ),
      ...(found.limits ? { limits: found.limits } : {}),
    },
    {
      series: 'bal-falls',
      feared: 'up',
      title: 'Fall, aged 65 and over',
      name: 'Mill Lane Health Centre',
      days: MONTHS.days,
      weeks: fallen.weeks,
      effect: beforeAfter(
        fallen.weeks.map(({ from, counted }) => ({ day: from, value: counted })),
        SINCE,
        'month',
      ),
      ...(fallen.limits ? { limits: fallen.limits } : {}),
    },
  ],
  may: { end: true },
};

const { cost: _, ...PRICELESS } = SIGNAL;

/** What a signed agreement fears: nobody declared it. */
export const AGREED: SentinelView = {
  ...SENTINEL,
  id: '4',
  change: 'Sharing for diabetes care in the Vale',
  hoped: 'All eight care processes: 60 %',
  by: 'the agreement, paragraph 5.2',
  agreed: '/agreements/vale-sharing',
  limits: [
    {
      pack: 'balancing 2026.1',
      measure: 'bal-falls',
      title: 'Fall in a year, aged 65 and over',
      worse: 'above',
      percent: 5,
      counted: true,
      past: true,
      tally: { met: 34, of: 412 },
    },
    {
      pack: 'balancing 2026.1',
      measure: 'bal-hypo',
      title: 'Severe low sugar in a year',
      worse: 'above',
      percent: 2,
      counted: true,
      past: false,
    },
  ],
  signals: [
    {
      ...PRICELESS,
      id: '9',
      sentinel: '4',
      change: 'Sharing for diabetes care in the Vale',
      series: 'Fall in a year, aged 65 and over, above the 5 % that were agreed',
      at: { organization: 'Organization/icb', name: 'Vale Integrated Care Board' },
      since: TODAY,
      until: TODAY,
      counted: 34,
      expected: 20.6,
      people: 34,
      movement: false,
      rules: ['agreed-limit'],
      limit: { pack: 'balancing 2026.1', measure: 'bal-falls', worse: 'above', percent: 5 },
      words: [],
      may: { comment: false, review: true, people: false },
    },
  ],
  watches: SENTINEL.watches.slice(1),
  may: { end: false },
};

export const ODD: readonly OddShown[] = [
  {
    id: '2',
    words: 'People ring us for dressings that they used to get at the clinic',
    place: 'Reception',
    by: 'Amira Haddad',
    at: '2026-09-07T09:00:00.000Z',
  },
  {
    id: '1',
    words: 'Two letters came for the same appointment',
    place: '',
    by: 'Amira Haddad',
    at: '2026-08-20T09:00:00.000Z',
    sentinel: '3',
    answer: { words: 'The hospital sends one letter from now on', by: 'Rosa Delgado', at: '2026-08-22T09:00:00.000Z' },
  },
];

export const SENTINELS: SentinelList = {
  sentinels: [
    SENTINEL,
    AGREED,
    {
      ...SENTINEL,
      id: '2',
      change: 'Reminders by text message',
      hoped: 'Fewer missed appointments',
      signals: [],
      ended: { at: '2026-08-01T00:00:00.000Z', words: 'Two quiet years' },
    },
  ],
  balancing: [{ id: 'bal-falls', title: 'Fall, aged 65 and over', worse: 'up' }],
  series: [
    { id: 'emergency-attendance', title: 'Emergency attendances', worse: 'up' },
    { id: 'hospital-stay', title: 'Hospital stays', worse: 'up' },
  ],
  measures: [{ id: 'acr', title: 'Urine albumin recorded' }],
  organizations: [{ organization: 'Organization/riverside', name: 'Riverside Hospital' }],
  odd: ODD,
  may: { declare: true, answer: true },
};
