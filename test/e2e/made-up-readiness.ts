import { day } from '#base';
import { compile, type Program } from '#forms';
import type { RoundView } from '#governance/contract';
import pulse from '../../packs/forms/culture-pulse/questionnaire.json' with { type: 'json' };
import readiness from '../../packs/forms/readiness-change/questionnaire.json' with { type: 'json' };
import { fillingOf } from '../../src/web/form/filling.ts';

const program = read(readiness);

const want = {
  id: 'commitment',
  words: 'What we want',
  mean: 4.3,
  agreement: 0.82,
  agreed: 'strong',
  low: false,
} as const;
const can = { id: 'efficacy', words: 'What we can do', mean: 2.2, agreement: 0.41, agreed: 'none', low: true } as const;

/** A team that wants it and cannot yet, one of which nothing is told, and one that was decided about. */
export const ROUND: RoundView = {
  id: '1',
  form: 'readiness-change',
  title: program.title,
  programme: { id: '1', name: 'Feet together' },
  change: { id: 'c1', words: 'Foot clinics in the practices' },
  until: day('2026-06-20'),
  closed: day('2026-06-21'),
  undecided: 1,
  waits: false,
  program,
  teams: [
    {
      id: 't1',
      name: 'Elm Tree Surgery',
      role: 'practice-nurse',
      taken: 7,
      figure: { answered: 6, factors: [want, can] },
      decisions: [],
      trend: [],
      undecided: true,
    },
    { id: 't2', name: 'Riverside Hospital', role: 'consultant', taken: 3, decisions: [], trend: [], undecided: false },
    {
      id: 't3',
      name: 'Vale Council',
      role: 'social-worker',
      taken: 9,
      figure: { answered: 9, factors: [want, { ...can, agreement: 0.74, agreed: 'moderate' }] },
      trend: [],
      decisions: [
        {
          team: 't3',
          choice: 'support-first',
          why: 'They lack a room, not the will.',
          by: 'Sam Adeyemi',
          on: day('2026-06-22'),
        },
      ],
      undecided: false,
    },
  ],
  whole: { answered: 15, factors: [want, can] },
  trend: [],
  may: { lead: true, take: false, taken: false },
};

const pulsed = (id: string, words: string, mean: number) => ({ id, words, mean, agreement: 0.7, low: false });
const pulses = [
  pulsed('together', 'Deciding', 3.4),
  pulsed('safe', 'Speaking up', 3.1),
  pulsed('learning', 'Learning', 3.8),
];

export const PULSE: RoundView = {
  id: '2',
  form: 'culture-pulse',
  title: read(pulse).title,
  until: day('2026-06-20'),
  closed: day('2026-06-21'),
  undecided: 0,
  waits: false,
  program: read(pulse),
  teams: [
    {
      id: 't1',
      name: 'Elm Tree Surgery',
      taken: 12,
      figure: { answered: 11, factors: pulses.map((one) => ({ ...one, agreed: 'moderate' as const })) },
      decisions: [],
      trend: [],
      undecided: false,
    },
  ],
  trend: [
    { id: '0', on: day('2026-03-21'), factors: pulses },
    { id: '2', on: day('2026-06-21'), factors: pulses.map((one) => ({ ...one, mean: one.mean + 0.4 })) },
  ],
  may: { lead: true, take: false, taken: true },
};

const { closed: _, whole: __, ...open } = ROUND;
export const OPEN_ROUND: RoundView = { ...open, id: '3', waits: true, may: { lead: false, take: true, taken: false } };

/** Sent with most of it left out. */
export const SHEET = {
  token: 't1.x.y',
  filling: fillingOf(
    program,
    new URLSearchParams({ do: 'send', 'commitment:0/commitment-1:0': 'urn:concord:agreement|4' }),
    'Europe/London',
  ),
};

function read(questionnaire: unknown): Program {
  const found = compile(questionnaire);
  if (!found.ok) throw new Error(found.refusals[0].text);
  return found.value;
}
