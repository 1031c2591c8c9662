import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clause, Role } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import {
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;

const MEMBERS = [
  { organization: ELM, role: 'practice-manager' },
  { organization: RIVERSIDE, role: 'programme-lead' },
  { organization: COUNCIL, role: 'commissioner' },
] as const;

const GROUP: Clause = {
  id: 'group',
  cites: '5',
  clause: 'decide',
  topics: ['podiatry'],
  reserved: ['year-plan'],
  body: {
    name: 'The foot care group',
    kind: 'group',
    members: MEMBERS,
    secretary: { organization: ELM, role: 'ig-lead' },
  },
  upTo: { minor: 5_000_000, currency: 'GBP' },
  quorum: 2,
  by: 'majority',
};

const THE_BOARD: Clause = {
  id: 'the-board',
  cites: '5',
  clause: 'decide',
  topics: ['podiatry', 'year-plan'],
  body: {
    name: 'The alliance board',
    kind: 'board',
    members: [...MEMBERS, { organization: RIVERSIDE, role: 'board-member' }],
    chair: { organization: RIVERSIDE, role: 'board-member' },
    livedExperience: [{ organization: COUNCIL, role: 'commissioner' }],
  },
  quorum: 3,
  by: 'majority',
  deputies: [
    {
      of: { organization: COUNCIL, role: 'commissioner' },
      deputy: { organization: COUNCIL, role: 'finance-lead' },
      upTo: { minor: 1_000_000, currency: 'GBP' },
    },
  ],
};

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  const base = sharingDraft();
  const draft = {
    ...base,
    text: [...base.text, { id: '5', text: 'Who decides.' }],
    clauses: [...base.clauses, GROUP, THE_BOARD],
  };
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), draft));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const seat = async (organization: string, role: Role) => ({
  ...(await vale.seat(organization, role, 'planning')),
  principal: `account/${organization}/${role}`,
});
const manager = () => seat(ELM, 'practice-manager');
const lead = () => seat(RIVERSIDE, 'programme-lead');
const council = () => seat(COUNCIL, 'commissioner');
const secretary = () => seat(ELM, 'ig-lead');

const PAPER = {
  title: 'A second podiatrist',
  ask: 'Pay for a second podiatrist for a year.',
  topic: 'podiatry',
  amount: { minor: 4_000_000, currency: 'GBP' },
  suppliers: ['Zeta Ltd'],
  effect: 'Waits fall from nine weeks to four.',
  reviewOn: '2026-12-01',
};

async function meetingWith(...who: readonly (() => ReturnType<typeof seat>)[]): Promise<string> {
  const { decisions } = vale.governance;
  const { id } = valueOf(
    await decisions.call(await secretary(), {
      body: 'sharing~group',
      day: '2026-06-01',
      starts: '14:00',
      place: 'Room 2',
    }),
  );
  for (const one of who) valueOf(await decisions.come(await one(), id, {}));
  valueOf(await decisions.open(await manager(), id));
  return id;
}

async function tabled(meeting: string, changes: object = {}): Promise<string> {
  const { decisions } = vale.governance;
  const { id } = valueOf(await decisions.put(await manager(), 'sharing~group', { ...PAPER, ...changes }));
  valueOf(await decisions.table(await secretary(), id, meeting));
  return id;
}

test('what is above a limit or kept back is refused there and goes up to the body that may', async () => {
  const { decisions } = vale.governance;
  const large = valueOf(
    await decisions.put(await manager(), 'sharing~group', { ...PAPER, amount: { minor: 6_000_000, currency: 'GBP' } }),
  );
  expect(large).toMatchObject({
    sentTo: 'The alliance board',
    why: '£60,000.00 is above the £50,000.00 up to which The foot care group may decide about podiatry.',
  });
  expect(valueOf(await decisions.put(await manager(), 'sharing~group', { ...PAPER, topic: 'year-plan' })).sentTo).toBe(
    'The alliance board',
  );
  expect(codesOf(await decisions.put(await manager(), 'sharing~group', { ...PAPER, topic: 'home-support' }))).toEqual([
    'governance.no-body-above',
  ]);
  const meeting = await meetingWith(manager, lead);
  expect(codesOf(await decisions.table(await secretary(), large.id, meeting))).not.toEqual([]);
  const board = valueOf(await decisions.body(await lead(), 'sharing~the-board'));
  expect(board.waiting.map(({ title, sentUp }) => [title, sentUp?.from])).toEqual([
    ['A second podiatrist', 'The foot care group'],
    ['A second podiatrist', 'The foot care group'],
  ]);
  expect(board.seats.filter(({ livedExperience }) => livedExperience)).toHaveLength(1);
});

test('who holds an interest takes no part: neither in the vote nor in the quorum', async () => {
  const { decisions } = vale.governance;
  valueOf(
    await decisions.declareInterest(await lead(), {
      kind: 'money',
      words: 'I hold shares in Zeta.',
      party: 'ZETA Limited',
      from: '2025-01-01',
      whole: false,
    }),
  );
  const meeting = await meetingWith(manager, lead);
  const id = await tabled(meeting);
  expect(codesOf(await decisions.vote(await lead(), id, { vote: 'for', reason: '' }))).toEqual(['governance.interest']);
  valueOf(await decisions.vote(await manager(), id, { vote: 'for', reason: '' }));
  expect(codesOf(await decisions.decide(await manager(), id, 'Yes.'))).toEqual(['governance.not-quorate']);
  expect(valueOf(await decisions.paper(await council(), id)).interests).toMatchObject([
    { out: true, words: 'I hold shares in Zeta.' },
  ]);
  valueOf(await decisions.come(await council(), meeting, {}));
  expect(codesOf(await decisions.vote(await council(), id, { vote: 'against', reason: '' }))).toEqual([
    'governance.dissent',
  ]);
  valueOf(await decisions.vote(await council(), id, { vote: 'for', reason: '' }));
  valueOf(await decisions.decide(await manager(), id, 'A second podiatrist from July.'));
  const paper = valueOf(await decisions.paper(await lead(), id));
  expect(paper).toMatchObject({
    state: 'agreed',
    tally: { for: 2, quorum: 2 },
    recused: [{ because: 'I hold shares in Zeta.' }],
  });
  const [owed] = await database.store.all(
    sql`select state, due::date::text as due, page from obligation where kind = 'decision-review'`,
  );
  expect(owed).toEqual({ state: 'open', due: '2026-12-02', page: `/papers/${id}` });
  valueOf(await decisions.measure(await manager(), id, 'Waits are five weeks.'));
  expect(await database.store.all(sql`select state from obligation where kind = 'decision-review'`)).toEqual([
    { state: 'kept' },
  ]);
  expect(valueOf(await decisions.paper(await lead(), id))).toMatchObject({
    effect: PAPER.effect,
    measured: 'Waits are five weeks.',
  });
});

test('a paper that moves clinics shows who loses, and stays open until an offer was accepted, refused or arbitrated', async () => {
  const { decisions } = vale.governance;
  const meeting = await meetingWith(manager, council);
  const id = await tabled(meeting, {
    suppliers: [],
    moves: [
      { what: 'Foot clinics', from: RIVERSIDE, to: ELM, perYear: 1_200, price: { minor: 8_000, currency: 'GBP' } },
    ],
  });
  const shown = valueOf(await decisions.paper(await council(), id));
  expect(shown.positions.map(({ name, money, loses }) => [name, money[0]?.minor, loses])).toEqual([
    ['Riverside Community Trust', -9_600_000, true],
    ['Elm Tree Surgery', 9_600_000, false],
  ]);
  expect(shown.interests).toEqual([
    { name: 'Elm Tree Surgery', words: 'Gains £96,000.00 by it, and has a vote.', out: false },
  ]);
  for (const one of [manager, council]) valueOf(await decisions.vote(await one(), id, { vote: 'for', reason: '' }));
  expect(codesOf(await decisions.decide(await manager(), id, 'They move.'))).toEqual(['governance.offer-open']);
  valueOf(await decisions.offer(await manager(), id, { to: RIVERSIDE, words: 'Half of it for two years.' }));
  expect(codesOf(await decisions.decide(await manager(), id, 'They move.'))).toEqual(['governance.offer-open']);
  expect(codesOf(await decisions.answer(await council(), id, { accepts: true, words: 'Fine.' }))).toEqual([
    'governance.paper-state',
  ]);
  valueOf(await decisions.answer(await lead(), id, { accepts: false, words: 'Too little.' }));
  valueOf(await decisions.decide(await manager(), id, 'They move in October.'));
  expect(valueOf(await decisions.paper(await lead(), id)).state).toBe('agreed');
});

test('what nobody answers is settled by the chair, unless the chair is of whoever loses', async () => {
  const { decisions } = vale.governance;
  // The manager of Elm Tree is in the chair of this group.
  const chair = await manager();
  const meeting = await meetingWith(manager, council);
  const moved = async (from: string, to: string) => {
    const price = { minor: 8_000, currency: 'GBP' };
    const id = await tabled(meeting, { suppliers: [], moves: [{ what: 'Clinics', from, to, perYear: 1_200, price }] });
    for (const one of [manager, council]) valueOf(await decisions.vote(await one(), id, { vote: 'for', reason: '' }));
    return id;
  };
  const here = await moved(ELM, RIVERSIDE);
  valueOf(await decisions.offer(await council(), here, { to: ELM, words: 'A clinic a month.' }));
  const own = { of: ELM, words: 'We have heard ourselves.' };
  expect(codesOf(await decisions.arbitrate(chair, here, own))).toEqual(['governance.not-chair']);
  expect(codesOf(await decisions.decide(chair, here, 'They move.'))).toEqual(['governance.offer-open']);

  const away = await moved(RIVERSIDE, ELM);
  const of = { of: RIVERSIDE, words: 'The trust keeps its room.' };
  expect((await decisions.arbitrate(chair, away, of)).ok, 'before anything is offered').toBe(false);
  valueOf(await decisions.offer(chair, away, { to: RIVERSIDE, words: 'Half of it for two years.' }));
  expect(codesOf(await decisions.arbitrate(await council(), away, of))).toEqual(['governance.not-chair']);
  expect((await decisions.arbitrate(chair, away, { ...of, words: ' ' })).ok, 'without a word').toBe(false);
  expect(codesOf(await decisions.decide(chair, away, 'They move.'))).toEqual(['governance.offer-open']);
  valueOf(await decisions.arbitrate(chair, away, of));
  const { positions } = valueOf(await decisions.paper(await council(), away));
  expect(positions.find(({ offer }) => offer)?.offer).toMatchObject({ state: 'arbitrated', answer: of.words });
  valueOf(await decisions.decide(chair, away, 'They move.'));
});

test('minutes are sealed, keep dissent with its reason, and tell any edit', async () => {
  const { decisions } = vale.governance;
  const meeting = await meetingWith(manager, lead, council);
  const id = await tabled(meeting);
  for (const one of [manager, lead]) valueOf(await decisions.vote(await one(), id, { vote: 'for', reason: '' }));
  valueOf(await decisions.vote(await council(), id, { vote: 'against', reason: 'The money is not there.' }));
  expect(codesOf(await decisions.close(await secretary(), meeting))).toEqual(['governance.items-open']);
  valueOf(await decisions.decide(await secretary(), id, 'Agreed.'));
  valueOf(await decisions.close(await secretary(), meeting));
  const sealed = async () => valueOf(await decisions.meeting(await council(), meeting)).minutes;
  const first = await sealed();
  expect(first).toMatchObject({ intact: true, n: 1 });
  expect(first?.minutes.items[0]?.votes.some((one) => one.endsWith('against: The money is not there.'))).toBe(true);
  expect((await sealed())?.hash).toBe(first?.hash);
  expect(codesOf(await decisions.vote(await council(), id, { vote: 'for', reason: '' }))).toEqual([
    'governance.paper-state',
  ]);
  expect(await database.store.all(sql`select query from audit where action = 'seal-minutes'`)).toEqual([
    { query: first?.hash },
  ]);
  await database.store.run(sql`drop rule governance_minutes_kept_update on governance_minutes`);
  await database.store.run(sql`update governance_minutes set text = replace(text, 'not there', 'there')`);
  expect((await sealed())?.intact).toBe(false);
  await database.store.run(sql`update governance_minutes set text = replace(text, 'is there', 'is not there')`);
  expect((await sealed())?.intact).toBe(true);
  await database.store.run(sql`drop rule governance_paper_deed_kept_update on governance_paper_deed`);
  await database.store.run(sql`update governance_paper_deed set by = 'Somebody' where said->>'did' = 'voted'`);
  expect((await sealed())?.intact).toBe(false);
});

test('a deputy stands in for as much as they may, and nobody takes two seats or another’s', async () => {
  const { decisions } = vale.governance;
  const chair = await seat(RIVERSIDE, 'board-member');
  const { id } = valueOf(
    await decisions.call(chair, { body: 'sharing~the-board', day: '2026-06-02', starts: '9:30', place: 'Online' }),
  );
  const deputy = await seat(COUNCIL, 'finance-lead');
  for (const one of [chair, deputy, await lead()]) valueOf(await decisions.come(one, id, {}));
  expect(codesOf(await decisions.come(await seat(ELM, 'gp'), id, {}))).toEqual(['governance.no-seat']);
  expect(codesOf(await decisions.open(await lead(), id))).toEqual(['governance.not-chair']);
  valueOf(await decisions.open(chair, id));
  const put = valueOf(await decisions.put(await lead(), 'sharing~the-board', PAPER));
  valueOf(await decisions.table(chair, put.id, id));
  expect(codesOf(await decisions.vote(deputy, put.id, { vote: 'for', reason: '' }))).toEqual([
    'governance.not-entitled',
  ]);
  for (const one of [chair, await lead()]) valueOf(await decisions.vote(one, put.id, { vote: 'for', reason: '' }));
  expect(codesOf(await decisions.decide(chair, put.id, 'Yes.'))).toEqual(['governance.not-quorate']);
  const seats = valueOf(await decisions.meeting(chair, id)).seats;
  const practice = seats.find(({ organization }) => organization === ELM)?.key ?? '';
  valueOf(await decisions.come(chair, id, { seat: practice, name: 'Ana Lima' }));
  valueOf(await decisions.vote(chair, put.id, { vote: 'for', reason: '', seat: practice }));
  valueOf(await decisions.decide(chair, put.id, 'Yes.'));
  expect(valueOf(await decisions.paper(chair, put.id)).votes.map(({ name }) => name)).toContain('Ana Lima');
  expect(await decisions.bodies(await vale.seat(ELM, 'person', 'own-record', 'Person/p1'))).toEqual([]);
});
