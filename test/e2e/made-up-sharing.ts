import type { Sharing } from '#record/contract';

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
