import type { AlertChoice, SafetyAlert, Sharing } from '#record/contract';

export const SHARING: Sharing = {
  said: [
    {
      id: 'c1',
      effect: 'deny',
      what: 'letters and documents',
      from: ['Vale County Council', 'Harbour Trust'],
      since: '2026-09-01',
      until: '2027-03-31',
      own: true,
    },
    { id: 'c2', effect: 'deny', what: 'HIV written by Riverside Hospital', from: [], since: '2024-02-11', own: false },
    { id: 'c3', effect: 'deny', what: 'everything', from: ['Harbour Trust'], silent: 'it is inactive', own: true },
  ],
  organizations: [
    { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
    { organization: 'Organization/trust', name: 'Riverside Hospital' },
    { organization: 'Organization/council', name: 'Vale County Council' },
    { organization: 'Organization/charity', name: 'Harbour Trust' },
  ],
};

export const ALERTS: AlertChoice = {
  law: 'Health and Social Care Act 2012, section 251B',
  risk: 'Without alerts somebody may prescribe a medicine that you are allergic to, because they cannot see it. That can do serious harm.',
};

export const ALERTS_REFUSED: AlertChoice = { ...ALERTS, refused: { since: '2026-03-02T10:00:00Z', told: ALERTS.risk } };

export const WARNED: readonly SafetyAlert[] = [
  {
    kind: 'allergy',
    substance: 'Penicillin',
    words: 'Allergy or intolerance: Penicillin. Ask the person before you prescribe it or anything like it.',
  },
  {
    kind: 'interaction',
    words:
      'Something this person takes interacts severely with other medicines. Ask the person or a pharmacist before you prescribe anything new.',
  },
];
