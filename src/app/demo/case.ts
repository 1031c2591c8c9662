import { type Day, plusDays } from '#base';
import type { Governance } from '#governance';
import { type As, BOARD } from './board.ts';
import { must } from './load.ts';

type Typed = Readonly<Record<string, string | readonly string[]>>;

const COMMISSIONER = ['Organization/icb', 'commissioner'] as const;
const CONSULTANT = ['Organization/acute', 'consultant'] as const;
const NURSE = ['Organization/community', 'specialist-nurse'] as const;
const PANEL = [COMMISSIONER, CONSULTANT, NURSE] as const;

/** Those who come to the board on the day: enough for it to decide. */
const THERE = [
  ['Organization/council', 'board-member'],
  COMMISSIONER,
  ['Organization/icb', 'finance-lead'],
  CONSULTANT,
  ['Organization/council', 'finance-lead'],
] as const;

const WRITTEN: readonly (readonly [string, Typed])[] = [
  ['problem', { words: 'Two in five people with diabetes miss one check or more each year, and nobody sees which.' }],
  ['cause', { words: 'No practice sees where it stands beside the others' }],
  [
    'evidence',
    {
      cause: 'a1',
      words: 'Before this record five of six practices could not say their own figure.',
      measure: 'all-eight',
    },
  ],
  ['cause', { words: 'What the specialist knows does not reach the practice' }],
  ['evidence', { cause: 'a2', words: 'Of sixty letters of advice, nineteen were answered by another appointment.' }],
  ['option', { words: 'Consultant and specialist nurse go to the practices, with shared figures' }],
  ['option', { words: 'A larger clinic at the hospital' }],
  ['option', { words: 'Each practice buys its own advice', kind: 'not-integrating' }],
  ['option', { words: 'It stays as it is', kind: 'do-nothing' }],
  ['criterion', { words: 'People with all eight checks', weight: '50' }],
  ['criterion', { words: 'What it costs', weight: '30' }],
  ['criterion', { words: 'Staff that it takes', weight: '20' }],
];

/** Scores of the three of the panel: four options, each by three criteria. */
const SCORES = [
  [8, 6, 5, 5, 3, 4, 4, 5, 3, 1, 8, 8],
  [9, 6, 6, 6, 2, 3, 3, 5, 4, 1, 9, 8],
  [8, 5, 6, 4, 3, 3, 4, 4, 4, 2, 8, 9],
] as const;

type Of = { readonly programme: string; readonly today: Day };

/** The case for change of the first programme: four options, scored blind by three, agreed by the joint board, and gone through. */
export async function agreeCase(governance: Governance, as: As, { programme, today }: Of): Promise<void> {
  const lead = await as('Organization/icb', 'programme-lead');
  const act = async (by: typeof lead, did: string, typed: Typed = {}) =>
    must(await governance.cases.act(by, programme, { did, typed }));
  for (const [did, typed] of WRITTEN) await act(lead, did, typed);
  await act(lead, 'panel', { members: PANEL.map((one) => one.join('|')), until: plusDays(today, 14) });
  for (const [index, [organization, role]] of PANEL.entries()) {
    await act(await as(organization, role), 'scored', sheet(SCORES[index] ?? []));
  }
  await act(lead, 'paper', { reviewOn: plusDays(today, 365) });
  await decide(governance, as, { programme, today });
  await act(lead, 'gate');
}

function sheet(scores: readonly number[]): Typed {
  return Object.fromEntries(
    scores.map((score, index) => [`o${Math.floor(index / 3) + 1}.k${(index % 3) + 1}`, String(score)]),
  );
}

async function decide({ decisions, cases }: Governance, as: As, { programme, today }: Of): Promise<void> {
  const secretary = await as('Organization/icb', 'programme-lead');
  const paper = must(await cases.of(secretary, programme)).paper?.id ?? '';
  const called = { body: BOARD, day: today, starts: '11:30', place: 'County Hall, room 3' };
  const meeting = must(await decisions.call(secretary, called)).id;
  must(await decisions.table(secretary, paper, meeting));
  const there = await Promise.all(THERE.map(([organization, role]) => as(organization, role)));
  for (const one of there) must(await decisions.come(one, meeting, {}));
  const [chair] = there;
  if (!chair) throw new Error('the board has a chair');
  must(await decisions.open(chair, meeting));
  for (const one of there) must(await decisions.vote(one, paper, { vote: 'for', reason: '' }));
  must(await decisions.decide(secretary, paper, 'Agreed: the first change may start.'));
  must(await decisions.close(secretary, meeting));
}
