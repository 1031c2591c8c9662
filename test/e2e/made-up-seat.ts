import type { SeatSees } from '#governance/contract';
import { EXPLANATION } from './made-up-agreements.ts';

const { decidedBy: CITED } = EXPLANATION;

export const SEAT_SEES: SeatSees = {
  role: 'ig-lead',
  purpose: 'audit',
  ways: [
    {
      kind: 'own',
      words: 'An organisation’s staff see what it recorded itself: they answer for what it keeps.',
      when: ['It was recorded by the organisation that looks.', 'It is about a person they hold a record of.'],
    },
    {
      kind: 'shared',
      words:
        'Information-governance leads of all partners see results and letters recorded by any party, to look into a complaint, but nothing that is labelled sensitive. (paragraph 4.2)',
      ...(CITED ? { decidedBy: CITED } : {}),
      when: ['It is about a person they hold a record of.', 'The person has not objected to it.'],
    },
  ],
  keptBack: CITED
    ? [{ ...CITED, words: 'Letters and documents labelled safeguarding are kept back from everybody. (paragraph 4.2)' }]
    : [],
};
