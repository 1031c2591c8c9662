import type { InPlace } from '#record/contract';
import { EXPLANATION } from './made-up-agreements.ts';

/** Who sees a record in the person's place: the whole of it, and parts. */
export const IN_PLACE: readonly InPlace[] = [
  {
    seat: 'seat-1',
    name: 'Jonas Khan-Williams',
    as: 'carer',
    until: '2027-03-01T00:00:00Z',
    without: ['problems', 'results', 'letters and documents', 'mental health'],
  },
  { seat: 'seat-2', name: 'Adunni Bartholomew-Fitzgerald of Lower Sandbank', as: 'attorney', without: [] },
];

const { decidedBy: _decidedBy, overrode: _overrode, alertedBy: _alertedBy, ...BARE } = EXPLANATION;
export const EXPLAINED_IN_PLACE: typeof EXPLANATION = {
  ...BARE,
  visible: false,
  words:
    'Not visible: this seat was not let see problems, results and letters and documents. But for that it would be seen, as the person sees it.',
  steps: [
    { words: 'It is about a person whose own record it is.', holds: true },
    {
      words: 'It belongs to what this seat was let see: not problems, results and letters and documents.',
      holds: false,
    },
  ],
};
