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
import { agreeCase } from '../case/agreed.testing.ts';
import type { ProgrammeView } from './contract.ts';
import type { Typed } from './typed.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;
let id: string;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  await agreeBoard(vale);
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  id = await beginProgramme(vale, lead);
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const act = (did: string, typed: Typed = {}, by = lead) => vale.governance.programmes.act(by, id, { did, typed });
const view = async (baseline?: number): Promise<ProgrammeView> =>
  valueOf(await vale.governance.programmes.one(lead, id, baseline));
/** Without what signing made due: the next security toolkit of who signed. */
const owed = async (by: Access) =>
  (await vale.governance.obligations.owedBy(by)).items
    .map(({ kind, title }) => ({ kind, title }))
    .filter(({ kind }) => kind !== 'safety-document');

test('a change without owner or measure cannot start, and the refusal names which', async () => {
  valueOf(await act('driver', { words: 'Feet are looked at every year' }));
  valueOf(await act('change', { driver: 'd1', words: 'Clinics in the practices', starts: '2026-07-01' }));
  const both = await act('started', { change: 'c1' });
  expect(codesOf(both)).toEqual(['governance.change-lacks']);
  expect(both).toMatchObject({ refusals: [{ text: expect.stringContaining('it lacks an owner and a measure') }] });
  valueOf(await act('measured-by', { change: 'c1', measure: 'foot-checked' }));
  expect(await act('started', { change: 'c1' })).toMatchObject({
    refusals: [{ text: expect.stringContaining('it lacks an owner.') }],
  });
  valueOf(await act('owned', { change: 'c1', owner: `${ELM}|practice-manager` }));
  expect(codesOf(await act('started', { change: 'c1' }))).toEqual(['governance.change-before-case']);
  const chair = await vale.seat(COUNCIL, 'commissioner', 'planning');
  const scorers = [
    [ELM, 'practice-manager'],
    [COUNCIL, 'commissioner'],
  ] as const;
  await agreeCase(vale, id, { lead, chair, scorers });
  expect(await vale.governance.programmes.begun(lead)).toEqual([]);
  valueOf(await act('started', { change: 'c1' }));
  expect(codesOf(await act('started', { change: 'c1' }))).toEqual(['governance.change-started']);
  expect(await vale.governance.programmes.begun(await vale.seat(ELM, 'gp'))).toEqual([
    {
      id: 'c1',
      programme: id,
      words: 'Clinics in the practices',
      since: expect.any(String),
      measures: ['foot-checked'],
      feared: [],
      owner: { organization: ELM, role: 'practice-manager' },
    },
  ]);
  expect(await view()).toMatchObject({
    changes: 1,
    started: 1,
    drivers: [{ changes: [{ measure: 'foot-checked', lacks: [] }] }],
  });
});

test('what changes for me: five lines, what comes next first, each with its day and its owner', async () => {
  valueOf(await act('driver', { words: 'd' }));
  valueOf(await act('change', { driver: 'd1', words: 'Clinics', starts: '2026-07-01' }));
  const mine = { change: 'c1', level: 'individual', role: 'practice-nurse' };
  for (const month of ['12', '09', '08', '11', '10', '07'])
    valueOf(await act('effect', { ...mine, words: `In ${month}`, from: `2026-${month}-01` }));
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect((await vale.governance.programmes.forMe(nurse)).lines).toEqual([]);
  valueOf(await act('owned', { change: 'c1', owner: `${ELM}|practice-manager` }));
  const found = await vale.governance.programmes.forMe(nurse);
  expect(found.lines.map(({ words }) => words)).toEqual(['In 07', 'In 08', 'In 09', 'In 10', 'In 11']);
  expect(found.more).toBe(1);
  expect(found.lines.every(({ owner, from }) => owner?.role === 'practice-manager' && from > '2026')).toBe(true);
  expect((await vale.governance.programmes.forMe(await vale.seat(ELM, 'gp'))).lines).toEqual([]);
  expect((await view()).drivers[0]?.changes[0]?.empty).toEqual(['system', 'organisation', 'team']);
});

test('a sponsor who is not seen for sixty days is flagged; when the office ends a risk, a successor and a briefing are there that day', async () => {
  expect((await view()).riskList).toMatchObject([{ words: 'Nobody stands for it in public.' }]);
  valueOf(await act('sponsor', { name: 'Jo Amadi', office: 'Cabinet member', until: '2027-05-06' }));
  expect((await view()).riskList).toEqual([]);
  vale.clock.now += 61 * 86_400_000;
  expect(await view()).toMatchObject({ sponsor: { standing: 'silent' }, risks: 1 });
  valueOf(await act('sponsor-act', { on: '2026-08-01', words: 'Spoke at the council' }));
  expect((await view()).sponsor).toMatchObject({ standing: 'active', seen: '2026-08-01' });
  valueOf(await act('sponsor-ended', { why: 'An election' }));
  expect((await view()).riskList).toMatchObject([
    { words: expect.stringContaining('a successor has to be named and briefed') },
  ]);
  const due = (await vale.governance.obligations.owedBy(lead)).items.filter(({ kind }) => kind.startsWith('sponsor'));
  expect(due.map(({ kind, due: on }) => [kind, String(on).slice(0, 10)]).sort()).toEqual([
    ['sponsor-briefing', '2026-08-01'],
    ['sponsor-successor', '2026-08-01'],
  ]);
  valueOf(await act('sponsor', { name: 'Ed Park', office: 'Leader' }));
  expect((await owed(lead)).map(({ kind }) => kind).sort()).toEqual(['sponsor-act', 'sponsor-briefing']);
  expect(await view()).toMatchObject({
    sponsor: { name: 'Ed Park' },
    before: [{ name: 'Jo Amadi', why: 'An election' }],
    risks: 0,
  });
});

test('the next act is due sixty days after the last was seen, whenever that was written down, and an older one moves nothing', async () => {
  valueOf(await act('sponsor', { name: 'Jo Amadi', office: 'Cabinet member' }));
  const due = async () =>
    (await vale.governance.obligations.owedBy(lead)).items
      .filter(({ kind }) => kind === 'sponsor-act')
      .map(({ dueDay }) => dueDay);
  expect(await due()).toEqual(['2026-07-31']);
  vale.clock.now += 40 * 86_400_000;
  valueOf(await act('sponsor-act', { on: '2026-06-21', words: 'Spoke at the council' }));
  expect(await due()).toEqual(['2026-08-20']);
  valueOf(await act('sponsor-act', { on: '2026-06-05', words: 'Opened a clinic' }));
  expect(await due()).toEqual(['2026-08-20']);
});

test('40 % fewer hours than planned forecast every milestone ahead anew, and the chair owes a decision once', async () => {
  valueOf(await act('milestone', { words: 'All practices', on: '2026-12-31' }));
  valueOf(
    await act('means', { words: 'Office', from: '2026-03-01', until: '2026-12-31', hours: '3060', money: '90,000' }),
  );
  const finance = await vale.seat(BOARD, 'finance-lead', 'planning');
  valueOf(await act('used', { means: 'b1', on: '2026-06-01', hours: '540', money: '12,000.50' }, finance));
  const short = await view();
  expect(short.staffing).toMatchObject({
    planned: { hours: 930 },
    used: { hours: 540, minor: 1_200_050 },
    below: 42,
    short: true,
  });
  expect(short.milestones[0]?.forecast).toBe('2027-08-09');
  const chair = await vale.seat(COUNCIL, 'commissioner', 'planning');
  expect(await owed(chair)).toEqual([
    { kind: 'programme-short', title: 'Decide what gives: Feet has 42 % fewer hours than planned' },
  ]);
  valueOf(await act('used', { means: 'b1', on: '2026-06-01', hours: '1' }, finance));
  expect(await owed(chair)).toHaveLength(1);
  valueOf(await act('used', { means: 'b1', on: '2026-06-01', hours: '300' }, finance));
  expect((await view()).milestones[0]).not.toHaveProperty('forecast');
});

test('a shock: three milestones slip ten weeks, the teams are told, the board sees the baseline beside what is now', async () => {
  for (const [index, on] of ['2026-08-03', '2026-09-07', '2026-10-05', '2026-11-02'].entries())
    valueOf(await act('milestone', { words: `M${index + 1}`, on }));
  const told = {
    words: 'New footprint',
    weeks: '10',
    milestones: ['m1', 'm2', 'm3'],
    message: 'Clinics go on.',
    tellers: [`${ELM}|practice-manager`],
  };
  valueOf(await act('shock', told));
  valueOf(await act('hours', { shock: 's1', hours: '120', words: 'Planning meetings' }));
  const seen = await view();
  expect(seen.milestones.map(({ on, was, weeks }) => [was, on, weeks])).toEqual([
    ['2026-08-03', '2026-10-12', 10],
    ['2026-09-07', '2026-11-16', 10],
    ['2026-10-05', '2026-12-14', 10],
    ['2026-11-02', '2026-11-02', 0],
  ]);
  expect(seen.shocks[0]).toMatchObject({ hoursLost: 120, tellers: [{ role: 'practice-manager' }] });
  const manager = await vale.seat(ELM, 'practice-manager', 'planning');
  expect(await owed(manager)).toEqual([{ kind: 'tell-teams', title: 'Tell your teams: New footprint' }]);
  expect(await owed(await vale.seat(COUNCIL, 'commissioner', 'planning'))).toMatchObject([{ kind: 'plan-again' }]);
  expect(codesOf(await act('told', { shock: 's1' }))).toEqual(['governance.programme-part']);
  valueOf(await act('told', { shock: 's1' }, manager));
  expect(await owed(manager)).toEqual([]);
  expect((await vale.governance.programmes.forMe(manager)).messages).toMatchObject([{ message: 'Clinics go on.' }]);
  valueOf(
    await act('promised', { from: 'The region', words: 'Support', money: '200,000', until: '2026-06-30', shock: 's1' }),
  );
  vale.clock.now = Date.parse('2026-07-01T09:00:00Z');
  expect((await view()).promises).toMatchObject([{ standing: 'broken', minor: 20_000_000 }]);
  expect((await view()).riskList.map(({ words }) => words)).toContain(
    'Promised by The region and not arrived: Support',
  );
});

test('a second programme is offered what fits, with why, and weighs it', async () => {
  valueOf(await act('context', { setting: 'mixed', money: 'pooled', record: 'shared' }));
  valueOf(
    await act(
      'lesson',
      { words: 'Letters', expected: 'e', happened: 'h', advice: 'a' },
      await vale.seat(ELM, 'practice-nurse'),
    ),
  );
  const other = { name: 'Falls', aim: 'a', measure: 'm', board: 'sharing~board', lead: `${RIVERSIDE}|programme-lead` };
  const second = valueOf(await vale.governance.programmes.begin(lead, other)).id;
  const doing = (did: string, typed: Typed) => vale.governance.programmes.act(lead, second, { did, typed });
  valueOf(await doing('context', { setting: 'mixed', money: 'separate', record: 'shared' }));
  valueOf(await doing('weighed', { programme: id, lesson: 'l1', takes: 'true', words: 'Yes.' }));
  const { offers } = valueOf(await vale.governance.programmes.one(lead, second));
  expect(offers).toMatchObject([
    { name: 'Feet', same: ['setting', 'record'], different: ['money'], weighed: { takes: true } },
  ]);
});

test('nobody but the lead writes, and what cannot be is refused by name', async () => {
  const other = await vale.seat(COUNCIL, 'programme-lead', 'planning');
  expect(codesOf(await act('driver', { words: 'd' }, other))).toEqual(['governance.programme-whose']);
  valueOf(await act('driver', { words: 'd' }, await vale.seat(BOARD, 'programme-lead', 'planning')));
  expect(codesOf(await act('driver', {}))).toEqual(['governance.programme-typed']);
  expect(codesOf(await act('change', { driver: 'd9', words: 'x', starts: '2026-07-01' }))).toEqual([
    'governance.programme-part',
  ]);
  expect(codesOf(await act('change', { driver: 'd1', words: 'x', starts: 'soon' }))).toEqual([
    'governance.programme-typed',
  ]);
  expect(codesOf(await act('begun'))).toEqual(['governance.programme-deed']);
  expect(codesOf(await vale.governance.programmes.begin(await vale.seat(ELM, 'gp'), {}))).toEqual([
    'governance.programme-begin',
  ]);
  expect(codesOf(await vale.governance.programmes.one(lead, '99'))).toEqual(['governance.no-programme']);
});
