import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import type { GivenItem } from '#forms';
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
import { dimensions, maturityProgram } from './form.ts';

let database: TestDatabase;
let vale: TestPartnership;
let host: Access;

const UNTIL = '2026-06-20';
const DAY_MS = 86_400_000;
const PLACES = [`${ELM}|practice-nurse`, `${RIVERSIDE}|consultant`];

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  await agreeBoard(vale);
  host = await vale.seat(BOARD, 'programme-lead', 'planning');
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

/** As many people of one role, each with an account of their own. */
async function staff(organization: string, role: Role, count: number, from = 0): Promise<readonly Access[]> {
  const seat = await vale.seat(organization, role, 'planning');
  return Array.from({ length: count }, (_, at) => ({
    ...seat,
    principal: `account/${organization}-${role}-${at + from}`,
  }));
}

function sheet(step: string, why = 'As I see it.'): readonly GivenItem[] {
  return maturityProgram().items.map(({ linkId }) => ({
    linkId,
    item: [
      { linkId: `${linkId}-level`, answer: [{ valueCoding: { system: 'urn:concord:maturity', code: step } }] },
      { linkId: `${linkId}-why`, answer: [{ valueString: why }] },
    ],
  }));
}

async function scoreAll(round: string, all: readonly Access[], step: (at: number) => string): Promise<void> {
  for (const [at, one] of all.entries()) valueOf(await vale.governance.maturity.score(one, round, sheet(step(at))));
}

async function agreeAll(round: string, by: Access): Promise<void> {
  for (const { id } of dimensions()) {
    const typed = { dimension: id, step: '3', why: 'We talked it over.' };
    valueOf(await vale.governance.maturity.agree(by, round, typed));
  }
}

const kinds = async (of: Access) => (await vale.governance.obligations.owedBy(of)).items.map(({ kind }) => kind);

test('scores are private until all are in; then the spread is told, agreed on with its dissent, and asked again', async () => {
  const { maturity } = vale.governance;
  const { id } = valueOf(await maturity.open(host, { until: UNTIL, places: PLACES }));
  expect(codesOf(await maturity.open(host, { until: UNTIL, places: PLACES }))).toEqual(['governance.maturity-open']);
  const nurses = await staff(ELM, 'practice-nurse', 6);
  const consultants = await staff(RIVERSIDE, 'consultant', 5);
  const [nurse] = nurses as [Access];
  expect(await kinds(nurse)).toContain('maturity-score');
  await scoreAll(id, nurses, () => '2');
  // Scored, and not closed: nothing is told, to the lead as little as to those who scored.
  for (const one of [nurse, host]) {
    const open = valueOf(await maturity.one(one, id));
    expect(
      open.sides.every(({ spread, organizations, reasons }) => !spread && organizations.length + reasons.length === 0),
    ).toBe(true);
    expect(open.places.map(({ scored }) => scored)).toEqual([6, 0]);
  }
  expect(await kinds(nurse)).not.toContain('maturity-score');
  await scoreAll(id, consultants.slice(0, 5), (at) => (at === 0 ? 'unsure' : '5'));
  valueOf(await maturity.close(host, id));
  const told = valueOf(await maturity.one(host, id)).sides[0];
  expect(told?.spread).toMatchObject({ steps: [0, 6, 0, 0, 4], unsure: 1, middle: 2, split: true, agreed: 'none' });
  expect(told?.organizations.map(({ name, spread }) => [name, spread.steps])).toEqual([
    ['Elm Tree Surgery', [0, 6, 0, 0, 0]],
    ['Riverside Community Trust', [0, 0, 0, 0, 4]],
  ]);
  expect(told?.reasons).toHaveLength(11);
  // Who gave none sees nothing, until it was talked over.
  const outsider = await vale.seat(COUNCIL, 'commissioner', 'planning');
  const unseen = valueOf(await maturity.one(outsider, id));
  expect(unseen.hidden).toBe(true);
  expect(unseen.sides.every(({ spread, reasons }) => !spread && reasons.length === 0)).toBe(true);
  expect(await kinds(host)).toContain('maturity-agree');
  const typed = {
    dimension: 'aim',
    step: 'none',
    why: 'Nurses see no aim.',
    dissent: 'The trust sees one.',
    next: 'Write it down.',
  };
  valueOf(await maturity.agree(host, id, typed));
  const [side] = valueOf(await maturity.one(outsider, id)).sides;
  expect(side?.agreed).toMatchObject({
    why: 'Nurses see no aim.',
    dissent: 'The trust sees one.',
    next: 'Write it down.',
  });
  expect(side?.agreed?.step).toBeUndefined();
  await agreeAll(id, host);
  expect(valueOf(await maturity.one(outsider, id))).toMatchObject({ hidden: false, open: 0 });
  expect(await kinds(host)).toContain('maturity-next');
  expect(await kinds(host)).not.toContain('maturity-agree');

  // The same people again, later: the second beside the first.
  const second = valueOf(await maturity.open(host, { until: UNTIL, places: PLACES })).id;
  expect(await kinds(host)).not.toContain('maturity-next');
  await scoreAll(second, [...nurses, ...consultants], () => '4');
  valueOf(await maturity.close(host, second));
  const later = valueOf(await maturity.one(host, second)).sides[0];
  expect(later?.spread?.middle).toBe(4);
  expect(later?.course).toMatchObject([{ id, middle: 2, step: 3 }]);
  await agreeAll(second, host);

  // One more than before: what is told would tell of that one.
  const third = valueOf(await maturity.open(host, { until: UNTIL, places: PLACES })).id;
  await scoreAll(third, [...nurses, ...consultants, ...(await staff(ELM, 'practice-nurse', 1, 6))], () => '4');
  valueOf(await maturity.close(host, third));
  const hidden = valueOf(await maturity.one(host, third)).sides[0];
  expect(hidden?.spread).toBeUndefined();
  expect(hidden?.reasons).toEqual([]);
  await agreeAll(third, host);
});

test('no row says who gave which scores, and closing removes them', async () => {
  const { maturity } = vale.governance;
  const { id } = valueOf(await maturity.open(host, { until: UNTIL, places: PLACES }));
  await scoreAll(id, await staff(ELM, 'practice-nurse', 6), () => '2');
  const rows = await database.store.all<{ readonly made: string; readonly row: string }>(
    sql`select xmin::text as made, to_jsonb(a)::text as row from governance_maturity_answer a where round = ${id}::bigint`,
  );
  expect(rows).toHaveLength(6);
  // All were written by one transaction, so that none can be laid beside the mark that somebody scored.
  expect(new Set(rows.map(({ made }) => made)).size).toBe(1);
  expect(rows.some(({ row }) => row.includes('account/'))).toBe(false);
  valueOf(await maturity.close(host, id));
  expect(await database.store.all(sql`select 1 from governance_maturity_answer where round = ${id}::bigint`)).toEqual(
    [],
  );
  await agreeAll(id, host);
});

test('refuses by name who scores twice, uninvited, with a gap or too late, and who closes too soon', async () => {
  const { maturity } = vale.governance;
  const lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
  const programme = await beginProgramme(vale, lead);
  const places = [...PLACES, `${RIVERSIDE}|programme-lead`];
  const [nurse, other] = (await staff(ELM, 'practice-nurse', 2)) as [Access, Access];
  expect(codesOf(await maturity.open(nurse, { programme, until: UNTIL, places }))).toEqual([
    'governance.maturity-whose',
  ]);
  expect(codesOf(await maturity.open(lead, { until: UNTIL, places }))).toEqual(['governance.maturity-whose']);
  expect(codesOf(await maturity.open(lead, { programme, until: UNTIL, places: [] }))).toEqual([
    'governance.maturity-places',
  ]);
  expect(codesOf(await maturity.open(lead, { programme, until: '2026-05-01', places }))).toEqual([
    'governance.maturity-until',
  ]);
  const { id } = valueOf(await maturity.open(lead, { programme, until: UNTIL, places }));
  const council = await vale.seat(COUNCIL, 'commissioner', 'planning');
  expect(codesOf(await maturity.score(council, id, sheet('3')))).toEqual(['governance.maturity-invited']);
  expect(codesOf(await maturity.score(nurse, id, sheet('3', '')))).toEqual(['governance.maturity-answer']);
  expect(codesOf(await maturity.score(nurse, id, sheet('9')))).toEqual(['governance.maturity-answer']);
  valueOf(await maturity.score(nurse, id, sheet('3')));
  expect(codesOf(await maturity.score(nurse, id, sheet('4')))).toEqual(['governance.maturity-scored']);
  const byApp = { ...nurse, principal: `${nurse.principal} by app/viewer` };
  expect(codesOf(await maturity.score(byApp, id, sheet('4')))).toEqual(['governance.maturity-scored']);
  expect(codesOf(await maturity.close(nurse, id))).toEqual(['governance.maturity-whose']);
  expect(codesOf(await maturity.close(lead, id))).toEqual(['governance.maturity-own-first']);
  valueOf(await maturity.score(lead, id, sheet('1')));
  expect(codesOf(await maturity.close(lead, id))).toEqual(['governance.maturity-few']);
  const typed = { dimension: 'aim', step: '3', why: 'So it is.' };
  expect(codesOf(await maturity.agree(lead, id, typed))).toEqual(['governance.maturity-not-closed']);
  expect(codesOf(await maturity.agree(lead, id, { ...typed, step: '7' }))).toEqual(['governance.maturity-step']);
  expect(codesOf(await maturity.one(lead, '999'))).toEqual(['governance.no-maturity']);
  // Past its last day it closes with however few, and tells nothing of them.
  vale.clock.now += 30 * DAY_MS;
  expect(codesOf(await maturity.score(other, id, sheet('3')))).toEqual(['governance.maturity-closed']);
  valueOf(await maturity.close(lead, id));
  expect(codesOf(await maturity.close(lead, id))).toEqual(['governance.maturity-closed']);
  const told = valueOf(await maturity.one(lead, id));
  expect(told.sides[0]).toMatchObject({ reasons: [], organizations: [] });
  expect(told.untold).toEqual(['Elm Tree Surgery', 'Riverside Community Trust']);
  vale.clock.now -= 30 * DAY_MS;
});

test('of two who open at once, and of two scores of one person at once, one is kept', async () => {
  const { maturity } = vale.governance;
  const both = await Promise.all([1, 2].map(() => maturity.open(host, { until: UNTIL, places: PLACES })));
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const id = both.flatMap((one) => (one.ok ? [one.value.id] : []))[0] ?? '';
  const [nurse] = (await staff(ELM, 'practice-nurse', 1)) as [Access];
  const twice = await Promise.all(['2', '4'].map((step) => maturity.score(nurse, id, sheet(step))));
  expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const kept = await database.store.all(sql`select 1 from governance_maturity_answer where round = ${id}::bigint`);
  expect(kept).toHaveLength(1);
});
