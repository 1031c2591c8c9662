import { plusDays } from '#base';
import type { Governance } from '#governance';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';

const ICB = 'Organization/icb';
const ACUTE = 'Organization/acute';
const COMMUNITY = 'Organization/community';
const COUNCIL = 'Organization/council';
const ELM = 'Organization/practice-1';

type Typed = Readonly<Record<string, string | readonly string[]>>;

const STEPS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Book the foot check',
    [
      [ELM, 'responsible'],
      [COMMUNITY, 'accountable'],
      [ACUTE, 'informed'],
    ],
  ],
  [
    'Look at the foot',
    [
      [COMMUNITY, 'accountable'],
      [ACUTE, 'consulted'],
    ],
  ],
  ['Tell the person what was found', [[ELM, 'responsible']]],
];

/**
 * Who does what in foot care, with a step that nobody answers for, what comes first for whom, and two concerns; and who works with whom, with a
 * tie that is missing and one that visits have made. Safe to run again: what is there stays as it is.
 */
export async function together(app: App, made: Demonstration): Promise<void> {
  const { charters, ties } = app.core.services.answers['governance'] as Governance;
  const as = await seatsOf(app);
  const lead = await as(ICB, 'programme-lead');
  if ((await charters.all(lead)).length > 0) return;
  const { id } = must(await charters.begin(lead, { name: 'Foot care', keeper: `${ICB}|programme-lead` }));
  const act = async (did: string, typed: Typed, by = lead) => must(await charters.act(by, id, { did, typed }));
  for (const [index, [words, parts]] of STEPS.entries()) {
    await act('step', { words });
    for (const [of, part] of parts) await act('part', { step: `s${index + 1}`, of, part });
  }
  for (const words of ['Nobody waits longer than four weeks', 'One number to ring', 'A room in every practice']) {
    await act('priority', { words });
  }
  await act('ranked', { order: ['1', '2', '3'] });
  await act('ranked', { order: ['3', '1', '2'] }, await as(ACUTE, 'consultant'));
  const nurse = await as(ELM, 'practice-nurse');
  await act('concern', { words: 'People are asked the same questions by us and by the clinic.' }, nurse);
  await act('reply', {
    concern: 'c1',
    words: 'The clinic reads your check from next month on, and asks only what is new.',
  });
  await act(
    'concern',
    { words: 'I do not know who rings somebody whose foot is red on a Friday.', unnamed: 'yes' },
    nurse,
  );
  const tie = async (did: string, typed: Typed) => must(await ties.act(lead, { did, typed }));
  const feet = 'Everybody with diabetes has their feet looked at once a year.';
  await tie('expected', { a: ELM, b: COMMUNITY, words: feet });
  await tie('expected', { a: COUNCIL, b: COMMUNITY, words: 'Whoever cannot leave home is visited by both.' });
  for (const [visit, ago] of [
    ['v1', 80],
    ['v2', 40],
  ] as const) {
    const on = plusDays(made.today, -ago);
    await tie('visit', { a: COUNCIL, b: COMMUNITY, on, words: 'Home carers and community nurses go together.' });
    await tie('held', { visit, words: 'Agreed who rings whom.' });
  }
}
