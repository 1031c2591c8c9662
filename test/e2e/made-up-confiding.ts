import type { Confiding } from '#record/contract';

export const CONFIDING: Confiding = {
  workers: [
    { worker: 'demo-1 Organization/charity', name: 'Dev Chandra', organization: 'Harbour Trust' },
    {
      worker: 'demo-2 Organization/charity',
      name: 'Rhiannon Maximiliana Featherstonehaugh',
      organization: 'Harbour Trust',
    },
  ],
  labels: [
    { label: 'hiv', words: 'HIV' },
    { label: 'tuberculosis', words: 'tuberculosis' },
    { label: 'mental-health', words: 'mental health' },
  ],
  told: [
    {
      id: 'k1',
      name: 'Dev Chandra',
      organization: 'Harbour Trust',
      about: ['HIV', 'mental health'],
      since: '2026-08-02T09:00:00Z',
      until: '2027-08-01',
      left: false,
    },
    {
      id: 'k2',
      name: 'Ann Lowe',
      organization: 'Harbour Trust',
      about: ['HIV'],
      since: '2026-05-02T09:00:00Z',
      left: true,
    },
    {
      id: 'k3',
      name: 'Tom Hale',
      organization: 'Harbour Trust',
      about: ['HIV'],
      since: '2025-05-02T09:00:00Z',
      ended: '2026-05-02T09:00:00Z',
      handedTo: 'Ann Lowe',
      left: true,
    },
  ],
  law: 'Equality Act 2010, sections 6 and 15',
  called: 'my Thursday clinic',
  usually: 'chronic care',
};
