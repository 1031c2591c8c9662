import { day } from '#base';
import type { AssuranceItem, InstrumentView, JoiningView, PartnerView } from '#governance/contract';
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

/** Partners of the list who are no party yet. */
export const LISTED: readonly PartnerView[] = [
  { key: 8, organization: 'Organization/mill', name: 'Mill Lane Practice', kind: 'general-practice', sharing: false },
  { key: 9, organization: 'Organization/crown', name: 'Crown House', kind: 'charity', sharing: false },
];

const by = { by: 'Jo Field', at: '2026-05-30T09:12:00Z' };

const accepted = (item: AssuranceItem): AssuranceItem => ({
  ...item,
  state: 'accepted',
  kept: {
    id: '3',
    version: '1.2',
    approvedBy: 'Dr Ada Byrne, clinical safety officer',
    name: `${item.document}.pdf`,
    size: 184_000,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ...by,
  },
});

const AWAITED: readonly AssuranceItem[] = [
  {
    document: 'safety-case',
    title: 'Clinical safety case',
    words: 'A body that gives NHS care puts health software to use only under a clinical safety case of its own.',
    law: 'Health and Social Care Act 2012, section 250; DCB0160',
    approver: 'clinical safety officer',
    state: 'awaited',
  },
  {
    document: 'dtac',
    title: 'Digital Technology Assessment Criteria',
    words: 'A health body assesses a digital technology by these criteria before it uses it.',
    law: 'NHS England, Digital Technology Assessment Criteria',
    approver: 'lead for digital services',
    state: 'awaited',
  },
  {
    document: 'dspt',
    title: 'Data Security and Protection Toolkit',
    words:
      'Every organisation that has access to the data of NHS patients publishes each year how it keeps the standards.',
    law: 'NHS England, Data Security and Protection Toolkit',
    approver: 'senior information risk owner',
    months: 12,
    state: 'awaited',
  },
  {
    document: 'dpia',
    title: 'Data protection impact assessment',
    words: 'Whoever decides about people’s health records assesses the risks to them before records are shared.',
    law: 'UK GDPR, article 35',
    approver: 'data protection officer',
    state: 'awaited',
  },
];

export const ALL_PAPERS = AWAITED.map(accepted);

/** One accepted, one that ran out, two to be handed in. */
export const SOME_PAPERS: readonly AssuranceItem[] = AWAITED.map((item) => {
  if (item.document === 'dpia') return accepted(item);
  if (item.document !== 'dspt') return item;
  const { kept } = accepted(item);
  return { ...item, state: 'ran-out', ...(kept ? { kept: { ...kept, until: day('2026-06-30') } } : {}) };
});

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
  registers: [
    { id: 'ods', title: 'ODS code', register: 'the Organisation Data Service of NHS England', example: 'K84001' },
  ],
  by: 'Sam Adeyemi',
  inviter: 'Riverside Hospital',
  invited: '2026-05-29T15:40:00Z',
  papers: SOME_PAPERS,
  done: { signers: by },
  agreement: [{ organization: 'Organization/river', name: 'Riverside Hospital' }],
  signers: ['signatory', 'ig-lead'],
  may: { step: true, sign: true, agree: false },
};

/** As who is asked sees it, when all is there. */
export const JOINING_SEEN: JoiningView = {
  ...JOINING_OWN,
  papers: ALL_PAPERS,
  done: { signers: by, told: by, sign: by, seats: by, feed: by },
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
