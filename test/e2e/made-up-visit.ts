import type { VisitPack } from '#insight/contract';
import { CARE_USE, LACKING, MEASURES, PLACES } from './made-up-measures.ts';
import { SIGNALS } from './made-up-signals.ts';
import { TODAY } from './made-up-record.ts';

const { funnel } = SIGNALS;
const [first, second] = MEASURES;
const list = { measure: { id: first?.id ?? '', title: first?.title ?? '' }, total: 31, people: LACKING };

/** What a practice is visited with. */
export const VISIT: VisitPack = {
  use: CARE_USE,
  place: PLACES.find(({ level }) => level === 'practice') ?? { id: 'elm', name: 'Elm Tree', level: 'practice' },
  asAt: TODAY,
  rows: MEASURES.map(({ id, title, kind, tally }, at) => ({
    id,
    title,
    kind,
    ...(tally ? { tally, whole: { met: tally.met * 3, of: tally.of * 4 } } : {}),
    ...(at === 0 ? { band: 'far-below' as const } : { band: 'within' as const }),
  })),
  ...(funnel ? { funnel: { id: first?.id ?? '', title: first?.title ?? '', rows: funnel.rows } } : {}),
  gaps: [list],
  cases: LACKING,
  under: [{ ...list, measure: { id: second?.id ?? '', title: second?.title ?? '' } }],
  over: [],
  actions: [
    {
      id: '7',
      title: 'Foot checks on Tuesdays with the podiatrist',
      state: 'kept',
      due: '2026-03-31',
      words: 'سارة: done since February.',
    },
  ],
  notes: ['Foot surveillance: 1 of 120 here, 66.7 % of all practices together. Look first at how it is recorded.'],
};

const { gaps: _gaps, cases: _cases, under: _under, over: _over, ...plain } = VISIT;
export const VISIT_NO_PEOPLE: VisitPack = { ...plain, actions: [], notes: [] };
