import { day } from '#base';
import type { CascadeNeed, PreventionView } from '#insight/contract';
// What a story shows is worked out by the product's own rules, so that a picture cannot tell what the program would not.
import { cascadeOf, complicationsOf } from '../../src/insight/prevention/cascade.ts';
import { SERVICE_MAP } from './made-up-services.ts';

const PLACE = { id: 'all', name: 'وادي Vale partnership', level: 'partnership' } as const;

function row(id: string, title: string, met: number, of: number) {
  const history = Array.from({ length: 13 }, (_, at) => ({
    day: day(`20${25 + Math.floor((at + 7) / 12)}-${String(((at + 7) % 12) + 1).padStart(2, '0')}-28`),
    tally: { met: met + 4, of },
  }));
  return {
    id,
    version: '2026.1',
    title,
    kind: id.startsWith('bal') ? ('balancing' as const) : ('step' as const),
    tally: { met, of },
    history,
  };
}

const PRICE = {
  price: { minor: 680, currency: 'GBP' },
  payer: 'Vale Integrated Care Board, out of diabetes care',
  agreement: {
    title: 'Vale section 75 agreement for diabetes care',
    href: '/agreements/vale-pooled-fund',
    paragraph: '13',
  },
};

const BY = { words: 'Vale data sharing, paragraph 5.2', href: '/agreements/vale-data-sharing' };
const NEEDS: readonly CascadeNeed[] = [
  { kind: 'staff', words: 'nurses who take a pressure', at: 'Elm Tree Surgery', target: 2, have: 1, by: BY },
  { kind: 'stock', words: 'Amlodipine 5 mg', at: 'مركز صحي <b>٣</b>', target: 21, have: 30, by: BY },
  { kind: 'stock', words: 'Ramipril 5 mg', at: 'Vale Community NHS Trust', target: 30 },
];

export const PREVENTION: PreventionView = {
  place: PLACE,
  places: [PLACE],
  cascades: [
    cascadeOf(
      {
        chosen: 'cascade-hypertension 2026.1',
        title: 'Hypertension: at risk, found, linked, treated, controlled',
        asAt: day('2026-09-12'),
        measures: [
          row('hypertension-tested', 'Measured: blood pressure in five years, or hypertension found', 12_400, 14_022),
          row('hypertension-found', 'Found: hypertension diagnosed', 3_100, 4_010),
          row('hypertension-linked', 'Linked: blood pressure in a year', 2_710, 3_100),
          row('hypertension-treated', 'Treated: a medicine in a year', 2_300, 2_710),
        ],
      },
      (codes) => (codes.includes('171222001') ? PRICE : undefined),
      NEEDS,
    ),
  ],
  spend: SERVICE_MAP.spend,
  complications: complicationsOf({
    measures: [
      row('bal-emergency', 'Emergency attendance in a year', 96, 1_020),
      row('bal-falls', 'Fall in a year, aged 65 and over', 33, 410),
    ],
  }),
  assumptions: ['Complications are counted as recorded.', SERVICE_MAP.convention],
};

export const NO_PREVENTION: PreventionView = { ...PREVENTION, cascades: [], spend: [], complications: [] };
