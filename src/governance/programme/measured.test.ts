import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { day } from '#base';
import { accepted, refuse } from '#fhir';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard, beginProgramme } from '../board.testing.ts';
import { agreeCase } from '../case/agreed.testing.ts';
import { monthEndUpTo } from '../counted.ts';
import { engineOn } from '../engine.testing.ts';
import {
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import type { Typed } from './typed.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;
let id: string;
let counts: boolean;

beforeEach(async () => {
  counts = false;
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    answers: { insight: { dashboard, counted, watchable: async () => SERIES } },
  });
  await agreeBoard(vale);
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** Two packs, told at month ends: 60 of 100 until June, 71 from then; a practice is told no figure. Nothing at all until it counts. */
async function dashboard(access: Access, asked: { readonly asAt?: string; readonly pack?: string }) {
  if (!counts) return refuse('business-rule', 'insight.no-pack', 'Nothing is counted yet.');
  const last = monthEndUpTo(day(new Date(vale.clock.now).toISOString().slice(0, 10)));
  const asAt = asked.asAt ?? last;
  if (asAt > last || monthEndUpTo(day(asAt)) !== asAt)
    return refuse('business-rule', 'insight.month-ends', 'Figures are told as at month ends.');
  const told =
    access.organization === lead.organization
      ? { tally: { met: asAt < '2026-06-30' ? 60 : 71, of: 100 } }
      : { why: 'Not told: too few.' };
  const measures =
    asked.pack === 'hearts'
      ? [{ id: 'pressure', title: 'Pressure held', ...told }]
      : [{ id: 'foot-checked', title: 'Feet checked', ...told }];
  return accepted({ asAt, measures });
}

async function counted() {
  if (!counts) return [];
  return [
    { id: 'foot-checked', title: 'Feet checked', pack: 'feet' },
    { id: 'pressure', title: 'Pressure held', pack: 'hearts' },
  ];
}

const SERIES = [{ id: 'emergency-attendance', title: 'Emergency attendances', worse: 'up' }];

const act = (did: string, typed: Typed) => vale.governance.programmes.act(lead, id, { did, typed });
const measured = async (by = lead) => valueOf(await vale.governance.programmes.measured(by, id));

async function changes(): Promise<void> {
  id = await beginProgramme(vale, lead);
  valueOf(await act('driver', { words: 'Feet are looked at every year' }));
  for (const words of ['Clinics', 'Letters'])
    valueOf(await act('change', { driver: 'd1', words, starts: '2026-07-01' }));
}

test('what is feared of a change is chosen from what is counted as it happens, is watched from its day on, and stands once it began', async () => {
  await changes();
  expect((await measured()).watchable).toEqual(SERIES);
  const fear = (series: string, more: Typed = {}) => act('feared', { change: 'c1', series, ...more });
  expect(codesOf(await fear('sadness'))).toEqual(['governance.no-series']);
  valueOf(await fear('emergency-attendance', { organization: COUNCIL }));
  for (let more = 1; more < 12; more += 1) valueOf(await fear('emergency-attendance', { way: 'down' }));
  expect(codesOf(await fear('emergency-attendance'))).toEqual(['governance.change-fears']);
  const shown = valueOf(await vale.governance.programmes.one(lead, id)).drivers[0]?.changes[0]?.feared ?? [];
  expect(shown.slice(0, 2)).toEqual([
    { series: 'emergency-attendance', way: 'up', organization: COUNCIL, at: 'Vale Council' },
    { series: 'emergency-attendance', way: 'down' },
  ]);
  valueOf(await act('measured-by', { change: 'c2', measure: 'Bookings' }));
  valueOf(await act('owned', { change: 'c2', owner: `${ELM}|practice-manager` }));
  valueOf(await act('feared', { change: 'c2', series: 'emergency-attendance' }));
  const chair = await vale.seat(COUNCIL, 'commissioner', 'planning');
  await agreeCase(vale, id, {
    lead,
    chair,
    scorers: [
      [ELM, 'practice-manager'],
      [COUNCIL, 'commissioner'],
    ],
  });
  valueOf(await act('started', { change: 'c2' }));
  expect(codesOf(await act('feared', { change: 'c2', series: 'emergency-attendance' }))).toEqual([
    'governance.change-started',
  ]);
  const [began] = await vale.governance.programmes.begun(await vale.seat(ELM, 'gp'));
  expect(began).toMatchObject({ id: 'c2', feared: [{ series: 'emergency-attendance', way: 'up' }] });
});

test('a measure is chosen from those of every pack; what nobody counts is refused by name, for a programme and for a change', async () => {
  counts = true;
  await changes();
  expect((await measured()).choices.map((one) => one.id)).toEqual(['foot-checked', 'pressure']);
  expect(codesOf(await act('measured-by', { change: 'c1', measure: 'Happiness of feet' }))).toEqual([
    'governance.no-measure',
  ]);
  valueOf(await act('measured-by', { change: 'c1', measure: 'pressure' }));
  const typed = {
    name: 'Falls',
    aim: 'a',
    measure: 'Fewer falls',
    board: 'sharing~board',
    lead: `${RIVERSIDE}|programme-lead`,
  };
  expect(codesOf(await vale.governance.programmes.begin(lead, typed))).toEqual(['governance.no-measure']);
});

test('words of before measures could be chosen stand as they were written', async () => {
  await changes();
  valueOf(await act('measured-by', { change: 'c1', measure: 'Bookings, read by hand' }));
  counts = true;
  expect((await measured()).changes).toMatchObject([{ change: 'c1', title: 'Bookings, read by hand', counted: false }]);
  expect((await measured()).aim).toMatchObject({ title: 'Feet checked', counted: true });
});

test('the figure of now stands beside that of the day a change began, and how far it moved; a seat that is told neither is told no movement', async () => {
  counts = true;
  await changes();
  for (const [change, measure] of [
    ['c1', 'pressure'],
    ['c2', 'foot-checked'],
  ] as const)
    valueOf(await act('measured-by', { change, measure }));
  valueOf(await act('owned', { change: 'c1', owner: `${ELM}|practice-manager` }));
  const chair = await vale.seat(COUNCIL, 'commissioner', 'planning');
  await agreeCase(vale, id, {
    lead,
    chair,
    scorers: [
      [ELM, 'practice-manager'],
      [COUNCIL, 'commissioner'],
    ],
  });
  vale.clock.now = Date.parse('2026-06-20T09:00:00Z');
  valueOf(await act('started', { change: 'c1' }));
  expect((await measured()).aim).not.toHaveProperty('points');
  vale.clock.now = Date.parse('2026-08-20T09:00:00Z');
  const moved = {
    since: '2026-06-20',
    base: { asAt: '2026-05-31', tally: { met: 60, of: 100 } },
    now: { asAt: '2026-07-31', tally: { met: 71, of: 100 } },
    points: 11,
  };
  expect(await measured()).toMatchObject({
    aim: { title: 'Feet checked', ...moved },
    changes: [
      { change: 'c1', title: 'Pressure held', ...moved },
      { change: 'c2', title: 'Feet checked', ...moved },
    ],
  });
  const { aim } = await measured(await vale.seat(ELM, 'practice-manager', 'planning'));
  expect(aim).toMatchObject({ base: { why: 'Not told: too few.' }, now: { why: 'Not told: too few.' } });
  expect(aim).not.toHaveProperty('points');
});
