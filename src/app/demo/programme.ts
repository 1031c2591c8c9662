import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Governance } from '#governance';
import type { App } from '../start.ts';
import { BOARD, seatsOf } from './board.ts';
import { agreeCase } from './case.ts';
import type { Demonstration } from './demonstration.ts';
import { circle } from './circle.ts';
import { compete } from './compete.ts';
import { surround } from './policies.ts';
import { LESSONS } from './lessons.ts';
import { must } from './load.ts';
import { askHowFar } from './maturity.ts';
import { askTeams } from './readiness.ts';

const LEAD = 'Organization/icb|programme-lead';

/**
 * Two programmes of these partners: one under way, with its tree, its plan before and after something came between, its hours, its
 * sponsor and what it learned; and a second that has just begun. Safe to run again: what is there stays as it is.
 */
export async function change(app: App, made: Demonstration): Promise<void> {
  const { programmes } = app.core.services.answers['governance'] as Governance;
  const as = await seatsOf(app);
  const lead = await as('Organization/icb', 'programme-lead');
  if ((await programmes.all(lead)).length > 0) return;
  const { cases, stakeholders, competition, policies } = app.core.services.answers['governance'] as Governance;
  const id = await first({ programmes, cases, lead, today: made.today });
  await agreeCase(app.core.services.answers['governance'] as Governance, as, { programme: id, today: made.today });
  await done({ programmes, cases, lead, today: made.today }, id, [['started', { change: 'c1' }]]);
  await circle({ stakeholders, lead, today: made.today, programme: id });
  await compete(competition, as, made.today);
  await askTeams(app.core.services.answers['governance'] as Governance, as, { programme: id, today: made.today });
  await askHowFar(app.core.services.answers['governance'] as Governance, as, { programme: id, today: made.today });
  await surround({ policies, lead, today: made.today, programme: id });
  await second({ programmes, cases, lead, today: made.today });
}

type Setting = {
  readonly programmes: Governance['programmes'];
  readonly cases: Governance['cases'];
  readonly lead: Access;
  readonly today: Day;
};

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Does one thing after the other. */
async function done(
  { programmes, lead }: Setting,
  id: string,
  all: readonly (readonly [string, Typed])[],
): Promise<void> {
  for (const [did, typed] of all) must(await programmes.act(lead, id, { did, typed }));
}

async function first(setting: Setting): Promise<string> {
  const { programmes, lead, today } = setting;
  const begun = {
    name: 'Diabetes care as one',
    aim: 'Three in four people with diabetes have all eight checks every year, in every practice, within two years.',
    measure: 'all-eight',
    board: BOARD,
    lead: LEAD,
  };
  const { id } = must(await programmes.begin(lead, begun));
  await done(setting, id, [...tree(today), ...plan(today), ...people(today), ...learned()]);
  return id;
}

function tree(today: Day): readonly (readonly [string, Typed])[] {
  const on = (days: number) => plusDays(today, days);
  const nurse = (change: string, words: string, days: number) =>
    ['effect', { change, level: 'individual', role: 'practice-nurse', words, from: on(days) }] as const;
  return [
    ['driver', { words: 'Practices know where they stand, and what to do about it' }],
    ['driver', { words: 'Feet are looked at where people live' }],
    [
      'change',
      { driver: 'd1', words: 'A consultant and a specialist nurse visit each practice twice a year', starts: on(-60) },
    ],
    ['change', { driver: 'd1', words: 'Reviews in two steps: tests first, visit after', starts: on(14) }],
    ['change', { driver: 'd2', words: 'Foot clinics in the practices', starts: on(45) }],
    ['measured-by', { change: 'c1', measure: 'all-eight' }],
    ['measured-by', { change: 'c2', measure: 'hba1c-recorded' }],
    ['owned', { change: 'c1', owner: 'Organization/acute|consultant' }],
    ['owned', { change: 'c2', owner: 'Organization/practice-1|practice-manager' }],
    [
      'effect',
      {
        change: 'c1',
        level: 'system',
        whom: 'All partners',
        words: 'One list of outliers, over- and under-treated.',
        from: on(-60),
      },
    ],
    [
      'effect',
      {
        change: 'c1',
        level: 'organisation',
        whom: 'The hospital',
        words: 'Forty half-days of a consultant a year.',
        from: on(-60),
      },
    ],
    [
      'effect',
      {
        change: 'c1',
        level: 'team',
        whom: 'Practice teams',
        words: 'An hour and a half, twice a year, with all who care.',
        from: on(-60),
      },
    ],
    nurse('c1', 'You bring five people to the visit, and leave with what to do next for each.', -60),
    nurse('c1', 'The pack for the visit comes a week before, with your last actions in it.', 10),
    nurse('c2', 'Blood is taken a week before the review, so that results are there when you talk.', 14),
    nurse('c2', 'Reviews take twenty minutes instead of forty.', 21),
    nurse('c2', 'You write the result once: the other systems take it from the record.', 30),
    [
      'effect',
      { change: 'c2', level: 'team', whom: 'Front desks', words: 'Two appointments are booked at once.', from: on(14) },
    ],
  ];
}

function plan(today: Day): readonly (readonly [string, Typed])[] {
  const on = (days: number) => plusDays(today, days);
  return [
    ['milestone', { words: 'Every practice visited once', on: on(40) }],
    ['milestone', { words: 'Reviews in two steps in ten practices', on: on(75) }],
    ['milestone', { words: 'Foot clinics in three practices', on: on(110) }],
    ['milestone', { words: 'Three in four people have all eight checks', on: on(500) }],
    ['baseline', { name: 'As the board agreed it' }],
    [
      'means',
      { words: 'Programme office, two people', from: on(-120), until: on(245), hours: '2,400', money: '96,000' },
    ],
    [
      'means',
      {
        words: 'Consultant and specialist nurse for visits',
        from: on(-120),
        until: on(245),
        hours: '800',
        money: '88,000',
      },
    ],
    ['used', { means: 'b1', on: on(0), hours: '700', money: '27,500' }],
    ['used', { means: 'b2', on: on(0), hours: '190', money: '20,900' }],
    ['promised', { from: 'The region', words: 'Two analysts for six months', money: '60,000', until: on(50) }],
  ];
}

function people(today: Day): readonly (readonly [string, Typed])[] {
  const on = (days: number) => plusDays(today, days);
  return [
    ['sponsor', { name: 'Cllr Joyce Amadi', office: 'Cabinet member for adult care', until: on(160) }],
    [
      'sponsor-act',
      { on: on(-20), words: 'Opened the first joint clinic, and said in the local paper what it is for.' },
    ],
    [
      'context',
      {
        setting: 'mixed',
        shape: 'federation',
        money: 'pooled',
        record: 'shared',
        size: '50000-to-300000',
        history: 'worked-together',
        clinicians: 'lead',
      },
    ],
  ];
}

function learned(): readonly (readonly [string, Typed])[] {
  return LESSONS.map(
    ([words, expected, happened, advice]) => ['lesson', { words, expected, happened, advice }] as const,
  );
}

async function second(setting: Setting): Promise<void> {
  const { programmes, lead, today } = setting;
  const begun = {
    name: 'Home after hospital',
    aim: 'Older people are home within two days of being well enough, and fewer come back as an emergency.',
    measure: 'bal-emergency',
    board: BOARD,
    lead: LEAD,
  };
  const { id } = must(await programmes.begin(lead, begun));
  await write(setting, id);
  await done(setting, id, [
    ['driver', { words: 'One assessment, read by everybody' }],
    [
      'change',
      { driver: 'd1', words: 'The ward writes the assessment that the council reads', starts: plusDays(today, 60) },
    ],
    [
      'context',
      {
        setting: 'mixed',
        shape: 'federation',
        money: 'aligned',
        record: 'partly-shared',
        size: '50000-to-300000',
        history: 'first-time',
        clinicians: 'take-part',
      },
    ],
  ]);
}

/** A case that is being written: two options, and a cause that nobody has shown yet. */
async function write({ cases, lead }: Setting, id: string): Promise<void> {
  const all: readonly (readonly [string, Typed])[] = [
    ['problem', { words: 'Older people wait in hospital for nine days after they are well enough to go home.' }],
    ['cause', { words: 'Ward and council each assess the same person' }],
    ['evidence', { cause: 'a1', words: 'Forty files were read: in thirty-one the same questions were asked twice.' }],
    ['cause', { words: 'Nobody knows who may say yes to a package of care' }],
    ['option', { words: 'One assessment, written on the ward and read by the council' }],
    ['option', { words: 'Each assesses faster on its own', kind: 'not-integrating' }],
    ['criterion', { words: 'Days that people wait', weight: '60' }],
    ['criterion', { words: 'What it costs', weight: '40' }],
  ];
  for (const [did, typed] of all) must(await cases.act(lead, id, { did, typed }));
}
