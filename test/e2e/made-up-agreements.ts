import { day } from '#base';
import { coverage, difference, type Instrument } from '#agreement';
import type {
  Explanation,
  InstrumentSummary,
  InstrumentView,
  PartnerView,
  SchemeView,
  Simulated,
} from '#governance/contract';
import type { LinkedRecord, MatchPair, PersonRow } from '#record/contract';

const PARTIES: Instrument['parties'] = [
  { organization: 'Organization/elm', name: 'Elm Tree Surgery', kind: 'general-practice' },
  { organization: 'Organization/river', name: 'Riverside Hospital', kind: 'acute-trust' },
  { organization: 'Organization/valley', name: 'Valley Community Trust', kind: 'community-trust' },
  { organization: 'Organization/county', name: 'County Council', kind: 'local-authority' },
];

function instrument(
  version: number,
  classes: readonly ('results' | 'medicines' | 'problems' | 'allergies')[],
): Instrument {
  return {
    id: 'vale-sharing',
    version,
    title: 'Vale data sharing agreement for diabetes',
    kind: 'data-sharing',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'direct-care',
    parties: PARTIES,
    population: { words: 'people with diabetes registered with a practice of the Vale' },
    decided: day('2026-01-10'),
    effective: day('2026-04-01'),
    text: [
      {
        id: '1',
        text: 'The parties share what they record about people with diabetes, so that care works as one.',
        coverage: 'judgement',
      },
      {
        id: '4.2',
        text: 'Practice nurses, specialist nurses and consultants may see results, medicines, problems and allergies recorded by any party, to care for people on their list or referred to them.',
      },
      {
        id: '6',
        text: 'Each party keeps what it received for as long as its own retention schedule says.',
        coverage: 'not-modelled',
      },
      { id: '7.1', text: 'People are told by letter and by a notice in each reception before anything is shared.' },
      { id: '9', text: 'An information governance lead of any party may suspend sharing at once after a breach.' },
    ],
    clauses: [
      {
        id: 'care',
        clause: 'share',
        cites: '4.2',
        classes,
        from: 'parties',
        to: { organizations: 'parties', roles: ['practice-nurse', 'specialist-nurse', 'consultant'] },
        purpose: 'direct-care',
        relationships: ['registered', 'referred'],
      },
      {
        id: 'tell',
        clause: 'inform',
        cites: '7.1',
        earliest: day('2026-03-15'),
        how: 'a letter and a notice in each reception',
      },
      { id: 'stop', clause: 'suspend', cites: '9', by: 'parties', roles: ['ig-lead'], grounds: ['a breach'] },
    ],
  };
}

const FIRST = instrument(1, ['results', 'medicines']);
const SECOND = instrument(2, ['results', 'medicines', 'problems', 'allergies']);

export const CHANGES = difference(FIRST, SECOND);

const LEAVING =
  'County Council gave notice on 1 June 2026 and is a partner until the day before 28 November 2026. From then on nothing is shared with it or by it; what others relied on stays in their own records.';
const STEPS = [
  {
    words: 'Write to the people whom it cares for',
    owner: 'Programme leads of County Council',
    dueBy: day('2026-08-30'),
  },
  {
    words: 'List what others relied on',
    owner: 'Information-governance leads of County Council',
    dueBy: day('2026-09-29'),
  },
  {
    words: 'Agree where shared posts go',
    owner: 'Programme leads of Valley Community Trust',
    dueBy: day('2026-09-29'),
  },
];

export const AGREEMENT: InstrumentView = {
  id: SECOND.id,
  version: 2,
  title: SECOND.title,
  kind: SECOND.kind,
  state: 'awaiting-signatures',
  effective: SECOND.effective,
  parties: PARTIES.map(({ name }) => name),
  notYet: [{ missing: 'Riverside Hospital has not signed.', who: 'whoever signs for Riverside Hospital' }],
  instrument: SECOND,
  textHash: '9f2c0e7d5a1b4c3e8f7061524334251609f8e7d6c5b4a39281706f5e4d3c2b1a',
  document: {
    name: 'Vale data sharing agreement, version 2.pdf',
    media: 'application/pdf',
    sha256: '4d7a9c1e5f2b8306c9e1a7d4b3f0e8c6a5928174d3c6b5f4e2a1908f7d6c5b4a',
    size: 482_113,
    by: 'Sam Adeyemi',
    at: '2026-01-30T16:05:00Z',
  },
  paragraphs: coverage(SECOND),
  lawGives: [
    'Whoever a person was referred to sees who it is, their allergies and what was asked for. (Health and Social Care Act 2012, section 251B)',
  ],
  signatures: [
    {
      organization: 'Organization/elm',
      name: 'Elm Tree Surgery',
      by: 'Dr P. Sample, signatory',
      at: '2026-02-01T10:12:00Z',
    },
    {
      organization: 'Organization/valley',
      name: 'Valley Community Trust',
      by: 'M. Bell, signatory',
      at: '2026-02-03T16:40:00Z',
    },
    { organization: 'Organization/river', name: 'Riverside Hospital' },
    {
      organization: 'Organization/county',
      name: 'County Council',
      by: 'J. Novak, signatory',
      at: '2026-02-09T09:00:00Z',
    },
  ],
  versions: [
    { version: 1, state: 'in-effect', decided: day('2025-11-02') },
    { version: 2, state: 'awaiting-signatures', decided: day('2026-01-10') },
  ],
  suspension: {
    since: '2026-05-02T10:00:00Z',
    by: 'S. Adeyemi, Riverside Hospital',
    reason: 'Letters went to old addresses.',
  },
  acts: [
    {
      at: '2026-02-09T09:00:00Z',
      by: 'J. Novak, signatory',
      organization: 'County Council',
      words: 'Signed version 2.',
    },
    {
      at: '2026-01-10T11:00:00Z',
      by: 'Dr P. Sample, signatory',
      organization: 'Elm Tree Surgery',
      words: 'Proposed version 2.',
    },
  ],
  leaving: [
    {
      organization: 'Organization/county',
      name: 'County Council',
      by: 'J. Novak, signatory',
      reason: 'The council buys the same service from another partnership from next year.',
      given: day('2026-06-01'),
      leaves: day('2026-11-28'),
      left: false,
      runOffUntil: day('2027-02-26'),
      words: LEAVING,
      steps: STEPS.map((step, at) => ({
        ...step,
        obligation: `o${at}`,
        state: (['kept', 'late', 'open'] as const)[at] ?? 'open',
      })),
    },
  ],
  leavePlan: { leaves: day('2026-11-28'), runOffUntil: day('2027-02-26'), words: LEAVING, steps: STEPS },
  may: {
    sign: true,
    suspend: true,
    resume: true,
    propose: true,
    simulate: true,
    leave: true,
    dispute: true,
    invite: true,
    document: true,
    stay: true,
  },
};

export const SCHEME: SchemeView = {
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  rules: [
    { roles: ['signatory'], kinds: 'any', upTo: { minor: 25_000_000, currency: 'GBP' } },
    { roles: ['ig-lead'], kinds: ['data-sharing'] },
    { roles: ['board-member'], kinds: 'any' },
  ],
  since: '2026-04-02T09:00:00Z',
  by: 'R. Chair',
  may: { edit: true },
};

export const SIMULATED: Simulated = {
  on: day('2026-07-01'),
  done: 4,
  of: 4,
  effects: [
    {
      organization: 'Riverside Hospital',
      roles: ['specialist-nurse', 'consultant'],
      purpose: 'direct-care',
      appears: [
        { dataClass: 'problems', labels: [], few: false, items: 1804, people: 412 },
        { dataClass: 'allergies', labels: [], few: false, items: 390, people: 245 },
        { dataClass: 'problems', labels: ['mental-health'], few: true },
      ],
      vanishes: [],
    },
    {
      organization: 'Elm Tree Surgery',
      roles: ['practice-nurse'],
      purpose: 'direct-care',
      appears: [{ dataClass: 'problems', labels: [], few: false, items: 96, people: 61 }],
      vanishes: [{ dataClass: 'results', labels: [], few: false, items: 22, people: 14 }],
    },
  ],
  people: [
    {
      patient: 'Patient/p17',
      name: 'KHAN-WILLIAMS, Amina',
      items: [
        {
          reference: 'Condition/c1',
          dataClass: 'problems',
          change: 'appears',
          organization: 'Riverside Hospital',
          viewer: 'Organization/river',
          roles: ['specialist-nurse', 'consultant'],
        },
      ],
    },
  ],
};

export const SUMMARIES: readonly InstrumentSummary[] = [
  AGREEMENT,
  {
    id: 'alliance',
    version: 1,
    title: 'Vale diabetes alliance',
    kind: 'alliance',
    state: 'in-effect',
    effective: day('2025-04-01'),
    parties: PARTIES.map(({ name }) => name),
    notYet: [],
  },
  {
    id: 'planning',
    version: 1,
    title: 'Figures for planning services',
    kind: 'memorandum',
    state: 'suspended',
    effective: day('2025-06-01'),
    parties: ['Elm Tree Surgery', 'County Council'],
    notYet: [
      {
        missing: 'Suspended since 2 May 2026: letters went to old addresses.',
        who: 'County Council, which suspended it',
      },
    ],
  },
];

const ODS = {
  id: 'ods',
  title: 'ODS code',
  register: 'the Organisation Data Service of NHS England',
  example: 'K84001',
};

export const PARTNERS: readonly PartnerView[] = PARTIES.map(({ organization, name, kind }, at) => ({
  key: at + 1,
  organization,
  name,
  kind: kind ?? 'company',
  sharing: at !== 3,
  registers: [ODS],
  ...(at === 1
    ? {}
    : {
        identity: {
          title: ODS.title,
          register: ODS.register,
          code: ['K84001', '', 'RY1', '901'][at] ?? 'K84009',
          lookedUp: day('2026-05-29'),
          by: 'Farah Qureshi',
        },
      }),
}));

export const EXPLANATION: Explanation = {
  visible: false,
  words:
    'A practice nurse of Elm Tree Surgery does not see this: it is labelled sensitive, and what was agreed names no such label.',
  item: {
    reference: 'Observation/ab12',
    dataClass: 'results',
    labels: ['sexual-health'],
    organization: 'Riverside Hospital',
  },
  relationships: ['registered'],
  decidedBy: {
    instrument: 'Vale data sharing agreement for diabetes',
    version: 1,
    paragraph: '4.2',
    rank: 'partnership',
    text: SECOND.text[1]?.text ?? '',
    basis: { paragraph: '1.2', text: 'For direct care: article 6(1)(e) and article 9(2)(h) of the UK GDPR.' },
  },
  steps: [
    { words: 'The item was recorded by Elm Tree Surgery itself.', holds: false },
    { words: 'The person is registered with Elm Tree Surgery.', holds: true },
    { words: 'Results recorded by Riverside Hospital are shared with practice nurses.', holds: true },
    { words: 'The item carries no label that is kept back.', holds: false },
  ],
};

export const EXPLAINED_THEN: Explanation = { ...EXPLANATION, stood: { thatDay: true, keptSince: day('2026-03-12') } };

export const FOUND: readonly PersonRow[] = [
  {
    person: 'Person/p17',
    name: 'KHAN-WILLIAMS, Amina (Mrs)',
    born: '1957-07-14',
    gender: 'Female',
    nhsNumber: '9990000017',
    address: '14 Mill Lane, Newton, NT4 2QA',
    organizations: ['Elm Tree Surgery', 'Riverside Hospital', 'County Adult Social Care'],
  },
  { person: 'Person/p23', name: 'KHAN, Amin (Mr)', born: '1957', gender: 'Male', organizations: ['Elm Tree Surgery'] },
];

export const LINKED: readonly LinkedRecord[] = [
  {
    compartment: 'Patient/1',
    organization: 'Elm Tree Surgery',
    name: 'KHAN-WILLIAMS, Amina',
    linkedBecause: 'The first record',
    since: '2026-01-02T10:00:00Z',
  },
  {
    compartment: 'Patient/2',
    organization: 'Riverside Hospital',
    name: 'KHAN WILLIAMS, Aminah',
    linkedBecause: 'Same NHS number and birth date',
    since: '2026-01-02T10:05:00Z',
  },
];

export const PAIRS: readonly MatchPair[] = [
  {
    id: 'pair-1',
    score: 6.2,
    left: {
      organization: 'Elm Tree Surgery',
      name: 'OKAFOR, Chidi',
      born: '1981-02-03',
      gender: 'Male',
      address: '2 High Street, Newton',
      identifiers: [{ label: 'NHS No.', value: '9990000222' }],
    },
    right: {
      organization: 'County Adult Social Care',
      name: 'OKAFORE, Chidi',
      born: '1981-03-02',
      gender: 'Male',
      address: '2 High St, Newton',
      identifiers: [],
    },
    reasons: [
      { field: 'Family name', agreement: 'one letter differs', weight: 4.1 },
      { field: 'Birth date', agreement: 'day and month swapped', weight: 2.6 },
      { field: 'Gender', agreement: 'same', weight: 0.9 },
      { field: 'Postcode', agreement: 'missing on one side', weight: -1.4 },
    ],
  },
];
