import { day } from '#base';
import type { InstrumentView, JoiningView } from '#governance/contract';
import { AGREEMENT } from './made-up-agreements.ts';

export const JOINING_VIEW: InstrumentView = {
  ...AGREEMENT,
  state: 'in-effect',
  notYet: [],
  instrument: {
    ...AGREEMENT.instrument,
    clauses: [
      ...AGREEMENT.instrument.clauses,
      {
        id: 'join',
        cites: '9',
        clause: 'join',
        kinds: ['general-practice', 'charity'],
        agreedBy: ['Organization/river'],
      },
    ],
  },
};

const by = { by: 'Jo Field', at: '2026-05-30T09:12:00Z' };

/** As who joins sees it, half way. */
export const JOINING_OWN: JoiningView = {
  id: '7',
  instrument: AGREEMENT.id,
  version: 2,
  title: AGREEMENT.title,
  textHash: AGREEMENT.textHash,
  organization: 'Organization/mill',
  name: 'Mill Lane Practice',
  kind: 'general-practice',
  by: 'Sam Adeyemi',
  inviter: 'Riverside Hospital',
  invited: '2026-05-29T15:40:00Z',
  done: { dpia: by, signers: by },
  agreement: [{ organization: 'Organization/river', name: 'Riverside Hospital' }],
  signers: ['signatory', 'ig-lead'],
  may: { step: true, sign: true, agree: false },
};

/** As who is asked sees it, when all is there. */
export const JOINING_SEEN: JoiningView = {
  ...JOINING_OWN,
  done: { dpia: by, 'safety-case': by, dspt: by, signers: by, told: by, sign: by, seats: by, feed: by },
  agreement: [
    {
      organization: 'Organization/river',
      name: 'Riverside Hospital',
      done: { by: 'Dr P. Sample', at: '2026-05-31T11:05:00Z' },
    },
  ],
  told: { how: 'A letter to every household and a notice at the desk.', from: day('2026-07-01') },
  starts: day('2026-07-01'),
  may: { step: false, sign: false, agree: false },
};
