import type { Role } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Governance } from '#governance';
import type { As } from './board.ts';
import { must } from './load.ts';

const ACUTE = 'Organization/acute';
const COMMUNITY = 'Organization/community';
const PRACTICE = 'Organization/practice-1';

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What two partners compete for, each in its own words, what two promised each other about recruiting, and a procurement that is over. */
export async function compete(competition: Governance['competition'], as: As, today: Day): Promise<void> {
  for (const [organization, role, to, did, typed] of said(today))
    must(await competition.pairAct(await as(organization, role), to, { did, typed }));
  const lead = await as('Organization/icb', 'programme-lead');
  const begun = {
    title: 'Screening of eyes near home',
    what: 'Retinal photographs in three practices, for a year',
    route: 'psr-direct-c',
    why: 'The provider does well, and little changes but the place.',
  };
  const { id } = must(await competition.begin(lead, begun));
  const done: readonly (readonly [string, Typed])[] = [
    ['bid', { words: 'The hospital, as now', organizations: [ACUTE] }],
    ['decided', { bid: 'b1', why: 'Nine in ten photographs could be read, and nobody waits longer than three weeks.' }],
    ['closed', { why: 'Agreed and begun.' }],
  ];
  for (const [did, typed] of done) must(await competition.act(lead, id, { did, typed }));
}

function said(today: Day): readonly (readonly [string, Role, string, string, Typed])[] {
  const term = {
    promises: ['posts-told', 'start-agreed'],
    needed: 'The foot clinics that podiatrists of both hold together in six practices.',
    follows: 'Chief executives meet within ten working days, and say to both boards what changes.',
    days: '10',
    until: plusDays(today, 365),
  };
  return [
    [
      ACUTE,
      'signatory',
      COMMUNITY,
      'declared',
      {
        over: 'staff',
        words: 'Podiatrists: each advertises for the same twelve',
        evidence: 'Four of our last five applicants work for the other.',
      },
    ],
    [
      COMMUNITY,
      'finance-lead',
      ACUTE,
      'declared',
      { over: 'staff', words: 'Podiatrists', evidence: 'Three left for the hospital since last spring.' },
    ],
    [
      COMMUNITY,
      'finance-lead',
      ACUTE,
      'declared',
      { over: 'contracts', words: 'Foot protection in the north', evidence: 'Both bid when it was last let.' },
    ],
    [
      PRACTICE,
      'practice-manager',
      COMMUNITY,
      'declared',
      {
        over: 'places',
        words: 'Rooms in the health centre at Ashdown',
        evidence: 'The trust has five days of six; we asked for two.',
      },
    ],
    [ACUTE, 'signatory', COMMUNITY, 'term', term],
    [COMMUNITY, 'signatory', ACUTE, 'agreed', { term: 't1' }],
  ];
}
