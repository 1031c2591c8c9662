import { day } from '#base';
import type { ByLawShown } from '#web';

export const BY_LAW: ByLawShown = {
  person: 'Person/p17',
  name: 'LUND, Ada',
  role: 'receptionist',
  born: day('2012-06-01'),
  until: day('2028-06-01'),
  kinds: [
    { value: 'lasting-power', words: 'Lasting power of attorney for health and welfare, registered' },
    { value: 'birth-certificate', words: 'Birth certificate that names the parent' },
  ],
  sitting: [
    {
      id: 's1',
      name: 'Rhiannon Maximiliana Featherstonehaugh',
      why: 'parent',
      ours: true,
      until: '01-Jun-2028 00:00',
      proof: 'Birth certificate that names the parent WXZ 112',
      issued: day('2012-06-20'),
      seenBy: 'Joy Mensah',
      seen: '02-Mar-2026 09:30',
    },
    { id: 's2', name: 'Sam Lund', why: 'with a power in law', ours: false },
  ],
};
