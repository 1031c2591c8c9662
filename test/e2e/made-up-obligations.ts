import type { ObligationList, ObligationView } from '#governance/contract';

const NOTHING: ObligationView['may'] = {
  answer: false,
  close: false,
  pause: false,
  resume: false,
  extend: false,
  withdraw: false,
  handOver: false,
  askAgain: false,
};

const BASE: ObligationView = {
  id: 'o1',
  kind: 'promise',
  title: 'Put the notice about sharing up at both front desks',
  owner: { organization: 'Organization/elm', organizationName: 'Elm Tree Surgery', role: 'practice-manager' },
  holder: 'Joan Pritchard',
  owed: {
    toPerson: false,
    organization: 'Organization/river',
    organizationName: 'Riverside Hospital',
    role: 'ig-lead',
  },
  aboutPerson: false,
  because: 'Vale data sharing agreement for diabetes, paragraph 7.1',
  state: 'open',
  late: true,
  answered: true,
  why: { by: 'Joan Pritchard, Elm Tree Surgery', words: 'The printer sent the old text; the new one comes on Friday.' },
  dueDay: '2026-09-02',
  due: '2026-09-02T23:00:00.000Z',
  opened: '2026-08-11T09:30:00.000Z',
  escalated: 1,
  may: { ...NOTHING, answer: true, close: true, handOver: true },
};

export const OBLIGATION: ObligationView = {
  ...BASE,
  page: '/agreements/vale-sharing',
  holders: [
    { account: 'a1', name: 'Joan Pritchard' },
    { account: 'a2', name: 'Peter Lamb' },
  ],
  next: { at: '2026-09-18T23:00:00.000Z', organizationName: 'Riverside Hospital', role: 'programme-lead' },
  may: { ...BASE.may, pause: true, extend: true, withdraw: true, askAgain: true, handOver: true },
  happenings: [
    {
      at: '2026-09-10T14:02:00.000Z',
      what: 'answered',
      by: 'Joan Pritchard, Elm Tree Surgery',
      words: 'The printer sent the old text; the new one comes on Friday.',
    },
    {
      at: '2026-09-09T23:00:30.000Z',
      what: 'escalated',
      by: 'Concord',
      words: 'information governance lead, Riverside Hospital',
    },
    { at: '2026-08-11T09:30:00.000Z', what: 'opened', by: 'Joan Pritchard, Elm Tree Surgery' },
  ],
};

const { why: _, ...SILENT } = BASE;

export const OBLIGATIONS: ObligationList = {
  items: [
    BASE,
    {
      ...SILENT,
      id: 'o2',
      kind: 'break-glass-review',
      title: 'Review a record that was opened in an emergency',
      owner: { ...BASE.owner, role: 'ig-lead' },
      late: false,
      answered: false,
      aboutPerson: true,
      dueDay: '2026-09-24',
      may: NOTHING,
    },
    {
      ...SILENT,
      id: 'o3',
      kind: 'access-request',
      title: 'Give somebody a copy of their record',
      owed: { toPerson: true },
      state: 'paused',
      late: false,
    },
    {
      ...SILENT,
      id: 'o4',
      title: 'Send the clinic list',
      late: false,
      answered: false,
      repeats: 'monthly',
      dueDay: '2026-10-01',
    },
    {
      ...SILENT,
      id: 'o5',
      title: 'Name who decides on podiatry',
      state: 'kept',
      late: false,
      closed: '2026-08-29T11:00:00.000Z',
    },
  ],
  next: 'x',
};

const STATES = ['broken', 'late', 'blocked', 'renegotiated', 'to-come'] as const;

export const COMMITTED: ObligationList = {
  items: STATES.map((commitment, at) => ({
    ...(commitment === 'late' || commitment === 'blocked' ? BASE : SILENT),
    id: `c${at}`,
    commitment,
    ...(commitment === 'blocked'
      ? { why: { by: 'Joan Pritchard', words: 'The form is with them since May.', blockedBy: 'County Council' } }
      : {}),
    ...(commitment === 'broken' ? { title: 'Share data by 1 May', arrivesFrom: 'Elm Tree Surgery' } : {}),
  })),
};

export const COMMITTED_OVER: ObligationList = {
  items: [
    {
      ...SILENT,
      id: 'c9',
      state: 'kept',
      late: false,
      commitment: 'kept',
      closed: '2026-08-30T10:00:00.000Z',
      evidence: { by: 'fact', words: 'Records of Riverside Hospital arrive.' },
    },
  ],
};
