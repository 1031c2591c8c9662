import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { agreeBoard, beginProgramme } from '../board.testing.ts';
import { engineOn } from '../engine.testing.ts';
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
import { salienceOf } from './rules.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;
let programme: string;

const DAY = 86_400_000;

beforeEach(async () => {
  database = await freshDatabase();
  const holders = async (_: string, role: string) => (role === 'gp' ? [{ account: 'gp', name: 'Ada Osei' }] : []);
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store), holders });
  await agreeBoard(vale);
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  programme = await beginProgramme(vale, lead, 'Feet');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const enter = async (typed: Typed, by = lead, of = programme) =>
  valueOf(await vale.governance.stakeholders.enter(by, of, { stake: 'Their work', ...typed })).id;
const act = (id: string, did: string, typed: Typed = {}, by = lead) =>
  vale.governance.stakeholders.act(by, programme, { did, id, typed });
const view = async (id: string, by = lead) => valueOf(await vale.governance.stakeholders.one(by, programme, id));
const circle = async (by = lead) => valueOf(await vale.governance.stakeholders.circle(by, programme));
const owed = async (by: Access, kind: string) =>
  (await vale.governance.obligations.owedBy(by)).items.filter((one) => one.kind === kind && one.state !== 'kept');

test('salience is derived from power, legitimacy and urgency, by all eight classes', () => {
  const of = (power: boolean, legitimacy: boolean, urgency: boolean) => {
    const grade = (has: boolean) => (has ? 'medium' : 'low');
    return salienceOf({ power: grade(power), legitimacy: grade(legitimacy), urgency: grade(urgency) });
  };
  expect([of(true, true, true), of(true, true, false), of(true, false, true), of(false, true, true)]).toEqual([
    'definitive',
    'dominant',
    'dangerous',
    'dependent',
  ]);
  expect([of(true, false, false), of(false, true, false), of(false, false, true), of(false, false, false)]).toEqual([
    'dormant',
    'discretionary',
    'demanding',
    'none',
  ]);
});

test('who is silent for 45 days is asked about once, and the next contact closes it', async () => {
  const id = await enter({ name: 'Elm Tree Surgery', kind: 'organisation', place: `${ELM}|practice-manager` });
  valueOf(await act(id, 'contact', { way: 'called', words: 'Said hello' }));
  vale.repository.clock.now += 44 * DAY;
  await vale.governance.stakeholders.tend();
  expect((await circle()).stakeholders).toMatchObject([{ silent: false, silentDays: 44 }]);
  expect(await owed(lead, 'stakeholder-silent')).toHaveLength(0);
  vale.repository.clock.now += DAY;
  await vale.governance.stakeholders.tend();
  await vale.governance.stakeholders.tend();
  expect((await circle()).stakeholders).toMatchObject([{ silent: true, silentDays: 45 }]);
  expect(await owed(lead, 'stakeholder-silent')).toHaveLength(1);
  valueOf(await act(id, 'contact', { way: 'visit', words: 'Went there' }));
  expect(await owed(lead, 'stakeholder-silent')).toHaveLength(0);
  expect((await circle()).stakeholders).toMatchObject([{ silent: false }]);
});

test('a promise made in a contact is due by its day from its owner, and counts as done when it is', async () => {
  const id = await enter({ name: 'Elm Tree Surgery', kind: 'organisation', place: `${ELM}|practice-manager` });
  const promise = {
    way: 'visit',
    words: 'Looked at the list',
    promise: 'Send the list',
    until: '2026-06-10',
    side: 'them',
  };
  valueOf(await act(id, 'contact', promise));
  const manager = await vale.seat(ELM, 'practice-manager');
  expect(await owed(manager, 'stakeholder-promise')).toMatchObject([{ due: expect.stringContaining('2026-06-10') }]);
  expect((await circle()).visits.find(({ name }) => name === 'Elm Tree Surgery')).toMatchObject({ agreed: 1, done: 0 });
  valueOf(await act(id, 'done', { promise: 'p1', words: 'Sent' }, manager));
  expect(await owed(manager, 'stakeholder-promise')).toHaveLength(0);
  expect((await circle()).visits.find(({ name }) => name === 'Elm Tree Surgery')).toMatchObject({
    last: '2026-06-01',
    agreed: 1,
    done: 1,
  });
  expect(await view(id)).toMatchObject({ promised: 1, done: 1, pledges: [{ standing: 'done' }] });
});

test('whom an entry is about reads it whole and adds their own view; nobody else does, and carers do not read it', async () => {
  const id = await enter({ name: 'Ada Osei', kind: 'person', place: `${ELM}|gp` });
  valueOf(await act(id, 'stance', { stance: 'doubtful', evidence: 'Said so at the meeting', on: '2026-05-01' }));
  valueOf(await act(id, 'stance', { stance: 'supportive', evidence: 'Offered a clinic' }));
  const gp = await vale.seat(ELM, 'gp');
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(await vale.governance.stakeholders.mine(gp)).toMatchObject([
    { name: 'Ada Osei', stances: [{ stance: 'doubtful' }, { stance: 'supportive' }], may: { own: true, log: false } },
  ]);
  expect(await vale.governance.stakeholders.mine(nurse)).toEqual([]);
  expect(codesOf(await vale.governance.stakeholders.one(nurse, programme, id))).toEqual(['governance.no-stakeholder']);
  expect(codesOf(await vale.governance.stakeholders.circle(nurse, programme))).toEqual(['governance.no-programme']);
  valueOf(await act(id, 'own-view', { words: 'I want it for our people' }, gp));
  expect(codesOf(await act(id, 'own-view', { words: 'They mean otherwise' }))).toEqual([
    'governance.stakeholder-whose',
  ]);
  expect(codesOf(await act(id, 'stance', { stance: 'champion', evidence: 'me' }, nurse))).toEqual([
    'governance.stakeholder-whose',
  ]);
  expect((await view(id)).views).toMatchObject([{ words: 'I want it for our people' }]);
});

test('an entry is removed when it is old: counts alone stay, and what waited for it waits no more', async () => {
  const id = await enter({ name: 'A neighbour', kind: 'person' });
  valueOf(await act(id, 'contact', { way: 'met', words: 'Talked', promise: 'A letter', until: '2026-07-01' }));
  expect(
    codesOf(
      await vale.governance.stakeholders.act(lead, programme, {
        did: 'cadence',
        typed: { kept: '60', agreement: 'sharing', paragraph: '99' },
      }),
    ),
  ).toEqual(['governance.cadence-agreement']);
  valueOf(
    await vale.governance.stakeholders.act(lead, programme, {
      did: 'cadence',
      typed: { kept: '60', agreement: 'sharing', paragraph: '5' },
    }),
  );
  vale.repository.clock.now += 60 * DAY;
  expect(await vale.governance.stakeholders.tend()).toEqual({ silent: 0, gone: 1 });
  expect(await circle()).toMatchObject({ stakeholders: [], gone: { entries: 1, contacts: 1, promises: 1, done: 0 } });
  expect(await owed(lead, 'stakeholder-promise')).toHaveLength(0);
  expect(codesOf(await vale.governance.stakeholders.one(lead, programme, id))).toEqual(['governance.no-stakeholder']);
  expect(await enter({ name: 'Another', kind: 'group' })).toBe('s2');
});

test('a reply is linked to the change it made, and who is asked too often by all programmes together is named', async () => {
  const id = await enter({ name: 'Carers of the Vale', kind: 'group' });
  valueOf(await vale.governance.programmes.act(lead, programme, { did: 'driver', typed: { words: 'd' } }));
  valueOf(
    await vale.governance.programmes.act(lead, programme, {
      did: 'change',
      typed: { driver: 'd1', words: 'Evening clinics', starts: '2026-07-01' },
    }),
  );
  valueOf(await act(id, 'reply', { consultation: 'Opening hours', words: 'We cannot come by day' }));
  expect(codesOf(await act(id, 'answered', { reply: 'r1', change: 'c9', words: 'x' }))).toEqual([
    'governance.no-stakeholder',
  ]);
  valueOf(await act(id, 'answered', { reply: 'r1', change: 'c1', words: 'Clinics open until eight' }));
  expect((await view(id)).replies).toMatchObject([{ answer: { change: { words: 'Evening clinics' } } }]);
  expect((await circle()).news).toEqual([
    'You told us about “Opening hours”, and this changed: Clinics open until eight',
  ]);
  for (const words of ['a', 'b', 'c']) valueOf(await act(id, 'contact', { words }));
  expect((await circle()).tired).toEqual([]);
  const other = await beginProgramme(vale, lead, 'Home');
  const there = await enter({ name: 'carers of the vale', kind: 'group' }, lead, other);
  for (const words of ['d', 'e'])
    valueOf(await vale.governance.stakeholders.act(lead, other, { did: 'contact', id: there, typed: { words } }));
  expect((await circle()).tired).toMatchObject([{ contacts: 5, programmes: 2 }]);
  valueOf(
    await vale.governance.stakeholders.act(lead, programme, {
      did: 'newsletter',
      typed: { title: 'June', words: 'Clinics until eight.' },
    }),
  );
  expect(await vale.governance.stakeholders.newsletters(await vale.seat(ELM, 'practice-nurse'))).toMatchObject([
    { title: 'June' },
  ]);
  expect((await circle(await vale.seat(BOARD, 'board-member'))).may.lead).toBe(false);
});

const tell = (did: string, typed: Typed, by = lead) => vale.governance.stakeholders.act(by, programme, { did, typed });

test('a concern is settled by its owner alone, a kit is read when its reader says so, and the next conversation follows', async () => {
  const manager = await vale.seat(ELM, 'practice-manager');
  const place = `${ELM}|practice-manager`;
  const kit = async (by = lead) => valueOf(await vale.governance.stakeholders.kit(by, programme, place));
  valueOf(await tell('concern', { owner: place, words: 'Who pays for longer visits?' }, manager));
  expect(await owed(lead, 'concern')).toHaveLength(1);
  expect((await kit()).next).toMatchObject([{ why: 'Nobody has answered: Who pays for longer visits?' }]);
  valueOf(await tell('concern-answered', { concern: 'q1', words: 'The pool does' }));
  expect(await owed(lead, 'concern')).toHaveLength(0);
  expect(codesOf(await tell('concern-closed', { concern: 'q1', words: 'done' }))).toEqual(['governance.concern-whose']);
  expect((await kit()).concerns).toMatchObject([{ answer: { words: 'The pool does' }, may: { close: false } }]);
  valueOf(await tell('concern-closed', { concern: 'q1', words: 'We saw the letter' }, manager));
  expect((await kit(manager)).concerns).toMatchObject([{ closed: { words: 'We saw the letter' } }]);
  valueOf(await tell('kit-given', { to: place }));
  expect(await owed(manager, 'kit')).toHaveLength(1);
  expect(codesOf(await tell('kit-read', { kit: 'k1' }))).toEqual(['governance.concern-whose']);
  valueOf(await tell('kit-read', { kit: 'k1' }, manager));
  expect(await owed(manager, 'kit')).toHaveLength(0);
  expect(await kit()).toMatchObject({ given: { read: '2026-06-01' }, next: [] });
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(codesOf(await vale.governance.stakeholders.kit(nurse, programme, place))).toEqual([
    'governance.no-stakeholder',
  ]);
});

test('a line of influence is stale six months after it was seen, and its owner is asked then', async () => {
  const line = { from: `${COUNCIL}|commissioner`, to: `${ELM}|gp`, topic: 'Home visits', evidence: 'Two meetings' };
  valueOf(await tell('influence', { ...line, on: '2025-11-20', owner: `${ELM}|practice-manager` }));
  const manager = await vale.seat(ELM, 'practice-manager');
  const lines = async (by = lead) => valueOf(await vale.governance.stakeholders.influence(by, programme)).lines;
  expect(await lines()).toMatchObject([{ stale: true, may: { confirm: true } }]);
  expect(await owed(manager, 'influence')).toMatchObject([{ due: expect.stringContaining('2026-05-20') }]);
  valueOf(await tell('influence-confirmed', { influence: 'i1' }, manager));
  expect(await lines(await vale.seat(ELM, 'practice-nurse'))).toMatchObject([
    { stale: false, may: { confirm: false } },
  ]);
  expect(await owed(manager, 'influence')).toMatchObject([{ due: expect.stringContaining('2026-12-02') }]);
  valueOf(await tell('influence-ended', { influence: 'i1', words: 'They moved' }, manager));
  expect(await lines()).toEqual([]);
  expect(await owed(manager, 'influence')).toEqual([]);
});
