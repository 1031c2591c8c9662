import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { accepted, refuse } from '#fhir';
import { opensOnOnePage, print } from '#print';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import { BOARD, codesOf, type TestPartnership, testPartnership, valueOf } from '../partnership.testing.ts';
import type { BoardPackAnswers } from './contract.ts';
import { packsOf } from './pack.queries.ts';
import { lateWords, printed } from './printed.ts';
import { digestOf, readPack, sealPack } from './seal.ts';
import { verifyPacks } from './verify.ts';

let database: TestDatabase;
let vale: TestPartnership;
let packs: BoardPackAnswers;
let lead: Access;
/** How many the figure told of the month end is of; moves when something comes late. */
let met: number;
/** What a pool has left, where it is a partner of one. */
let left: number | undefined;
/** Packs that agreements in force count beside the first. */
let beside: readonly string[];

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    obligationsOn: engineOn(database.store),
    answers: { insight: insight(), money: money() },
  });
  lead = await vale.seat(BOARD, 'programme-lead', 'planning');
  packs = vale.governance.boardPacks;
  met = 60;
  beside = [];
  left = undefined;
});

afterEach(async () => {
  await vale.stop();
  await database.drop();
});

test('a report is issued once, and opens as it was issued, byte for byte, after the figures have moved', async () => {
  const before = valueOf(await packs.draft(lead));
  expect(before.pack.month).toBe('2026-05');
  expect(before.pack.sections.map(({ id }) => id)[0]).toBe('decisions');
  expect(before.may.issue).toBe(true);
  expect(valueOf(await packs.issue(lead))).toEqual({ month: '2026-05' });
  const [kept] = await packsOf(database.store, BOARD);
  const file = valueOf(await packs.file(lead, '2026-05'));
  met = 61;
  vale.clock.now += 366 * 86_400_000;
  const opened = valueOf(await packs.one(lead, '2026-05'));
  expect(opened.pack).toEqual(before.pack);
  expect(opened.seal?.intact).toBe(true);
  expect(opened.moved).toEqual([
    expect.objectContaining({
      id: 'measure-foot',
      was: '60.0 % (60 of 100); aim 75 %, 15.0 points short',
      is: '61.0 % (61 of 100); aim 75 %, 14.0 points short',
    }),
  ]);
  expect((await packsOf(database.store, BOARD))[0]).toEqual(kept);
  expect(valueOf(await packs.file(lead, '2026-05'))).toEqual(file);
  expect(Buffer.from(file.bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
  expect(codesOf(await packs.issue(lead, '2026-05'))).toEqual(['governance.pack-issued']);
});

test('each month is sealed over the one before, and an edit to a cell or a file of any is found', async () => {
  valueOf(await packs.issue(lead));
  vale.clock.now = Date.parse('2026-07-02T09:00:00Z');
  valueOf(await packs.issue(lead));
  const intact = async () =>
    Promise.all(['2026-05', '2026-06'].map(async (month) => valueOf(await packs.one(lead, month)).seal?.intact));
  expect(await intact()).toEqual([true, true]);
  await database.store.write((transaction) =>
    transaction.run(sql`update governance_board_pack set text = replace(text, '60 of 100', '80 of 100')`),
  );
  expect(await intact()).toEqual([true, true]);
  await edit(`update governance_board_pack set text = replace(text, '60 of 100', '80 of 100') where n = 2`);
  expect(await intact()).toEqual([true, false]);
  await edit(`update governance_board_pack set file = '\\x00' where n = 1`);
  expect(await intact()).toEqual([false, false]);
});

test('a report that was sealed with a hyphen before a negative amount stays as it is, and is not said to have moved by it', async () => {
  left = -12_400_00;
  valueOf(await packs.issue(lead));
  const [kept] = await packsOf(database.store, BOARD);
  const text = (kept?.text ?? '').replaceAll('−£', '-£');
  expect(text).not.toBe(kept?.text);
  const file = valueOf(await print(printed(readPack(text))));
  const { hash } = sealPack(text, file, '');
  await edit(`update governance_board_pack set text = '${text.replaceAll("'", "''")}', hash = '${hash}',
    file = '\\x${Buffer.from(file).toString('hex')}', file_hash = '${digestOf(file)}' where n = 1`);
  const opened = valueOf(await packs.one(lead, '2026-05'));
  const cells = opened.pack.sections.flatMap((section) => section.cells);
  expect(cells.find(({ id }) => id.endsWith('-left'))?.value).toBe('-£12,400.00');
  expect([opened.seal?.intact, opened.moved]).toEqual([true, []]);
  expect(valueOf(await packs.kept(lead, '2026-05'))).toMatchObject({ text, drawnSame: true });
  left = -12_500_00;
  expect(valueOf(await packs.one(lead, '2026-05')).moved).toMatchObject([{ was: '-£12,400.00', is: '−£12,500.00' }]);
});

test('an edited cell, PDF or seal is named with its month and organisation, and what is not edited is not', async () => {
  for (const month of ['2026-02', '2026-03', '2026-04', '2026-05']) valueOf(await packs.issue(lead, month));
  expect(await verifyPacks(database.store)).toEqual({ reports: 4, organizations: 1, faults: [] });
  const given = valueOf(await packs.kept(lead, '2026-04'));
  expect(given).toMatchObject({ drawnSame: true, seal: { n: 3, intact: true } });
  await edit(`update governance_board_pack set text = replace(text, '60 of 100', '80 of 100') where n = 1`);
  await edit(`update governance_board_pack set file = file || '\\x00' where n = 2`);
  await edit(`update governance_board_pack set hash = repeat('0', 64) where n = 4`);
  const organization = BOARD;
  expect((await verifyPacks(database.store)).faults).toEqual([
    { organization, month: '2026-02', what: 'cells' },
    { organization, month: '2026-03', what: 'file' },
    { organization, month: '2026-05', what: 'seal' },
  ]);
  await edit(`delete from governance_board_pack where n = 2`);
  const { faults } = await verifyPacks(database.store);
  expect(faults[1]).toEqual({ organization, month: '2026-04', what: 'order' });
  expect(faults).toContainEqual({ organization, month: '2026-03', what: 'removed' });
});

test('the newest report taken out, all of them, or one sealed anew or put in, is told by the log', async () => {
  for (const month of ['2026-02', '2026-03', '2026-04']) valueOf(await packs.issue(lead, month));
  const organization = BOARD;
  await edit(`create table taken as select * from governance_board_pack`);
  const back = async () => {
    await edit(`delete from governance_board_pack`);
    await edit(`insert into governance_board_pack select * from taken`);
  };
  await edit(`delete from governance_board_pack where n = 3`);
  expect(await verifyPacks(database.store)).toEqual({
    reports: 2,
    organizations: 1,
    faults: [{ organization, month: '2026-04', what: 'removed' }],
  });
  await edit(`delete from governance_board_pack`);
  expect((await verifyPacks(database.store)).faults.map(({ what }) => what)).toEqual(['removed', 'removed', 'removed']);
  await back();
  expect((await verifyPacks(database.store)).faults).toEqual([]);
  // The newest, edited and sealed anew: its chain holds.
  const [before, newest] = (await packsOf(database.store, BOARD)).slice(-2);
  const text = (newest?.text ?? '').replace('60 of 100', '80 of 100');
  const { hash } = sealPack(text, newest?.file ?? undefined, before?.hash ?? '');
  await database.store.write(async (transaction) => {
    await transaction.run(sql`alter table governance_board_pack disable rule governance_board_pack_kept_update`);
    await transaction.run(sql`update governance_board_pack set text = ${text}, hash = ${hash} where n = 3`);
    await transaction.run(sql`alter table governance_board_pack enable rule governance_board_pack_kept_update`);
  });
  expect((await verifyPacks(database.store)).faults).toEqual([{ organization, month: '2026-04', what: 'rewritten' }]);
  await back();
  // One put in after it, under a seal that fits.
  const put = sealPack(text, undefined, newest?.hash ?? '');
  await edit(`insert into governance_board_pack (organization, n, month, text, previous, hash, issued, principal, by)
    select organization, 4, '2026-05', '${text.replaceAll("'", "''")}', hash, '${put.hash}', issued, principal, by
    from taken where n = 3`);
  expect((await verifyPacks(database.store)).faults).toEqual([{ organization, month: '2026-05', what: 'added' }]);
});

test('a report and its line in the log are there together, or neither', async () => {
  const { audit } = vale.repository;
  const keep = audit.keep;
  Object.assign(audit, { keep: () => Promise.reject(new Error('the log is full')) });
  await expect(packs.issue(lead)).rejects.toThrow('the log is full');
  expect(await packsOf(database.store, BOARD)).toEqual([]);
  Object.assign(audit, { keep });
  valueOf(await packs.issue(lead));
  const [kept] = await packsOf(database.store, BOARD);
  const lines = await database.store.all<{ readonly query: string }>(
    sql`select query from audit where action = 'issue-board-report'`,
  );
  expect(lines).toEqual([{ query: `${BOARD} 1 2026-05 ${kept?.hash}` }]);
});

test('an earlier month is issued late and says so; one that is not over, or lies before one that was issued, is refused', async () => {
  expect(codesOf(await packs.issue(lead, '2026-06'))).toEqual(['governance.pack-month']);
  expect(codesOf(await packs.issue(lead, 'May'))).toEqual(['governance.pack-month']);
  expect(valueOf(await packs.issue(lead, '2026-02'))).toEqual({ month: '2026-02' });
  expect(valueOf(await packs.one(lead, '2026-02')).pack.asAt).toBe('2026-02-28');
  expect(lateWords(valueOf(await packs.one(lead, '2026-02')).pack)).toContain('Issued late');
  expect(codesOf(await packs.issue(lead, '2026-01'))).toEqual(['governance.pack-order']);
});

test('a report is for who answers for the organisation, and is issued by its leads', async () => {
  expect(codesOf(await packs.draft(await vale.seat(BOARD, 'practice-nurse')))).toEqual(['governance.board-only']);
  expect(codesOf(await packs.issue(await vale.seat(BOARD, 'board-member', 'planning')))).toEqual([
    'governance.not-issuer',
  ]);
  expect(codesOf(await packs.one(lead, '2026-05'))).toEqual(['governance.no-pack']);
  expect(valueOf(await packs.draft(await vale.seat(BOARD, 'board-member', 'planning'))).may.issue).toBe(false);
});

test('what lines of grants are given stands beside what is needed, the least covered first, in the appendix', async () => {
  const { sections } = valueOf(await packs.draft(lead)).pack;
  const cells = sections.find(({ id }) => id === 'money')?.cells ?? [];
  expect(cells.map(({ words, value, tone, front }) => [words, value, tone, front])).toEqual([
    ['Tests, HIV care: given, of what is needed', '25 % (£100.00 of £400.00)', 'concern', undefined],
    ['Visits, HIV care: given, of what is needed', '120 % (£600.00 of £500.00)', undefined, undefined],
  ]);
});

test('what people said in their own words stands among the outcomes where an agreement counts that pack, and is asked again', async () => {
  const told = async () => {
    const { sections } = valueOf(await packs.draft(lead)).pack;
    const cells = sections.find(({ id }) => id === 'outcomes')?.cells ?? [];
    return cells.map(({ id, value, front, again }) => [id, value.slice(0, 6), front, again]);
  };
  expect(await told()).toEqual([['measure-foot', '60.0 %', true, true]]);
  beside = ['hearts 2026.1', OWN_WORDS];
  expect(await told()).toEqual([
    ['measure-foot', '60.0 %', true, true],
    ['measure-plan-own', '75.0 %', true, true],
  ]);
});

test('what comes before the appendix is one page, however much there is to tell: fewer lines of each part, and long ones cut', async () => {
  const { pack } = valueOf(await packs.draft(lead));
  const cell = (at: number, length: number) => ({
    id: `cell-${at}`,
    words: `Decision ${at}`,
    value: 'Long '.repeat(length / 5),
    from: 'Papers',
    page: '/papers/1',
    front: true as const,
  });
  for (const [count, length] of [
    [2, 40],
    [30, 40],
    [12, 400],
    [60, 1_000],
  ] as const) {
    const cells = Array.from({ length: count }, (_, at) => cell(at, length));
    const full = { ...pack, sections: pack.sections.map((section) => ({ ...section, cells })) };
    const document = printed(full);
    expect(opensOnOnePage(document), `${count} of ${length}`).toBe(true);
    const [front = '', appendix = ''] = JSON.stringify(document).split('Appendix: everything');
    expect(front.includes('more in the appendix'), `${count} of ${length}`).toBe(count > 2);
    for (const one of cells) expect(appendix).toContain(one.value);
  }
});

/** As somebody with the database in their hands would. */
async function edit(statement: string): Promise<void> {
  await database.store.write(async (transaction) => {
    await transaction.run(sql`alter table governance_board_pack disable rule governance_board_pack_kept_update`);
    await transaction.run(sql`alter table governance_board_pack disable rule governance_board_pack_kept_delete`);
    await transaction.run(sql`${sql.raw(statement)}`);
    await transaction.run(sql`alter table governance_board_pack enable rule governance_board_pack_kept_update`);
    await transaction.run(sql`alter table governance_board_pack enable rule governance_board_pack_kept_delete`);
  });
}

const OWN_WORDS = 'own-words 2026.1';

function insight() {
  const measure = (id: string, title: string) => ({ id, version: '1', title, kind: 'process', history: [] });
  const foot = () => ({ ...measure('foot', 'Foot surveillance'), tally: { met, of: 100 }, aim: 75 });
  const words = () => ({ ...measure('plan-own', 'Plans with a goal in their own words'), tally: { met: 30, of: 40 } });
  return {
    dashboard: async (_: Access, { pack }: { readonly pack?: string }) =>
      accepted({
        chosen: pack ?? 'feet 2026.1',
        packs: ['feet 2026.1', ...beside].map((id) => ({ id })),
        register: { met: 100, of: 100 },
        measures: [pack === OWN_WORDS ? words() : foot()],
      }),
    measure: async () => accepted({ asAt: '2026-05-31', strata: [] }),
    sentinels: async () => refuse('forbidden', 'insight.staff-only', 'Not for this seat.'),
  };
}

function money() {
  const amount = (minor: number) => ({ minor, currency: 'GBP' });
  const lines = [
    { id: 'visits', words: 'visits', amount: amount(60_000), need: amount(50_000) },
    { id: 'tests', words: 'tests', amount: amount(10_000), need: amount(40_000) },
    { id: 'new', words: 'begun this month', amount: amount(10_000) },
  ];
  const name = { instrument: 'donors', clause: 'hiv', since: '2026-01-01' };
  return {
    pools: async () => accepted(left === undefined ? [] : [{ pooled: true }]),
    pool: async () => {
      const sums = { due: amount(0), received: amount(0), late: amount(0), spent: amount(0), promised: amount(0) };
      return accepted({ instrument: 's75', pool: 'feet', name: 'the feet pool', ...sums, left: amount(left ?? 0) });
    },
    grants: { grants: async () => accepted([{ name, title: 'HIV care', lines }]) },
    shift: { movements: async () => accepted([]) },
  };
}
