import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Governance } from '#governance';
import { must } from './load.ts';

type Setting = {
  readonly policies: Governance['policies'];
  readonly lead: Access;
  readonly today: Day;
  readonly programme: string;
};

/** Policies around these partners, all invented: one on which a programme, a fund, a duty and a report rest, and three that open something. */
export async function surround({ policies, lead, today, programme }: Setting): Promise<void> {
  const ids: string[] = [];
  for (const [name, objectives] of POLICIES) {
    const typed = { name, source: 'An invented paper of the region', from: plusDays(today, -200), objectives };
    ids.push(must(await policies.enter(lead, typed)).id);
  }
  const [first = ''] = ids;
  const finance = 'Organization/icb|finance-lead';
  const rests = [
    { kind: 'programme', words: 'Diabetes care as one', programme, owner: 'Organization/icb|programme-lead' },
    { kind: 'fund', words: 'Money for visits to practices', owner: finance },
    { kind: 'duty', words: 'All eight checks, every year', owner: 'Organization/practice-1|practice-manager' },
    { kind: 'report', words: 'What the visits did, every quarter', owner: finance },
  ];
  for (const typed of rests) must(await policies.act(lead, first, { did: 'rests', typed }));
  const opens = { what: 'money', words: 'Rooms for clinics in practices', until: plusDays(today, 70) };
  must(await policies.act(lead, first, { did: 'opens', typed: opens }));
}

const POLICIES: readonly (readonly [name: string, objectives: string])[] = [
  ['Diabetes care nearer home', 'Clinics in practices\nVisits of consultants to practices'],
  [
    'Leaving hospital well',
    'Older people leave hospital when they are well enough\nOne assessment for hospital and council',
  ],
  ['Councils and wards as one', 'One assessment, read by everybody\nDays in hospital without need'],
  ['Ageing well', 'Older people stay at home for longer'],
];
