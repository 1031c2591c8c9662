import { type AccessRow, type Access, type Expr, holds, type PolicyRow } from '#agreement';
import { seeded } from '#base';
import { sql } from '#store';
import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertCharged } from '../../src/repository/policy/charged.testing.ts';
import { randomAccessRow, randomExpr, randomRow } from '../../src/repository/policy/generate.testing.ts';
import { visible } from '../../src/repository/policy/visible.ts';

const ROWS = 250;
const EXPRESSIONS = 420;
const NOW = new Date('2026-01-15T12:00:00Z');
const BUCKET = 3;
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

type Case = { readonly row: PolicyRow; readonly access: AccessRow | undefined };

test(`the same rows in SQL and in TypeScript, for ${ROWS * EXPRESSIONS} pairs of a row and a policy`, async () => {
  const random = seeded(20_261_122);
  const cases: readonly Case[] = Array.from({ length: ROWS }, (_, index) => ({
    row: { ...randomRow(random), home: { bkt: BUCKET, cmp: String(index + 1) } },
    access: random() < 0.7 ? randomAccessRow(random) : undefined,
  }));
  const shown = await database.store.write(async (transaction) => {
    for (const [index, { row, access }] of cases.entries()) {
      const cmp = row.personal ? index + 1 : 0;
      const at = row.at === undefined ? '-infinity' : new Date(row.at).toISOString();
      await transaction.run(sql`insert into resource
        (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, tok, has, body) values
        (${row.personal ? BUCKET : 0}, ${row.typ ?? 1}, ${String(index)}, 1, ${cmp}, ${row.org}, ${row.basis}, ${row.cls}, ${row.lab}, ${row.labver ?? 1},
         ${at}::timestamptz, '-infinity', ${NOW}, ${row.tok ?? []}::bigint[], '{}', '{}')`);
      await insertCharged(transaction, row, String(index));
      if (access === undefined || !row.personal) continue;
      await transaction.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, deny_org, deny_lab, deny_cls, hold_cls)
        values (7, 0, ${BUCKET}, ${cmp}, ${access.rel}, ${access.denyOrg}::int[], ${access.denyLab}, ${access.denyCls}, ${access.holdCls ?? 0})`);
    }
    let count = 0;
    for (let round = 0; round < EXPRESSIONS; round += 1) {
      const filter = randomExpr(random);
      const expected = cases.flatMap(({ row, access }, index) =>
        holds(filter, row, row.personal ? access : undefined) ? [index] : [],
      );
      const found = await transaction.all<{ id: string }>(
        sql`select r.id from resource r${visible(sql`r`, accessWith(filter), NOW)} order by r.id::int`,
      );
      expect(
        found.map(({ id }) => Number(id)),
        JSON.stringify(filter),
      ).toEqual(expected);
      count += found.length;
    }
    return count;
  });
  expect(shown).toBeGreaterThan(10_000);
  expect(shown).toBeLessThan(ROWS * EXPRESSIONS - 10_000);
}, 120_000);

function accessWith(filter: Expr): Access {
  return {
    principal: 'account/1',
    role: 'gp',
    purpose: 'direct-care',
    organization: 1,
    basis: 1,
    viewer: 7,
    filter,
    writes: 'none',
    choosesIds: false,
  };
}
