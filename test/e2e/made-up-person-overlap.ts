import { day } from '#base';
import type { PersonOverlap } from '#governance/contract';
import { OVERLAP } from './made-up-disputes.ts';

const PARAGRAPH = {
  version: 2,
  paragraph: '4.1',
  rank: 'partnership',
  text: 'Staff who treat or support a person see what the partners recorded about that person.',
};

export const PERSON_OVERLAP: PersonOverlap = {
  on: day('2026-09-12'),
  seen: [
    {
      ...PARAGRAPH,
      id: 'vale-sharing',
      instrument: 'Vale data sharing agreement',
      to: 'Riverside Hospital',
      roles: ['consultant', 'specialist-nurse'],
      purpose: 'direct-care',
      classes: ['problems', 'medicines', 'results'],
      from: ['Elm Tree Surgery', 'Vale County Council'],
    },
    {
      ...PARAGRAPH,
      paragraph: '5.1',
      id: 'vale-sharing',
      instrument: 'Vale data sharing agreement',
      to: 'Vale Care Board',
      roles: ['commissioner'],
      purpose: 'planning',
      classes: ['problems'],
      from: ['Elm Tree Surgery'],
    },
    {
      ...PARAGRAPH,
      id: 'northdale',
      instrument: 'Agreement with Northdale Care Board',
      to: 'Northdale Community Trust',
      roles: ['community-nurse'],
      purpose: 'direct-care',
      classes: ['plans'],
      from: ['Vale County Council'],
    },
  ],
  meetings: OVERLAP.meetings,
  keptBackFrom: ['Harbour Trust'],
};
