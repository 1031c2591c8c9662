import type { AccessQuestion, AuditRow, Emergency, SensitiveCodes, UnusualPage, Visit } from '#record/contract';

const ELM = { organization: 'Elm Tree Surgery', organizationKey: 3 };
const TRUST = { organization: 'Riverside Hospital', organizationKey: 4 };

const OWN =
  "An organisation's staff see what it recorded itself: who treats or supports a person needs the whole of what the organisation recorded.";
const AGREED = {
  words: 'For direct care: article 6(1)(e) and article 9(2)(h) of the UK GDPR.',
  where: 'Vale data sharing agreement for diabetes, version 1, paragraph 1.2',
};

export const VISITS: readonly Visit[] = [
  {
    key: '3.1',
    from: '2026-09-12T07:50:00Z',
    to: '2026-09-12T08:05:00Z',
    who: 'Practice nurse',
    role: 'practice nurse',
    ...ELM,
    purpose: 'To care for the person',
    basis: [{ words: OWN }],
    emergency: false,
    times: 21,
    what: ['Read one item', 'Opened the record', 'Changed the record'],
    refused: [],
    openings: [],
  },
  {
    key: '4.1',
    from: '2026-09-02T23:30:00Z',
    to: '2026-09-02T23:41:00Z',
    who: 'Consultant',
    role: 'consultant',
    ...TRUST,
    purpose: 'To care for the person',
    basis: [{ words: OWN }, AGREED],
    emergency: true,
    times: 2,
    what: ['Opened the record', 'Opened the record in an emergency'],
    refused: [],
    openings: [
      {
        reason: 'Danger to life or of serious harm now',
        words: 'Brought in unconscious by ambulance, needs medicines and allergies now.',
        review: { verdict: 'justified', words: 'The ambulance report and the time of admission agree with it.' },
      },
    ],
  },
  {
    key: '4.2',
    from: '2026-09-02T10:30:00Z',
    to: '2026-09-02T10:30:00Z',
    who: 'Receptionist',
    role: 'receptionist',
    ...TRUST,
    purpose: 'To care for the person',
    basis: [],
    emergency: false,
    times: 1,
    what: [],
    refused: ['Read one item'],
    openings: [],
  },
];

export const QUESTIONS: readonly AccessQuestion[] = [
  {
    id: 'q1',
    about: 'Consultant, Riverside Hospital: Opened the record',
    visit: '4.1',
    words: 'I was not at the hospital that night. Why was my record opened?',
    asked: '2026-09-05T09:00:00Z',
    answer: 'You were brought to us by ambulance at 23:20 and could not speak. The consultant looked up what you take.',
    answered: '2026-09-09T11:00:00Z',
    by: 'Noor Haddad',
  },
  {
    id: 'q2',
    about: 'Receptionist, Riverside Hospital: Read one item',
    visit: '4.2',
    words: 'Who was this, and what did they want?',
    asked: '2026-09-10T09:00:00Z',
  },
];

export const EMERGENCY: Emergency = {
  id: 'b1',
  who: 'Dr Tom Adeyemi',
  role: 'consultant',
  reason: 'Danger to life or of serious harm now',
  words: 'Brought in unconscious by ambulance, no papers but a bank card, needs medicines and allergies now.',
  opened: '2026-09-02T23:30:00Z',
  until: '2026-09-03T00:30:00Z',
  reviewBy: '2026-09-09T23:30:00Z',
  late: true,
  toldFrom: '2026-09-03T19:30:00Z',
  person: 'p17',
};

export const REVIEWED: Emergency = {
  ...EMERGENCY,
  id: 'b2',
  late: false,
  held: { by: 'Noor Haddad', because: 'Somebody at home reads the letters and the telephone of the person.' },
  review: {
    by: 'Noor Haddad',
    at: '2026-09-04T10:00:00Z',
    verdict: 'justified',
    words: 'The ambulance report and the time of admission agree with what was written.',
  },
};

const STAFF = { principal: 'account/17', who: 'Samira Khan', role: 'practice nurse' };

export const UNUSUAL: UnusualPage = {
  days: 30,
  looks: 4_211,
  whole: true,
  found: [
    {
      rule: 'same-surname',
      title: 'Same family name',
      because: 'Whoever looked and the person share a family name. It may be chance; it may be a relative.',
      ...STAFF,
      person: 'p17',
      times: 3,
      first: '2026-09-02T10:00:00Z',
      last: '2026-09-04T10:00:00Z',
    },
    {
      rule: 'night',
      title: 'At night',
      because: 'Between 23:00 and 6:00. Usual for some teams; worth a look for others.',
      ...STAFF,
      person: 'p18',
      times: 1,
      first: '2026-09-02T23:30:00Z',
      last: '2026-09-02T23:30:00Z',
    },
    {
      rule: 'many-people',
      title: 'Many people in an hour',
      because: '61 people in one hour; more than 40 is more than anybody sees.',
      ...STAFF,
      times: 61,
      first: '2026-09-01T10:00:00Z',
      last: '2026-09-01T10:58:00Z',
    },
  ],
};

export const LOG: readonly AuditRow[] = [
  {
    id: 'audit-91',
    at: '2026-09-12T08:05:00Z',
    who: 'account/17',
    role: 'Practice nurse',
    organization: 'Elm Tree Surgery',
    what: 'Read one item',
    about: 'Patient/06f2kq8s4v3h9d1c7b5a, Observation/06f2kq8s4v8z0q1m2n3p',
    allowed: true,
    emergency: false,
  },
  {
    id: 'audit-90',
    at: '2026-09-02T23:41:00Z',
    who: 'account/33',
    role: 'Consultant',
    organization: 'Riverside Hospital',
    what: 'Opened the record',
    about: 'A person',
    allowed: true,
    emergency: true,
  },
  {
    id: 'audit-88',
    at: '2026-09-02T10:30:00Z',
    who: 'account/52',
    role: 'Receptionist',
    organization: 'Riverside Hospital',
    what: 'Read one item',
    about: '',
    allowed: false,
    emergency: false,
  },
];

export const CODES: SensitiveCodes = {
  slots: [
    {
      id: 's1',
      label: 'sexual health',
      name: 'Sexual health reference set, spring release',
      licence: 'SNOMED CT affiliate licence of Norbury Care Board',
      codes: 4_216,
      by: 'Information governance lead',
      at: '2026-09-12T09:00:00Z',
    },
  ],
  open: [
    {
      because: 'Loaded: Sexual health reference set, spring release',
      since: '2026-09-12T09:00:00Z',
      labels: ['sexual health'],
    },
  ],
  looked: { rows: 61_000, of: 148_302 },
  changes: true,
};

export const CODES_LOOKED_AT: SensitiveCodes = { slots: [], open: [], changes: false };
