import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { day } from '#base';
import { accepted, refuse } from '#fhir';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard } from '../board.testing.ts';
import { countedFigure, monthEndUpTo } from '../counted.ts';
import { engineOn } from '../engine.testing.ts';
import { codesOf, COUNCIL, ELM, type TestPartnership, testPartnership, valueOf } from '../partnership.testing.ts';
import type { EffectFigure } from './contract.ts';
import { moved } from './effect.ts';

let database: TestDatabase;
let vale: TestPartnership;
let council: Access;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    answers: { insight: { dashboard, counted: async () => COUNTED } },
  });
  await agreeBoard(vale);
  council = { ...(await vale.seat(COUNCIL, 'commissioner', 'planning')), principal: 'account/council' };
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** Two packs, figures up to today's last month end; a practice is told less than the council. */
async function dashboard(access: Access, asked: { readonly asAt?: string; readonly pack?: string }) {
  const today = new Date(vale.clock.now).toISOString().slice(0, 10);
  const last = monthEndUpTo(day(today));
  const asAt = asked.asAt ?? last;
  if (asAt > last) return refuse('business-rule', 'insight.future', `Figures are told up to ${last}.`);
  if (monthEndUpTo(day(asAt)) !== asAt)
    return refuse('business-rule', 'insight.month-ends', 'Figures are told as at month ends.');
  const tally = { met: asAt < '2026-07' ? 60 : 71, of: 100 };
  const few = access.organization === council.organization ? { tally } : { why: 'Not told: too few.' };
  const measures = [
    { id: 'foot', title: 'Feet checked', ...few },
    { id: 'shared', title: 'In both', ...few },
  ];
  return accepted({
    asAt,
    measures:
      asked.pack === 'hearts'
        ? [
            { id: 'shared', title: 'In both, otherwise', ...few },
            { id: 'missed', title: 'Missed', better: 'lower', tally: { met: 0, of: 0 } },
          ]
        : measures,
  });
}

/** Of two packs, the second of which has one of the first's too, under another title. */
const COUNTED = [
  { id: 'foot', title: 'Feet checked', pack: 'feet' },
  { id: 'shared', title: 'In both', pack: 'feet' },
  { id: 'shared', title: 'In both, otherwise', pack: 'hearts' },
  { id: 'missed', title: 'Missed', better: 'lower', pack: 'hearts' },
];

const PAPER = {
  title: 'A second podiatrist',
  ask: 'Pay for one.',
  topic: 'programme',
  effect: 'More feet are checked.',
  reviewOn: '2026-09-10',
};

async function decided(seenIn: object): Promise<string> {
  const { decisions } = vale.governance;
  const { id } = valueOf(await decisions.put(council, 'sharing~board', { ...PAPER, seenIn }));
  const called = { body: 'sharing~board', day: '2026-06-01', starts: '14:00', place: 'Room 2' };
  const meeting = valueOf(await decisions.call(council, called)).id;
  valueOf(await decisions.table(council, id, meeting));
  valueOf(await decisions.come(council, meeting, {}));
  valueOf(await decisions.open(council, meeting));
  valueOf(await decisions.vote(council, id, { vote: 'for', reason: '' }));
  valueOf(await decisions.decide(council, id, 'Yes.'));
  return id;
}

test('figures of the decision’s day, of the day of looking and of now stand beside what was expected', async () => {
  const { decisions } = vale.governance;
  const id = await decided({ measure: 'foot', wants: 'rise', target: 70 });
  const seen = async () => valueOf(await decisions.paper(council, id)).seen;
  expect(await seen()).toEqual({
    measure: 'foot',
    title: 'Feet checked',
    counted: true,
    wants: 'rise',
    target: 70,
    figures: [
      { of: 'decided', on: '2026-06-01', asAt: '2026-05-31', tally: { met: 60, of: 100 } },
      { of: 'now', on: '2026-06-01', asAt: '2026-05-31', tally: { met: 60, of: 100 } },
    ],
  });
  vale.clock.now = Date.parse('2026-09-20T09:00:00Z');
  expect(await seen()).toMatchObject({
    figures: [
      { of: 'decided', asAt: '2026-05-31' },
      { of: 'review', on: '2026-09-10', asAt: '2026-08-31', tally: { met: 71, of: 100 } },
      { of: 'now', on: '2026-09-20', asAt: '2026-08-31' },
    ],
    points: 11,
    came: 'reached',
  });
  valueOf(await decisions.measure(council, id, 'It came with the second podiatrist.'));
  expect(valueOf(await decisions.paper(council, id))).toMatchObject({
    measured: 'It came with the second podiatrist.',
    seen: { came: 'reached' },
  });
});

test('what another seat is not told is not told on the paper either, nor by how much it moved', async () => {
  const id = await decided({ measure: 'foot', wants: 'rise' });
  vale.clock.now = Date.parse('2026-09-20T09:00:00Z');
  const practice = await vale.seat(ELM, 'practice-manager', 'planning');
  const { seen } = valueOf(await vale.governance.decisions.paper(practice, id));
  expect(seen?.figures.map(({ of, why, tally }) => [of, why, tally])).toEqual([
    ['decided', 'Not told: too few.', undefined],
    ['review', 'Not told: too few.', undefined],
    ['now', 'Not told: too few.', undefined],
  ]);
  expect(seen).not.toHaveProperty('points');
  expect(seen).not.toHaveProperty('came');
});

test('what was decided without a measure is given one later, as a fact of its own day that nothing replaces; the paper stays as it was put', async () => {
  const { decisions } = vale.governance;
  const id = await decided({ measure: '' });
  vale.clock.now = Date.parse('2026-08-20T09:00:00Z');
  const wants = { measure: 'foot', wants: 'rise', target: 70 };
  const manager = await vale.seat(ELM, 'practice-manager', 'planning');
  expect(codesOf(await decisions.nameMeasure(manager, id, wants))).toEqual(['governance.not-chair']);
  expect(codesOf(await decisions.nameMeasure(council, id, { measure: '' }))).toEqual(['governance.no-measure']);
  expect(codesOf(await decisions.nameMeasure(council, id, { ...wants, measure: 'happiness' }))).toEqual([
    'governance.no-measure',
  ]);
  expect(valueOf(await decisions.paper(council, id)).may.nameMeasure).toBe(true);
  valueOf(await decisions.nameMeasure(council, id, wants));
  const paper = valueOf(await decisions.paper(council, id));
  expect(paper).toMatchObject({
    may: { nameMeasure: false },
    seen: {
      named: { on: '2026-08-20', by: council.name },
      figures: [
        { of: 'decided', asAt: '2026-05-31', tally: { met: 60 } },
        { of: 'now', asAt: '2026-07-31', tally: { met: 71 } },
      ],
      came: 'reached',
    },
  });
  expect(codesOf(await decisions.nameMeasure(council, id, { ...wants, target: 60 }))).toEqual([
    'governance.measure-stands',
  ]);
});

test('a measure that nobody counts, no way and no percentage are refused by name; none at all is taken', async () => {
  const { decisions } = vale.governance;
  const put = async (seenIn: unknown) => codesOf(await decisions.put(council, 'sharing~board', { ...PAPER, seenIn }));
  expect(await put({ measure: 'happiness', wants: 'rise' })).toEqual(['governance.no-measure']);
  expect(await put({ measure: 'foot', wants: 'better' })).toEqual(['governance.paper-effect']);
  for (const target of ['many', 101, -1, Number.NaN])
    expect(await put({ measure: 'foot', wants: 'rise', target })).toEqual(['governance.paper-effect']);
  const { id } = valueOf(await decisions.put(council, 'sharing~board', { ...PAPER, seenIn: { measure: '' } }));
  expect(valueOf(await decisions.paper(council, id))).not.toHaveProperty('seen');
});

test('each measure is offered once, of the first pack that counts it, and one of nobody says so', async () => {
  const measures = await vale.governance.decisions.measures(council);
  expect(measures.map(({ id, title, pack }) => [id, title, pack])).toEqual([
    ['foot', 'Feet checked', 'feet'],
    ['shared', 'In both', 'feet'],
    ['missed', 'Missed', 'hearts'],
  ]);
  const missed = measures.find(({ id }) => id === 'missed');
  if (!missed) throw new Error('it is counted');
  expect(await countedFigure({ answers: { insight: { dashboard } } }, council, missed)).toEqual({
    why: 'Nobody was counted in it on that day.',
  });
  expect(await countedFigure({}, council, missed)).toEqual({ why: 'No measure is counted here.' });
});

test('a month end stands for itself, any other day is told as the one before it', () => {
  expect(
    ['2026-05-31', '2026-06-01', '2026-02-28', '2028-02-28', '2026-01-15'].map((one) => monthEndUpTo(day(one))),
  ).toEqual(['2026-05-31', '2026-05-31', '2026-02-28', '2028-01-31', '2025-12-31']);
});

test('a target is reached on the dot, up or down; without one the way alone counts, and one figure tells nothing', () => {
  const at = (of: EffectFigure['of'], asAt: string, met: number): EffectFigure => ({
    of,
    on: day(asAt),
    asAt: day(asAt),
    tally: { met, of: 100 },
  });
  const [before, after] = [at('decided', '2026-05-31', 60), at('review', '2026-08-31', 70)];
  const came = (wants: 'rise' | 'fall', target?: number, figures = [before, after]) =>
    moved({ wants, ...(target === undefined ? {} : { target }) }, figures).came;
  expect([came('rise', 70), came('rise', 70.1), came('fall', 70), came('fall', 69)]).toEqual([
    'reached',
    'not-reached',
    'reached',
    'not-reached',
  ]);
  expect([came('rise'), came('fall')]).toEqual(['as-expected', 'not-as-expected']);
  expect(came('rise', 70, [before, at('now', '2026-05-31', 70)])).toBeUndefined();
  expect(came('rise', 70, [before, { of: 'review', on: day('2026-08-31'), why: 'Not told.' }])).toBeUndefined();
  // The day of looking counts, whatever came after it.
  expect(came('rise', 70, [before, after, at('now', '2026-09-30', 50)])).toBe('reached');
});
