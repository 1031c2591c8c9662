import { day } from '#base';
import type { CompetitionMap, CompetitionView, ProcurementView } from '#governance/contract';

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
  routes: [PROCUREMENT.route],
  partners: [river, elm],
  may: { begin: true },
};

const cells = (said: CompetitionMap['pairs'][number]['cells'][number]['said']) =>
  (['contracts', 'staff', 'patients', 'places', 'grants'] as const).map((over) => ({
    over,
    said: over === 'staff' ? said : ('nobody' as const),
  }));

/** What the hospital competes for: with a practice, both say so, a term holds and was said to be broken; with the council nothing is said. */
export const MAP: CompetitionMap = {
  own: river,
  pairs: [
    {
      with: elm,
      cells: cells('both'),
      claims: [
        {
          id: 'd1',
          over: 'staff',
          words: 'Podiatrists: each advertises for the same twelve',
          evidence: 'Four of our last five applicants work for the other.',
          by: river,
          on: day('2026-05-01'),
          may: { end: true },
        },
        {
          id: 'd2',
          over: 'staff',
          words: 'Podiatrists',
          evidence: 'Three left for the hospital since last spring.',
          by: elm,
          on: day('2026-05-03'),
          may: { end: false },
        },
        {
          id: 'd3',
          over: 'places',
          words: 'Rooms at Ashdown',
          by: elm,
          on: day('2026-03-03'),
          ended: { on: day('2026-05-09'), words: 'The centre has two more.' },
          may: { end: false },
        },
      ],
      terms: [
        {
          id: 't1',
          promises: ['posts-told', 'no-approach'],
          needed: 'The foot clinics that both hold together.',
          follows: 'Chief executives meet within ten working days.',
          days: 10,
          until: day('2027-05-01'),
          by: elm,
          on: day('2026-05-04'),
          standing: 'agreed',
          agreed: day('2026-05-08'),
          extended: [
            {
              from: day('2026-11-01'),
              until: day('2027-05-01'),
              why: 'The clinics go on for another half-year.',
              by: river,
              on: day('2026-05-20'),
              agreed: day('2026-05-28'),
            },
          ],
          extension: {
            until: day('2027-11-01'),
            why: 'Two more practices joined.',
            by: elm,
            on: day('2026-06-03'),
          },
          breaches: [
            {
              id: 'b1',
              words: 'A post was advertised alone.',
              evidence: 'The advertisement of May.',
              by: elm,
              on: day('2026-06-01'),
              may: { answer: true, settle: false },
            },
            {
              id: 'b2',
              words: 'A podiatrist was written to by name.',
              evidence: 'The letter.',
              by: river,
              on: day('2026-06-02'),
              answer: { on: day('2026-06-04'), words: 'It was an oversight.' },
              may: { answer: false, settle: true },
            },
          ],
          may: { agree: false, end: true, report: true, extend: true, prolong: true, decline: true },
        },
      ],
    },
    {
      with: { organization: 'Organization/council', name: 'Vale County Council' },
      cells: cells('nobody'),
      claims: [],
      terms: [],
    },
  ],
  may: { declare: true, propose: true },
};
