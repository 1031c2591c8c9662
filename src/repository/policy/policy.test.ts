import { type Access, type AccessRow, type Expr, holds, type PolicyRow } from '#agreement';
import { seeded } from '#base';
import { type Sql, sql, type Transaction } from '#store';
import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomAccessRow, randomExpr, randomGoverned, randomPerson, randomRow } from './generate.testing.ts';
import { guardedBy } from './guarded.ts';
import { visible } from './visible.ts';
import { insertCharged } from './charged.testing.ts';
import { insertPerson, insertPractices } from './within.testing.ts';

const BUCKET = 3;
type Case = { readonly row: PolicyRow; readonly access: AccessRow | undefined };

const NOW = new Date('2026-01-15T12:00:00Z');
const ROLLBACK = new Error('rolled back');
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const accessWith = (filter: Expr): Access => ({
  principal: 'account/1',
  role: 'gp',
  purpose: 'direct-care',
  organization: 1,
  basis: 1,
  viewer: 7,
  filter,
  writes: 'none',
  choosesIds: false,
});

/** Each row is about a person of its own (cmp = position), so that its access row is its own too. */
async function insertCases(transaction: Transaction, cases: readonly Case[]): Promise<void> {
  for (const [index, { row, access }] of cases.entries()) {
    const cmp = row.personal ? index + 1 : 0;
    await transaction.run(sql`insert into resource
      (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, tok, has, body) values
      (${row.personal ? BUCKET : 0}, ${row.typ ?? 1}, ${String(index)}, 1, ${cmp}, ${row.org}, ${row.basis}, ${row.cls}, ${row.lab}, ${row.labver ?? 1},
       ${row.at === undefined ? '-infinity' : new Date(row.at).toISOString()}::timestamptz, '-infinity', ${NOW}, ${row.tok ?? []}::bigint[], '{}', '{}')`);
    await transaction.run(sql`insert into posting (tok, at, bkt, typ, id, cmp, org, basis, cls, lab)
      select 1, at, bkt, typ, id, cmp, org, basis, cls, lab from resource where id = ${String(index)}`);
    await insertCharged(transaction, row, String(index));
    if (access === undefined || !row.personal) continue;
    const { rel, denyOrg, denyLab, denyCls, holdCls = 0 } = access;
    await transaction.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, deny_org, deny_lab, deny_cls, hold_cls)
      values (7, 0, 3, ${cmp}, ${rel}, ${denyOrg}::int[], ${denyLab}, ${denyCls}, ${holdCls})`);
  }
}

/** Rows that must never count: of another viewer, of another purpose, run out. */
async function insertDecoys(transaction: Transaction, count: number): Promise<void> {
  await transaction.run(sql`insert into access (viewer, purpose, bkt, cmp, rel)
    select v, p, 3, c, 127 from generate_series(1, ${count}::int) c, (values (8, 0), (7, 1)) other (v, p)`);
  await transaction.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, until)
    select 7, 0, 3, c, 127, ${NOW} from generate_series(1, ${count}::int) c on conflict do nothing`);
}

const idsSeen = async (transaction: Transaction, through: Sql): Promise<readonly number[]> =>
  (await transaction.all<{ id: string }>(sql`select r.id from resource r${through} order by r.id::int`)).map(({ id }) =>
    Number(id),
  );

async function rolledBack(work: (transaction: Transaction) => Promise<void>): Promise<void> {
  const run = database.store.write(async (transaction) => {
    await work(transaction);
    throw ROLLBACK;
  });
  await run.catch((error: unknown) => {
    if (error !== ROLLBACK) throw error;
  });
}

/** As a page of a common code reads them: policy is asked of the posting, and what is found is its resource. */
async function idsPosted(transaction: Transaction, access: Access): Promise<readonly number[]> {
  const guard = guardedBy(access, NOW);
  const key = guard.table('posting');
  const row = guard.resourceOf(key);
  const rows = await transaction.all<{ id: string }>(sql`select ${row.alias}.id from ${key.from}
    cross join lateral (select ${row.alias}.* from ${row.from} offset 0) ${row.alias} order by ${row.alias}.id::int`);
  return rows.map(({ id }) => Number(id));
}

// Shows requirements API1:2023, V8.2.2.
// Shows a control of hazard H5.
test('shows in SQL exactly the rows for which the expression holds', async () => {
  const random = seeded(20_260_115);
  const cases: Case[] = Array.from({ length: 60 }, (_, index) => ({
    row: { ...randomRow(random), home: { bkt: BUCKET, cmp: String(index + 1) } },
    access: random() < 0.7 ? randomAccessRow(random) : undefined,
  }));
  let shown = 0;
  await rolledBack(async (transaction) => {
    await insertCases(transaction, cases);
    await insertDecoys(transaction, cases.length);
    for (let round = 0; round < 160; round += 1) {
      const filter = randomExpr(random);
      const expected = cases.flatMap(({ row, access }, index) => {
        return holds(filter, row, row.personal ? access : undefined) ? [index] : [];
      });
      const found = await idsSeen(transaction, visible(sql`r`, accessWith(filter), NOW));
      expect(found, JSON.stringify(filter)).toEqual(expected);
      expect(await idsPosted(transaction, accessWith(filter)), JSON.stringify(filter)).toEqual(expected);
      shown += found.length;
    }
  });
  // The generator must give both sides something to do.
  expect(shown).toBeGreaterThan(1_000);
  expect(shown).toBeLessThan(6_000);
});

// Shows a control of hazard H5.
test('shows of a population exactly the rows for which the expression holds', async () => {
  const random = seeded(20_261_101);
  const cases = Array.from({ length: 60 }, (_, index) => ({
    row: { ...randomRow(random), home: { bkt: BUCKET, cmp: String(index + 1) } },
    access: random() < 0.8 ? { ...randomAccessRow(random), about: randomPerson(random) } : undefined,
  }));
  let shown = 0;
  await rolledBack(async (transaction) => {
    await insertCases(transaction, cases);
    await insertPractices(transaction);
    for (const { row, access } of cases)
      if (row.personal && access) await insertPerson(transaction, row.home, access.about);
    for (let round = 0; round < 160; round += 1) {
      const filter = randomGoverned(random);
      const expected = cases.flatMap(({ row, access }, index) =>
        holds(filter, row, row.personal ? access : undefined) ? [index] : [],
      );
      const found = (await idsSeen(transaction, visible(sql`r`, accessWith(filter), NOW))).filter(
        (id) => id < 1_000_000,
      );
      expect(found, JSON.stringify(filter)).toEqual(expected);
      shown += found.length;
    }
  });
  expect(shown).toBeGreaterThan(500);
  expect(shown).toBeLessThan(6_000);
});

// Shows a control of hazard H5.
test('finds nothing by a posting that says otherwise than its resource in what policy asks', async () => {
  const row = { org: 1, basis: 1, cls: 2, lab: 0, personal: true, home: { bkt: BUCKET, cmp: '1' } };
  const access = accessWith({ op: 'org', in: [1] });
  const differing = ['cmp = 2', 'org = 2', 'basis = 2', 'cls = 3', 'lab = 1', "at = '2020-01-01'"];
  for (const change of differing) {
    await rolledBack(async (transaction) => {
      await insertCases(transaction, [{ row, access: undefined }]);
      expect(await idsPosted(transaction, access)).toEqual([0]);
      await transaction.run(sql`update resource set ${sql.raw(change)}`);
      expect(await idsPosted(transaction, access), change).toEqual([]);
    });
  }
});

test('a superseded version carries no tokens, whatever its resource says now', async () => {
  await rolledBack(async (transaction) => {
    await insertCases(transaction, [
      { row: { org: 1, basis: 1, cls: 2, lab: 0, personal: true, tok: ['7'] }, access: undefined },
    ]);
    await transaction.run(sql`insert into history (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, updated, op, home, body)
      select bkt, typ, id, 0, cmp, org, basis, cls, lab, labver, updated, 'u', bkt, body from resource`);
    const access = accessWith({ op: 'token', in: ['7'] });
    expect(await idsSeen(transaction, visible(sql`r`, access, NOW))).toEqual([0]);
    const old = await transaction.all(sql`select 1 from history h ${visible(sql`h`, access, NOW, 'history')}`);
    expect(old).toEqual([]);
  });
});

test('shows each row once, and adds nothing for those who may see everything', async () => {
  expect(visible(sql`r`, accessWith({ op: 'always' }), NOW).text).toBe('');
  const either: Expr = {
    op: 'or',
    of: [{ op: 'impersonal' }, { op: 'relationship', bits: 127 }, { op: 'org', in: [1] }],
  };
  await rolledBack(async (transaction) => {
    const row = { org: 1, basis: 1, cls: 2, lab: 0, personal: true };
    await insertCases(transaction, [
      { row, access: { rel: 1, denyOrg: [], denyLab: 0, denyCls: 0 } },
      { row, access: undefined },
      { row: { ...row, personal: false }, access: undefined },
      { row: { ...row, org: 2 }, access: undefined },
    ]);
    expect(await idsSeen(transaction, visible(sql`r`, accessWith(either), NOW))).toEqual([0, 1, 2]);
  });
});

test('stays one probe of the key of access for each row', async () => {
  const filter: Expr = { op: 'and', of: [{ op: 'relationship', bits: 127 }, { op: 'undenied' }] };
  await rolledBack(async (transaction) => {
    await transaction.run(sql`insert into access (viewer, purpose, bkt, cmp, rel)
      select v, 0, c % 100, c, 1 from generate_series(1, 5000) c, generate_series(1, 8) v`);
    await transaction.run(sql`insert into posting (tok, at, bkt, typ, id, cmp, org, basis, cls, lab)
      select 5, to_timestamp(c), c % 5000 % 100, 1, c::text, c % 5000, 1, 1, 5, 0 from generate_series(1, 20000) c`);
    await transaction.run(sql`analyze access`);
    await transaction.run(sql`analyze posting`);
    const plan = await transaction.all<{ 'QUERY PLAN': string }>(
      sql`explain select p.id from posting p${visible(
        sql`p`,
        accessWith(filter),
        NOW,
      )} where p.tok = 5 order by p.at desc, p.bkt, p.id limit 20`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('Nested Loop');
    expect(text).toMatch(/Index Scan using access_(pkey|person)/);
    expect(text).toMatch(/Index (Only )?Scan using posting_page/);
    expect(text).toMatch(/Index Cond: \(.*viewer = 7.*cmp = p\.cmp|Index Cond: \(.*cmp = p\.cmp.*viewer = 7/);
    expect(text).not.toContain('Seq Scan');
    expect(text).not.toMatch(/^\s*->\s+Sort|Sort Key/m);
  });
});
