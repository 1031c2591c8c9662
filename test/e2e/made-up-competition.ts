import { day } from '#base';
import type { CompetitionView, ProcurementView } from '#governance/contract';

const lead = {
  role: 'commissioner',
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  holders: ['Sam Adeyemi'],
} as const;
const river = { organization: 'Organization/river', name: 'Riverside Hospital' };
const elm = { organization: 'Organization/elm', name: 'Elm Tree Surgery' };

export const PROCUREMENT: ProcurementView = {
  id: '1',
  title: 'Foot clinics in the north',
  what: 'A clinic a week in six practices',
  route: {
    id: 'psr-most-suitable',
    words: 'Most suitable provider process',
    law: 'Health Care Services (Provider Selection Regime) Regulations 2023',
    when: 'health care services whose most suitable provider can be found without a competition',
    compares: true,
    record: ['why this route', 'who was considered'],
  },
  lead,
  begun: day('2026-05-01'),
  state: 'decided',
  why: 'Two providers are near enough.',
  bids: [
    { id: 'b1', words: 'Together', organizations: [river, elm] },
    { id: 'b2', words: 'Elm Tree alone', organizations: [elm] },
  ],
  costs: [{ of: river, bid: 'b1', item: 'An hour of a podiatrist', minor: 4_800, currency: 'GBP' }],
  walled: [elm],
  opened: [{ of: river, to: elm, words: 'Rooms', until: day('2026-09-01') }],
  questions: [
    {
      id: 'q1',
      words: 'Until when?',
      on: day('2026-05-03'),
      by: 'Elm Tree Surgery',
      answer: { words: 'March.', on: day('2026-05-04') },
    },
    { id: 'q2', words: 'Who pays for rooms?', on: day('2026-05-05') },
  ],
  looked: [
    {
      by: 'Ana Lima',
      organization: 'Elm Tree Surgery',
      what: 'the statement of Riverside Hospital',
      at: '2026-05-06T10:00:00Z',
    },
  ],
  decided: { bid: 'b1', why: 'Nearest to most people.', on: day('2026-06-01'), by: 'Sam Adeyemi' },
  partners: [river, elm],
  may: { lead: true, bid: ['b1'] },
};

export const COMPETITION: CompetitionView = {
  procurements: [PROCUREMENT],
  rivalries: [{ over: 'staff', between: ['Riverside Hospital', 'Elm Tree Surgery'], words: 'Podiatrists' }],
  routes: [PROCUREMENT.route],
  partners: [river, elm],
  may: { begin: true },
};
