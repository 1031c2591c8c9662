import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { freshDatabase, type TestDatabase } from '#testing/database';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import type { Typed } from '../programme/typed.ts';

let database: TestDatabase;
let vale: TestPartnership;
let buyer: Access;
let river: Access;
let elm: Access;
let id: string;

const DAY = 86_400_000;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  buyer = await vale.seat(BOARD, 'commissioner', 'planning');
  river = await vale.seat(RIVERSIDE, 'finance-lead', 'payment');
  elm = await vale.seat(ELM, 'practice-manager', 'payment');
  const begun = {
    title: 'Foot clinics',
    what: 'Clinics in the north',
    route: 'psr-most-suitable',
    why: 'Two could do it',
  };
  ({ id } = valueOf(await vale.governance.competition.begin(buyer, begun)));
  valueOf(await act('bid', { words: 'Together', organizations: [RIVERSIDE, ELM] }));
  valueOf(await act('bid', { words: 'The council', organizations: [COUNCIL] }));
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const act = (did: string, typed: Typed = {}, by = buyer) => vale.governance.competition.act(by, id, { did, typed });
const view = async (by: Access) => valueOf(await vale.governance.competition.one(by, id));
const costs = async (by: Access) => (await view(by)).costs.map(({ of }) => of.organization);

test('two who bid together each see only their own costs, the lead sees all, and everybody else none', async () => {
  valueOf(await act('cost', { item: 'An hour of a podiatrist', money: '48' }, river));
  valueOf(await act('cost', { item: 'A room for a day', money: '90' }, elm));
  expect(await costs(river)).toEqual([RIVERSIDE]);
  expect(await costs(elm)).toEqual([ELM]);
  expect(await costs(buyer)).toEqual([RIVERSIDE, ELM]);
  expect(await costs(await vale.seat(COUNCIL, 'finance-lead'))).toEqual([]);
  expect(await costs(await vale.seat(BOARD, 'board-member'))).toEqual([]);
  expect(codesOf(await act('cost', { item: 'x', money: '1' }))).toEqual(['governance.procurement-whose']);
});

test('walls stand against every other bidder until it closes, but for a book that is open until its day; a look is told to the lead', async () => {
  const walls = (by: Access) => vale.governance.competition.walls(by);
  expect([...(await walls(river))].sort()).toEqual([COUNCIL, ELM].sort());
  expect(await walls(buyer)).toEqual([]);
  valueOf(await act('opened', { to: RIVERSIDE, words: 'Rooms', until: '2026-06-10' }, elm));
  expect(await walls(river)).toEqual([COUNCIL]);
  await vale.governance.competition.looked(river, [COUNCIL], 'a statement');
  expect((await view(buyer)).looked).toMatchObject([
    { organization: 'Riverside Community Trust', what: 'a statement' },
  ]);
  expect((await view(elm)).looked).toEqual([]);
  vale.repository.clock.now += 10 * DAY;
  expect([...(await walls(river))].sort()).toEqual([COUNCIL, ELM].sort());
  valueOf(await act('decided', { bid: 'b1', why: 'Nearer' }));
  valueOf(await act('closed', { why: 'Signed' }));
  expect(await walls(river)).toEqual([]);
  expect(codesOf(await act('bid', { words: 'Late', organizations: [ELM] }))).toEqual(['governance.procurement-closed']);
});

test('a question of one is answered to all, and who asked is told to the lead alone', async () => {
  valueOf(await act('question', { words: 'Until when?' }, river));
  valueOf(await act('answered', { question: 'q1', words: 'Until March' }));
  const [mine] = (await view(elm)).questions;
  expect(mine).toMatchObject({ words: 'Until when?', answer: { words: 'Until March' } });
  expect(mine?.by).toBeUndefined();
  expect((await view(buyer)).questions).toMatchObject([{ by: 'Riverside Community Trust' }]);
});

test('a procurement goes by a route that the law of the place has, and is begun by who buys', async () => {
  const begun = { title: 't', what: 'w', route: 'a-chat', why: 'y' };
  expect(codesOf(await vale.governance.competition.begin(buyer, begun))).toEqual(['governance.selection-route']);
  expect(codesOf(await vale.governance.competition.begin(elm, { ...begun, route: 'pa-open' }))).toEqual([
    'governance.procurement-begin',
  ]);
  expect((await view(buyer)).route).toMatchObject({ words: 'Most suitable provider process', compares: true });
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(codesOf(await vale.governance.competition.all(nurse))).toEqual(['governance.no-procurement']);
});
