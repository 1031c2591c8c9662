import { day } from '#base';
import type { MyHarms } from '#record/contract';

export const HARMS: MyHarms = {
  organizations: [
    { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
    { organization: 'Organization/trust', name: 'Riverside Hospital' },
  ],
  harms: [
    {
      id: 'h1',
      kind: 'told',
      words: 'The clinic was named aloud at the desk. My neighbour stood behind me.',
      happened: day('2026-09-08'),
      reported: '2026-09-09T09:00:00Z',
      organization: 'Elm Tree Surgery',
    },
    {
      id: 'h2',
      kind: 'treated',
      words: 'A letter lay open in the day room, and the person was moved to the end of the list.',
      happened: day('2026-06-02'),
      reported: '2026-06-03T09:00:00Z',
      organization: 'Riverside Hospital',
      reporter: 'Rhiannon Maximiliana Featherstonehaugh',
      found: 'ours',
      answer: 'The letter was ours. Letters are now handed over closed, and the list was put right the same day.',
      answered: '2026-06-05T10:00:00Z',
      by: 'Noor Haddad',
    },
  ],
};
