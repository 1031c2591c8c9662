import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { accepted } from '#fhir';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard, beginProgramme } from '../board.testing.ts';
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
import type { Typed } from '../programme/typed.ts';
import { boardAgrees } from './agreed.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;
let manager: Access;
let chair: Access;
let id: string;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    answers: {
      insight: { dashboard, counted: async () => [{ id: 'foot-checked', title: 'Feet checked', pack: 'feet' }] },
    },
  });
  await agreeBoard(vale);
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  manager = await vale.seat(ELM, 'practice-manager', 'planning');
  chair = await vale.seat(COUNCIL, 'commissioner', 'planning');
  id = await beginProgramme(vale, lead);
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** One pack that counts one measure, of which a practice is told nothing. */
async function dashboard(access: Access) {
  const told = access.organization === lead.organization ? { tally: { met: 60, of: 100 } } : { why: 'Too few.' };
  return accepted({
    asAt: '2026-05-31',
    measures: [{ id: 'foot-checked', title: 'Feet checked', ...told }],
  });
}

const act = (did: string, typed: Typed = {}, by = lead) => vale.governance.cases.act(by, id, { did, typed });
const seen = async (by = lead) => valueOf(await vale.governance.cases.of(by, id));

async function written(): Promise<void> {
  valueOf(await act('problem', { words: 'Feet are looked at too late.' }));
  valueOf(await act('cause', { words: 'Two desks book' }));
  valueOf(await act('option', { words: 'Clinics in practices' }));
  valueOf(await act('option', { words: 'As it is', kind: 'do-nothing' }));
  valueOf(await act('criterion', { words: 'Reach', weight: '60' }));
  valueOf(await act('criterion', { words: 'Cost', weight: '40' }));
}

const sheet = (...scores: readonly number[]): Typed =>
  Object.fromEntries(
    ['o1.k1', 'o1.k2', 'o2.k1', 'o2.k2', 'o3.k1', 'o3.k2'].map((key, index) => [key, String(scores[index] ?? 0)]),
  );

test('scores are blind until all have scored: nobody is given those of another, whoever they are', async () => {
  await written();
  valueOf(await act('option', { words: 'Each alone', kind: 'not-integrating' }));
  expect(codesOf(await act('panel', { members: [`${ELM}|practice-manager`], until: '2026-06-10' }))).toEqual([
    'governance.case-panel',
  ]);
  valueOf(await act('panel', { members: [`${ELM}|practice-manager`, `${COUNCIL}|commissioner`], until: '2026-06-10' }));
  expect(codesOf(await act('option', { words: 'Late' }))).toEqual(['governance.case-frozen']);
  expect(codesOf(await act('scored', sheet(1, 1, 1, 1, 1, 1), lead))).toEqual(['governance.case-whose']);
  expect(codesOf(await act('scored', { 'o1.k1': '11' }, manager))).toEqual(['governance.case-scores']);
  expect((await vale.governance.obligations.owedBy(chair)).items.map(({ kind }) => kind)).toEqual(['case-scores']);
  valueOf(await act('scored', sheet(9, 3, 2, 8, 5, 5), manager));
  for (const by of [lead, chair, await vale.seat('Organization/board', 'programme-lead', 'planning')]) {
    const view = await seen(by);
    expect(JSON.stringify(view)).not.toContain('o1.k1');
    expect(view).not.toHaveProperty('results');
    expect(view.panel?.members.map(({ scored }) => scored)).toEqual([true, false]);
  }
  expect((await seen(manager)).own?.['o1.k1']).toBe(9);
  valueOf(await act('scored', sheet(7, 5, 2, 10, 4, 4), chair));
  const { results } = await seen();
  expect(results?.totals.map(({ words, score }) => [words, score.toFixed(1)])).toEqual([
    ['Clinics in practices', '6.4'],
    ['As it is', '4.8'],
    ['Each alone', '4.5'],
  ]);
  expect(results?.winner).toBe('Clinics in practices');
  // 8 against 2 on reach, 4 against 9 on cost: they meet where 6 p = 5 (1 - p).
  expect(results?.flips).toContainEqual({ criterion: 'Reach', now: 60, at: 45.5, winner: 'As it is' });
  expect(codesOf(await act('scored', sheet(0, 0, 0, 0, 0, 0), manager))).toEqual(['governance.case-over']);
});

test('after the last day the scores that are there are open, and nobody scores any more', async () => {
  await written();
  valueOf(await act('panel', { members: [`${ELM}|practice-manager`, `${COUNCIL}|commissioner`], until: '2026-06-10' }));
  valueOf(await act('scored', sheet(9, 3, 2, 8), manager));
  expect(await seen(chair)).not.toHaveProperty('results');
  vale.clock.now = Date.parse('2026-06-11T09:00:00Z');
  expect((await seen(chair)).results?.winner).toBe('Clinics in practices');
  expect(codesOf(await act('scored', sheet(1, 1, 1, 1), chair))).toEqual(['governance.case-over']);
});

test('a programme goes on only with three options, doing nothing, evidence for every cause, scores and the board’s yes', async () => {
  await written();
  const early = await act('gate');
  expect(early).toMatchObject({
    refusals: [
      {
        code: 'governance.case-gate',
        text: expect.stringContaining('evidence for the cause “Two desks book”, three options (there are 2)'),
      },
    ],
  });
  expect(codesOf(await act('evidence', { cause: 'a9', words: 'x' }))).toEqual(['governance.case-part']);
  valueOf(await act('evidence', { cause: 'a1', words: 'One in three was booked twice', measure: 'foot-checked' }));
  valueOf(await act('option', { words: 'One desk' }));
  valueOf(await act('panel', { members: [`${ELM}|practice-manager`, `${COUNCIL}|commissioner`], until: '2026-06-10' }));
  expect(codesOf(await act('paper', { reviewOn: '2027-01-01' }))).toEqual(['governance.case-gate']);
  for (const by of [manager, chair]) valueOf(await act('scored', sheet(9, 3, 2, 8, 5, 5), by));
  valueOf(await act('paper', { reviewOn: '2027-01-01' }));
  expect((await seen()).lacks).toEqual(['the decision of the board']);
  const put = (await seen()).paper?.id ?? '';
  expect(valueOf(await vale.governance.decisions.paper(chair, put)).seen).toMatchObject({
    measure: 'foot-checked',
    wants: 'rise',
    counted: true,
  });
  await boardAgrees(vale, chair, id);
  expect(codesOf(await act('gate', {}, manager))).toEqual(['governance.case-whose']);
  valueOf(await act('gate'));
  expect(await seen()).toMatchObject({ passed: '2026-06-01', warnings: ['Not integrating was never an option.'] });
  expect(codesOf(await act('gate'))).toEqual(['governance.case-passed']);
  expect(valueOf(await vale.governance.programmes.one(lead, id)).passed).toBe('2026-06-01');
});

test('evidence that names a measure names one that is counted, and shows its figure of now as each seat is told it', async () => {
  await written();
  const evidence = (measure: string) => act('evidence', { cause: 'a1', words: 'Feet wait', measure });
  expect(codesOf(await evidence('read by hand'))).toEqual(['governance.no-measure']);
  for (const measure of ['foot-checked', '']) valueOf(await evidence(measure));
  const { causes, measures } = await seen();
  expect(causes[0]?.evidence).toEqual([
    {
      words: 'Feet wait',
      measure: 'foot-checked',
      title: 'Feet checked',
      figure: { asAt: '2026-05-31', tally: { met: 60, of: 100 } },
    },
    { words: 'Feet wait', measure: '' },
  ]);
  expect(measures.map(({ id: one }) => one)).toEqual(['foot-checked']);
  const theirs = await seen(manager);
  expect(theirs.measures).toEqual([]);
  expect(theirs.causes[0]?.evidence[0]).toEqual({
    words: 'Feet wait',
    measure: 'foot-checked',
    title: 'Feet checked',
    figure: { why: 'Too few.' },
  });
});
