import { day } from '#base';
import type { Protection } from '#record/contract';

export const PROTECTION: Protection = {
  person: 'Person/p17',
  name: 'HALE, Daniel',
  latest: day('2026-12-12'),
  sitting: [
    { account: 'a1', name: 'Rhiannon Maximiliana Featherstonehaugh', as: 'carer' },
    { account: 'a2', name: 'Sam Hale', as: 'attorney' },
  ],
  suspicions: [
    {
      id: 'n1',
      name: 'Sam Hale',
      words: 'He fell silent whenever Sam came in, and signed what Sam laid before him without reading it.',
      at: '2026-08-20T09:00:00Z',
      by: 'Ruth Adeyemi',
      again: day('2026-10-01'),
      looks: [
        { at: '2026-09-01T10:00:00Z', by: 'Noor Haddad', words: 'He is still afraid when Sam is named; seen alone.' },
      ],
    },
  ],
};
