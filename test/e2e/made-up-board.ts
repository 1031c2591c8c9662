import { day } from '#base';
import type { BoardPackView } from '#governance/contract';

/** A board's report of a month, not issued yet. */
export const BOARD_PACK: BoardPackView = {
  pack: {
    form: 1,
    organization: 'Vale Integrated Care Board',
    partnership: 'Vale',
    month: '2026-05',
    asAt: day('2026-05-31'),
    made: '2026-06-03T09:00:00.000Z',
    sections: [
      {
        id: 'decisions',
        title: 'Decisions wanted',
        none: 'No paper waits for a decision.',
        cells: [
          {
            id: 'paper-2',
            words: 'One booking desk for all foot clinics',
            value: '£84,000.00, on the agenda of 12 June 2026. Expected: nobody waits longer than four weeks.',
            from: 'Paper to the joint board',
            page: '/papers/2',
            front: true,
          },
        ],
      },
      {
        id: 'outcomes',
        title: 'Outcomes',
        none: 'No agreement in force counts a measure.',
        cells: [
          {
            id: 'measure-foot-checked',
            words: 'Foot surveillance',
            value: '66.7 % (1,334 of 2,000); aim 75 %, 8.3 points short; +4.1 points in a year',
            from: 'Measure foot-checked, version 2026, as at 31 May 2026',
            page: '/measures/foot-checked?place=all',
            tone: 'concern',
            front: true,
            again: true,
          },
          {
            id: 'measure-hba1c-recorded',
            words: 'HbA1c recorded',
            value: '91.2 % (1,824 of 2,000); aim 90 %, reached; −0.4 points in a year',
            from: 'Measure hba1c-recorded, version 2026, as at 31 May 2026',
            page: '/measures/hba1c-recorded?place=all',
            tone: 'better',
            front: true,
            again: true,
          },
        ],
      },
      { id: 'risks', title: 'Risks', none: 'No programme shows a risk.', cells: [] },
      {
        id: 'money',
        title: 'Money',
        none: 'The organisation is a partner of no pool.',
        cells: [
          {
            id: 'pool-s75-left',
            words: 'Diabetes pool: spent beyond what fell due',
            value: '−£12,400.00',
            from: 'Ledger of the diabetes pool, as at 31 May 2026',
            page: '/money/s75/diabetes',
            tone: 'concern',
            front: true,
            again: true,
          },
          {
            id: 'pool-s75-received',
            words: 'Diabetes pool: contributions that came',
            value: '£1,200,000.00',
            from: 'Ledger of the diabetes pool, as at 31 May 2026',
            page: '/money/s75/diabetes',
            again: true,
          },
        ],
      },
    ],
  },
  moved: [],
  issued: [{ month: '2026-04', issued: '2026-05-04T10:12:00.000Z', by: 'Sam Adeyemi' }],
  may: { issue: true },
};

export const BOARD_PACK_ISSUED: BoardPackView = {
  ...BOARD_PACK,
  seal: {
    n: 2,
    by: 'سارة Adeyemi',
    issued: '2026-06-03T09:00:00.000Z',
    hash: 'a1',
    previous: '',
    intact: true,
    noFile: 'It has a letter (U+0633) of a script that is not written to PDF here. Open the page and print it.',
  },
  moved: [
    {
      id: 'measure-foot-checked',
      words: 'Foot surveillance',
      page: '/measures/foot-checked?place=all',
      was: '66.7 % (1,334 of 2,000); aim 75 %, 8.3 points short',
      is: '66.9 % (1,338 of 2,000); aim 75 %, 8.1 points short',
    },
  ],
  issued: [{ month: '2026-05', issued: '2026-06-03T09:00:00.000Z', by: 'سارة Adeyemi' }, ...BOARD_PACK.issued],
  may: { issue: false },
};
