import type { Clause, DecideClause, Instrument } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  councilMoney,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';

/** A paper about a version that is proposed, with governance and money as they run together. */
let database: TestDatabase;
let vale: TestMoney;

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const NEXT = { from: day('2027-04-01'), until: day('2028-04-01') };
const SNOMED = 'http://snomed.info/sct';
const visits = (price: number): Clause => ({
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'foot-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      { id: 'visit', words: 'Visit', codes: { system: SNOMED, codes: ['1'] }, unit: 'each', price: pounds(price) },
    ],
  },
  queryWorkingDays: 5,
});
const seatOf = (organization: string) => ({ organization, role: 'finance-lead' as const });
const decide = (id: string, topic: string, organizations: readonly string[]): DecideClause => ({
  id,
  cites: '4',
  clause: 'decide',
  topics: [topic],
  body: { name: `The ${topic} group`, members: organizations.map(seatOf) },
  quorum: 1,
  by: 'majority',
});
const withText = (draft: Instrument): Instrument => ({
  ...draft,
  text: [...draft.text, { id: '4', text: 'Who decides.' }],
});
const PAPER = {
  title: 'A dearer visit',
  ask: 'Sign version 2.',
  topic: 'prices',
  effect: 'The trust stays.',
  reviewOn: '2027-05-01',
  draft: { instrument: 'fund', version: 2 },
};

beforeEach(async () => {
  database = await freshDatabase();
  const first = fundDraft({}, [
    boardMoney,
    councilMoney,
    visits(1_000),
    decide('prices', 'prices', [BOARD, COUNCIL, RIVERSIDE]),
  ]);
  vale = await testMoney(database.store, withText(first));
  await vale.turnTo('2026-05-01');
  const org = (await vale.seat(RIVERSIDE)).organization;
  await database.store.run(sql`
    insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select 1, 7, 'v' || n, n, ${org}, ${SNOMED}, '1', '2026-04-10'::date, null from generate_series(1, 160) n`);
  const clauses = [
    { ...boardMoney, period: NEXT },
    { ...councilMoney, period: NEXT },
    visits(1_100),
    decide('prices', 'prices', [BOARD, COUNCIL]),
    decide('posts', 'posts', [BOARD, RIVERSIDE]),
  ];
  const draft = withText(fundDraft({ version: 2, decided: day('2026-05-01'), effective: day('2027-04-01') }, clauses));
  valueOf(await vale.vale.governance.propose(await vale.vale.seat(BOARD, 'programme-lead', 'planning'), draft));
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

test('a paper about a version shows what each party gains and loses under it, and the two lead to each other', async () => {
  const { decisions } = vale.vale.governance;
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  const { id } = valueOf(await decisions.put(board, 'fund~prices', PAPER));
  const before = valueOf(await decisions.paper(board, id));
  expect(before.may.simulate).toBe(true);
  expect(before.positions.map(({ name, moneyFrom, staff }) => [name, moneyFrom, staff])).toEqual([
    ['Vale Care Board', 'not-known', {}],
    ['Vale Council', 'not-known', {}],
    ['Riverside Community Trust', 'not-known', {}],
  ]);
  expect(codesOf(await decisions.simulate(board, id, { from: 'May' }))).toEqual(['governance.simulate-day']);
  valueOf(await decisions.simulate(board, id, { from: '2026-04-01', until: '2026-04-30' }));
  const shown = valueOf(await decisions.paper(trust, id));
  expect(shown.positions.map(({ name, money, moneyFrom, loses }) => [name, money[0]?.minor, moneyFrom, loses])).toEqual(
    [
      ['Vale Care Board', -16_000, 'simulation', true],
      // As much money as before, and no say about posts any more.
      ['Vale Council', 0, 'simulation', true],
      // More money, and no vote on prices any more.
      ['Riverside Community Trust', 16_000, 'simulation', true],
    ],
  );
  expect(shown.simulated).toMatchObject({ from: '2026-04-01', until: '2026-04-30', told: true });
  const asked = { instrument: 'fund', version: 2, from: '2026-04-01', until: '2026-04-30' };
  expect(valueOf(await vale.money.simulateMoney(trust, asked)).saved).toMatchObject([
    { version: 2, decision: 'A dearer visit', page: `/papers/${id}` },
  ]);
});

test('which decision rights move is told for each party, as of the day the paper was put', async () => {
  const { decisions } = vale.vale.governance;
  const board = await vale.seat(BOARD);
  const { id } = valueOf(await decisions.put(board, 'fund~prices', PAPER));
  const says = async () =>
    valueOf(await decisions.paper(board, id)).positions.map(({ name, rights = [] }) => [
      name,
      rights.map(({ topic, before, after, loses }) => ({
        topic,
        before: before[0]?.votes,
        after: after[0]?.votes,
        loses,
      })),
    ]);
  const expected = [
    [
      'Vale Care Board',
      [
        { topic: 'posts', before: undefined, after: 1, loses: false },
        { topic: 'prices', before: 1, after: 1, loses: false },
      ],
    ],
    [
      'Vale Council',
      [
        { topic: 'posts', before: undefined, after: 0, loses: true },
        { topic: 'prices', before: 1, after: 1, loses: false },
      ],
    ],
    [
      'Riverside Community Trust',
      [
        { topic: 'posts', before: undefined, after: 1, loses: false },
        { topic: 'prices', before: 1, after: 0, loses: true },
      ],
    ],
  ];
  expect(await says()).toEqual(expected);
  await vale.vale.signAll('fund', 2);
  await vale.turnTo('2027-04-02');
  expect(await says()).toEqual(expected);
});

test('who loses a vote, or money in the replay, is offered something before it is decided', async () => {
  const { decisions } = vale.vale.governance;
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  const { id } = valueOf(await decisions.put(board, 'fund~prices', PAPER));
  const called = { body: 'fund~prices', day: '2026-05-02', starts: '14:00', place: 'Room 2' };
  const meeting = valueOf(await decisions.call(board, called)).id;
  valueOf(await decisions.table(board, id, meeting));
  valueOf(await decisions.come(board, meeting, {}));
  valueOf(await decisions.open(board, meeting));
  valueOf(await decisions.vote(board, id, { vote: 'for', reason: '' }));
  const refused = await decisions.decide(board, id, 'Yes.');
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'governance.offer-open' }] });
  for (const [to, who] of [
    [COUNCIL, await vale.seat(COUNCIL)],
    [RIVERSIDE, trust],
  ] as const) {
    valueOf(await decisions.offer(board, id, { to, words: 'A review in a year.' }));
    valueOf(await decisions.answer(who, id, { accepts: true, words: 'Good.' }));
  }
  valueOf(await decisions.simulate(trust, id, { from: '2026-04-01', until: '2026-04-30' }));
  expect(codesOf(await decisions.decide(board, id, 'Yes.'))).toEqual(['governance.offer-open']);
  valueOf(await decisions.offer(trust, id, { to: BOARD, words: 'Half of it back.' }));
  valueOf(await decisions.answer(board, id, { accepts: true, words: 'Good.' }));
  valueOf(await decisions.decide(board, id, 'Yes.'));
  expect(codesOf(await decisions.simulate(board, id, {}))).toEqual(['governance.paper-state']);
});

test('what was replayed is told to those who decide, and asked of those whom money tells it', async () => {
  const { decisions } = vale.vale.governance;
  const board = await vale.seat(BOARD);
  const { id } = valueOf(await decisions.put(board, 'fund~prices', PAPER));
  const manager = await vale.seat(RIVERSIDE, 'practice-manager');
  const nurse = await vale.seat(RIVERSIDE, 'practice-nurse');
  expect(codesOf(await decisions.simulate(nurse, id, {}))).toEqual(['governance.not-speaker']);
  expect(codesOf(await decisions.simulate(await vale.seat(RIVERSIDE, 'ig-lead'), id, {}))).toEqual(['money.not-yours']);
  valueOf(await decisions.simulate(board, id, { from: '2026-04-01', until: '2026-04-30' }));
  const shown = valueOf(await decisions.paper(nurse, id));
  expect(shown.simulated?.told).toBe(false);
  expect(shown.positions.map(({ moneyFrom }) => moneyFrom)).toEqual(['not-known', 'not-known', 'not-known']);
  expect(valueOf(await decisions.paper(manager, id)).positions[0]?.money).toEqual([pounds(-16_000)]);
});

test('who bids against a party is told nothing of what was replayed, and cannot have it replayed', async () => {
  const { decisions, competition } = vale.vale.governance;
  const [board, council, trust] = [await vale.seat(BOARD), await vale.seat(COUNCIL), await vale.seat(RIVERSIDE)];
  const { id } = valueOf(await decisions.put(board, 'fund~prices', PAPER));
  valueOf(await decisions.simulate(board, id, { from: '2026-04-01', until: '2026-04-30' }));
  const commissioner = await vale.seat(BOARD, 'commissioner');
  const begun = { title: 'Foot clinics', what: 'Clinics', route: 'psr-most-suitable', why: 'Two could do it' };
  const procurement = valueOf(await competition.begin(commissioner, begun)).id;
  for (const [words, organization] of [
    ['The trust', RIVERSIDE],
    ['The council', COUNCIL],
  ] as const) {
    const typed = { words, organizations: [organization] };
    valueOf(await competition.act(commissioner, procurement, { did: 'bid', typed }));
  }
  for (const bidder of [council, trust]) {
    const shown = valueOf(await decisions.paper(bidder, id));
    expect(shown.simulated?.told).toBe(false);
    expect(JSON.stringify(shown)).not.toContain('16000');
    expect(codesOf(await decisions.simulate(bidder, id, {}))).toEqual(['money.walled']);
  }
  expect(valueOf(await decisions.paper(board, id)).simulated?.told).toBe(true);
});

test('staff is known where it was said of all that moves, and not known otherwise', async () => {
  const { decisions } = vale.vale.governance;
  const board = await vale.seat(BOARD);
  const { draft: _, ...plain } = PAPER;
  const clinic = {
    what: 'Foot clinics',
    from: RIVERSIDE,
    to: COUNCIL,
    perYear: 100,
    price: pounds(8_000),
    minutes: 30,
    workers: 2,
  };
  const said = {
    ...plain,
    moves: [clinic, { ...clinic, what: 'Home visits', to: BOARD, minutes: 45, workers: undefined }],
  };
  const { id } = valueOf(await decisions.put(board, 'fund~prices', said));
  const { positions } = valueOf(await decisions.paper(board, id));
  expect(positions.map(({ name, staff, moneyFrom, rights }) => [name, staff, moneyFrom, rights])).toEqual([
    ['Riverside Community Trust', { hours: -125 }, 'moves', []],
    ['Vale Council', { hours: 50, workers: 2 }, 'moves', []],
    ['Vale Care Board', { hours: 75 }, 'moves', []],
  ]);
  const wrong = { ...plain, moves: [{ ...clinic, minutes: 1.5 }] };
  expect(codesOf(await decisions.put(board, 'fund~prices', wrong))).toEqual(['governance.paper-moves']);
});
