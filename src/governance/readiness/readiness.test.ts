import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { everyItem } from '#forms';
import { sql } from '#store';
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
import { programOf } from './forms.ts';

let database: TestDatabase;
let vale: TestPartnership;
let lead: Access;
let programme: string;

const UNTIL = '2026-06-20';

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  await agreeBoard(vale);
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  const { programmes } = vale.governance;
  programme = await beginProgramme(vale, lead);
  valueOf(await programmes.act(lead, programme, { did: 'driver', typed: { words: 'Reach' } }));
  valueOf(
    await programmes.act(lead, programme, {
      did: 'change',
      typed: { driver: 'd1', words: 'Foot clinics', starts: '2026-09-01' },
    }),
  );
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

/** As many people of one role, each with an account of their own. */
async function staff(organization: string, role: Role, count: number): Promise<readonly Access[]> {
  const seat = await vale.seat(organization, role, 'planning');
  return Array.from({ length: count }, (_, at) => ({ ...seat, principal: `account/${organization}-${role}-${at}` }));
}

function sheet(score: (linkId: string) => number) {
  const { items } = programOf('readiness-change');
  const questions = everyItem(items).filter(({ type }) => type === 'choice');
  const answerTo = (linkId: string) => ({
    linkId,
    answer: [{ valueCoding: { system: 'urn:concord:agreement', code: String(score(linkId)) } }],
  });
  return items.map((group) => ({
    linkId: group.linkId,
    item: questions.filter(({ linkId }) => linkId.startsWith(group.linkId)).map(({ linkId }) => answerTo(linkId)),
  }));
}

async function opened(): Promise<string> {
  const typed = { programme, change: 'c1', until: UNTIL, teams: [`${ELM}|practice-nurse`, `${RIVERSIDE}|consultant`] };
  return valueOf(await vale.governance.readiness.open(lead, 'readiness-change', typed)).id;
}

async function answerAll(round: string, all: readonly Access[], score: (linkId: string) => number): Promise<void> {
  const { readiness } = vale.governance;
  for (const one of all) {
    const { token } = valueOf(await readiness.take(one, round));
    valueOf(await readiness.answer(round, { token, items: sheet(score) }));
  }
}

test('a low factor is shown to the named lead with its agreement, and decided on with a reason that stays', async () => {
  const { readiness, obligations } = vale.governance;
  const round = await opened();
  const nurses = await staff(ELM, 'practice-nurse', 6);
  await answerAll(round, nurses, (linkId) => (linkId.startsWith('efficacy') ? 2 : 5));
  await answerAll(round, await staff(RIVERSIDE, 'consultant', 3), () => 5);
  valueOf(await readiness.close(lead, round));
  const found = valueOf(await readiness.one(lead, round));
  const [team, few] = found.teams;
  expect(team?.figure).toMatchObject({
    answered: 6,
    factors: [
      { id: 'commitment', mean: 5, low: false, agreement: 1, agreed: 'strong' },
      { id: 'efficacy', mean: 2, low: true, agreement: 1, agreed: 'strong' },
    ],
  });
  expect(few?.figure).toBeUndefined();
  // With the six known, the whole would tell of the three.
  expect(found.whole).toBeUndefined();
  expect(team?.undecided).toBe(true);
  expect((await obligations.owedBy(lead)).items.map(({ kind }) => kind)).toContain('readiness-low');
  const typed = { team: 't1', choice: 'support-first', why: 'They lack a room, not the will.' };
  expect(codesOf(await readiness.decide(nurses[0] as Access, round, typed))).toEqual(['governance.readiness-whose']);
  valueOf(await readiness.decide(lead, round, typed));
  const after = valueOf(await readiness.one(lead, round)).teams[0];
  expect(after).toMatchObject({
    undecided: false,
    decisions: [{ choice: 'support-first', why: 'They lack a room, not the will.' }],
  });
  expect((await obligations.owedBy(lead)).items.map(({ kind }) => kind)).not.toContain('readiness-low');
  // Others see the whole alone, and a team its own.
  const outsider = await vale.seat(COUNCIL, 'commissioner', 'planning');
  expect(valueOf(await readiness.one(outsider, round)).teams.every(({ figure }) => figure === undefined)).toBe(true);
});

test('each answers once, under a token that says nothing of them, and answers go when they are counted', async () => {
  const { readiness } = vale.governance;
  const round = await opened();
  const [nurse] = await staff(ELM, 'practice-nurse', 1);
  if (!nurse) throw new Error('there is a nurse');
  const { token } = valueOf(await readiness.take(nurse, round));
  expect(codesOf(await readiness.take(nurse, round))).toEqual(['governance.readiness-taken']);
  expect(codesOf(await readiness.take(await vale.seat(ELM, 'gp', 'planning'), round))).toEqual([
    'governance.readiness-team',
  ]);
  expect(codesOf(await readiness.answer(round, { token: `${token}x`, items: sheet(() => 3) }))).toEqual([
    'governance.readiness-token',
  ]);
  expect(codesOf(await readiness.answer(round, { token, items: [] }))).toEqual(['governance.readiness-answer']);
  valueOf(await readiness.answer(round, { token, items: sheet(() => 3) }));
  expect(codesOf(await readiness.answer(round, { token, items: sheet(() => 4) }))).toEqual([
    'governance.readiness-token',
  ]);
  const columns = await database.store.all<{ readonly name: string }>(sql`
    select column_name as name from information_schema.columns where table_name = 'governance_readiness_answer' order by 1`);
  expect(columns.map(({ name }) => name)).toEqual(['round', 'scores', 'spent', 'team']);
  const [kept] = await database.store.all<{ readonly all: string }>(sql`
    select row_to_json(a)::text as all from governance_readiness_answer a where round = ${round}::bigint`);
  expect(kept?.all).not.toContain(nurse.principal);
  valueOf(await readiness.close(lead, round));
  expect(
    await database.store.all(sql`select team from governance_readiness_answer where round = ${round}::bigint`),
  ).toEqual([]);
  expect(codesOf(await readiness.close(lead, round))).toEqual(['governance.readiness-closed']);
  expect(valueOf(await readiness.one(lead, round)).teams[0]?.figure).toBeUndefined();
});

test('is opened by whoever leads the programme, about a change of it; a pulse by the host', async () => {
  const { readiness } = vale.governance;
  const typed = { programme, change: 'c1', until: UNTIL, teams: [`${ELM}|gp`] };
  expect(codesOf(await readiness.open(await vale.seat(ELM, 'gp', 'planning'), 'readiness-change', typed))).toEqual([
    'governance.readiness-whose',
  ]);
  expect(codesOf(await readiness.open(lead, 'readiness-change', { ...typed, change: 'c9' }))).toEqual([
    'governance.readiness-change',
  ]);
  expect(codesOf(await readiness.open(lead, 'readiness-change', { ...typed, teams: [] }))).toEqual([
    'governance.readiness-teams',
  ]);
  expect(codesOf(await readiness.open(lead, 'readiness-change', { ...typed, until: '2026-05-01' }))).toEqual([
    'governance.readiness-until',
  ]);
  const host = (await vale.governance.host()) ?? '';
  const hosts = await vale.seat(host, 'programme-lead', 'planning');
  const pulse = valueOf(await readiness.open(hosts, 'culture-pulse', { until: UNTIL })).id;
  expect(valueOf(await readiness.one(hosts, pulse)).teams.length).toBeGreaterThan(2);
});

test('what a team says of working together is told beside what it said before; a fall is shown to the lead', async () => {
  const { readiness, obligations } = vale.governance;
  const host = await vale.seat(BOARD, 'programme-lead', 'planning');
  const nurses = await staff(ELM, 'practice-nurse', 6);
  const kinds = async () => (await obligations.owedBy(host)).items.map(({ kind }) => kind);
  const ask = async (score: number) => {
    const typed = { until: UNTIL, teams: [`${ELM}|practice-nurse`] };
    const round = valueOf(await readiness.open(host, 'relationship-pulse', typed)).id;
    const { program } = valueOf(await readiness.one(host, round));
    const items = program.items.map(({ linkId, items: inside }) => ({
      linkId,
      item: inside.map((item) => ({ linkId: item.linkId, answer: [item.options[score - 1]?.value ?? {}] })),
    }));
    for (const one of nurses) {
      const { token } = valueOf(await readiness.take(one, round));
      valueOf(await readiness.answer(round, { token, items }));
    }
    valueOf(await readiness.close(host, round));
    return round;
  };
  await ask(4);
  expect(await kinds()).toContain('relationship-pulse');
  expect(await kinds()).not.toContain('relationship-fallen');
  const second = await ask(3);
  const [team] = valueOf(await readiness.one(host, second)).teams;
  expect(team).toMatchObject({
    undecided: true,
    trend: [{ factors: [{ mean: 4 }, {}, {}, {}] }, { factors: [{ mean: 3 }, {}, {}, {}] }],
  });
  expect(await kinds()).toContain('relationship-fallen');
  const typed = { team: 't1', choice: 'support-first', why: 'Two of them left.' };
  valueOf(await readiness.decide(host, second, typed));
  expect(await kinds()).not.toContain('relationship-fallen');
});
