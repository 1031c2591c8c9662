import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type Random, seeded } from '#base';
import { type Store, sql, type Transaction } from '#store';
import { openForTest } from '../open.testing.ts';
import { leavesOf } from './leaves.ts';
import { GENESIS, marksOf, rootOf, sealHash } from './seal.ts';
import { type SealRow, sealOfRow } from './sealer.ts';
import { type Anchor, type Verified, verifyAudit } from './verify.ts';

// 1,000 take half a minute on a quiet machine, two on a busy one. A seal of no lines has the place where they would begin.
const TAMPERS = Number(process.env['CONCORD_TAMPERS'] ?? 200);
const LINES = 600;
const UNDONE = new Error('undone');

let store: Store;
let anchors: readonly Anchor[];

beforeAll(async () => {
  ({ store } = await freshDatabase());
  const opened = openForTest(store);
  const access = await opened.system();
  const random = seeded(3);
  for (let written = 0; written < LINES; ) {
    const count = 1 + Math.floor(random() * 60);
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        opened.audit.note(access, { action: 'read', outcome: 'done', type: 'Patient', id: `p${written + at}` }),
      ),
    );
    written += count;
    // Numbers that were given and never used, as after a rollback.
    await store.run(sql`select nextval('audit_line')`);
    opened.clock.now += 1_000;
    await opened.seals.seal();
  }
  // A number is void once no transaction that may hold it runs, of any database of the cluster; until then a line may still come there.
  do {
    while ((await opened.seals.seal()) > 0);
    await sleep(20);
  } while ((await store.all(sql`select lo from audit_missing`)).length > 0);
  const rows = await store.all<{ n: string; hash: Buffer }>(sql`select n, hash from audit_seal order by n`);
  anchors = rows.map(({ n, hash }) => ({ place: 'file', n: Number(n), hash: hash.toString('hex') }));
}, 120_000);

type Tamper = (transaction: Transaction, random: Random) => Promise<readonly [lo: number, hi: number]>;

const below = (random: Random, end: number): number => Math.floor(random() * end);

async function someLine(transaction: Transaction, random: Random): Promise<number> {
  const rows = await transaction.all<{ seq: string }>(sql`select seq from audit order by seq`);
  return Number(rows[below(random, rows.length)]?.seq);
}

const EDITS = [
  "principal = principal || 'x'",
  'viewer = viewer + 1',
  'organization = organization + 1',
  "role = 'gp'",
  "purpose = 'planning'",
  "action = 'search'",
  "typ = 'Observation'",
  "id = id || '1'",
  "at = at + interval '1 microsecond'",
  'bkt = 1',
  'cmp = 7',
  "person = 'p'",
  "query = 'q'",
  "found = '{a}'",
  "outcome = 'refused'",
  'salt = gen_random_uuid()',
  'salt = null',
  "under = 'u'",
  'disclosed = array[1]',
  "leaf = sha256('x')",
] as const;

/** What somebody who owns the database could do to cover up a line or a thousand. */
const TAMPERS_KNOWN: Readonly<Record<string, Tamper>> = {
  async edit(transaction, random) {
    const line = await someLine(transaction, random);
    const edit = sql.raw(EDITS[below(random, EDITS.length)] as string);
    await transaction.run(sql`update audit set ${edit} where seq = ${line}`);
    return [line, line];
  },
  async 'erase without a record'(transaction, random) {
    const line = await someLine(transaction, random);
    const [{ leaves }] = [await leavesOf(transaction, { lo: line, hi: line }, 1)];
    await transaction.run(
      sql`update audit set leaf = ${leaves}, salt = null, typ = null, id = null where seq = ${line}`,
    );
    return [line, line];
  },
  async delete(transaction, random) {
    const line = await someLine(transaction, random);
    await transaction.run(sql`delete from audit where seq between ${line} and ${line + below(random, 5)}`);
    return [line, line];
  },
  async insert(transaction, random) {
    const free = await transaction.all<{
      seq: string;
    }>(sql`select g.seq from generate_series(-3, (select max(last) from audit_seal)) g(seq)
      where not exists (select 1 from audit a where a.seq = g.seq)`);
    const line = Number(free[below(random, free.length)]?.seq);
    await transaction.run(sql`insert into audit (seq, principal, viewer, organization, role, purpose, action, outcome)
      values (${line}, 'account/forged', 1, 1, 'gp', 'direct-care', 'read', 'done')`);
    return [line, line];
  },
  async reorder(transaction, random) {
    const [one, other] = [await someLine(transaction, random), await someLine(transaction, random)];
    if (one === other) return TAMPERS_KNOWN['reorder']?.(transaction, random) ?? [one, one];
    await transaction.run(sql`update audit set seq = -1000 where seq = ${one}`);
    await transaction.run(sql`update audit set seq = ${one} where seq = ${other}`);
    await transaction.run(sql`update audit set seq = ${other} where seq = -1000`);
    return [one, one];
  },
  async truncate(transaction, random) {
    const line = await someLine(transaction, random);
    await transaction.run(sql`delete from audit where seq >= ${line}`);
    return [line, line];
  },
  async 'truncate with the seals'(transaction, random) {
    const [seal] = await transaction.all<SealRow>(
      sql`select * from audit_seal where n = ${1 + below(random, anchors.length)}`,
    );
    await transaction.run(sql`delete from audit where seq >= ${seal?.first}`);
    await transaction.run(sql`delete from audit_seal where n >= ${seal?.n}`);
    return [Number(seal?.first), Number(seal?.first)];
  },
  async 'edit a seal'(transaction, random) {
    const changes = [
      "root = sha256('x')",
      'count = count + 1',
      'last = last + 1',
      "marks = ''",
      "late = '1'",
      "missing = ''",
      "at = at + interval '1 s'",
    ];
    const change = changes[below(random, changes.length)] as string;
    const n = 1 + below(random, anchors.length);
    const [seal] = await transaction.all<SealRow>(sql`select * from audit_seal where n = ${n}`);
    await transaction.run(sql`update audit_seal set ${sql.raw(change)} where n = ${n}`);
    // What changed nothing is no tamper.
    const [after] = await transaction.all<SealRow>(sql`select * from audit_seal where n = ${n}`);
    if (JSON.stringify(seal) === JSON.stringify(after))
      await transaction.run(sql`update audit_seal set prev = hash where n = ${n}`);
    return [Number(seal?.first), Number(seal?.last)];
  },
  async 'delete a seal'(transaction, random) {
    const n = 1 + below(random, anchors.length);
    const [seal] = await transaction.all<SealRow>(sql`select * from audit_seal where n = ${n}`);
    await transaction.run(sql`delete from audit_seal where n = ${n}`);
    return [Number(seal?.first), Number(seal?.first)];
  },
  async 'edit, and seal everything anew'(transaction, random) {
    const line = await someLine(transaction, random);
    await transaction.run(sql`update audit set principal = 'account/somebody-else' where seq = ${line}`);
    await sealAnew(transaction);
    return [line, line];
  },
  async 'delete, and seal everything anew'(transaction, random) {
    const line = await someLine(transaction, random);
    await transaction.run(sql`delete from audit where seq = ${line}`);
    await sealAnew(transaction);
    return [line, line];
  },
};

/** A forger who knows the program: every seal is made again over what is there now, each on top of the one before. */
async function sealAnew(transaction: Transaction): Promise<void> {
  let prev: Buffer = GENESIS;
  for (const row of await transaction.all<SealRow>(sql`select * from audit_seal order by n`)) {
    const seal = sealOfRow(row);
    if (!seal) throw new Error('no seal');
    const { numbers, leaves } = await leavesOf(transaction, { lo: seal.first, hi: seal.last }, 100_000);
    const content = { ...seal, count: numbers.length, root: rootOf(leaves), marks: marksOf(leaves), prev };
    const hash = sealHash(content);
    await transaction.run(sql`update audit_seal set count = ${content.count}, root = ${content.root}, marks = ${content.marks},
      prev = ${prev}, hash = ${hash} where n = ${seal.n}`);
    prev = hash;
  }
}

/** Tampers as a superuser who turns triggers off, verifies, and undoes it. */
async function verifiedAfter(
  tamper: Tamper,
  random: Random,
): Promise<{ verified: Verified; at: readonly [number, number] }> {
  let found: { verified: Verified; at: readonly [number, number] } | undefined;
  const run = store.write(async (transaction) => {
    await transaction.run(sql`set local session_replication_role = replica`);
    const at = await tamper(transaction, random);
    found = { verified: await verifyAudit(transaction, { anchors }), at };
    throw UNDONE;
  });
  await run.catch((error: unknown) => {
    if (error !== UNDONE) throw error;
  });
  if (!found) throw new Error('nothing was verified');
  return found;
}

test('an untouched audit verifies, and agrees with its anchors', async () => {
  const verified = await verifyAudit(store, { anchors });
  expect(verified.faults).toEqual([]);
  expect(verified.lines).toBeGreaterThanOrEqual(LINES);
  expect(verified.anchors).toEqual([{ place: 'file', agree: anchors.length, newest: anchors.length }]);
});

test(`finds every one of ${TAMPERS} tampers, and names lines that hold what was touched`, async () => {
  const random = seeded(20_260_302);
  const names = Object.keys(TAMPERS_KNOWN);
  const missed: string[] = [];
  for (let round = 0; round < TAMPERS; round += 1) {
    const name = names[round % names.length] as string;
    const { verified, at } = await verifiedAfter(TAMPERS_KNOWN[name] as Tamper, random);
    const [lo, hi] = at;
    if (!verified.faults.some((fault) => fault.lo === lo || (fault.lo <= hi && fault.hi >= lo)))
      missed.push(`${name} ${lo}-${hi}: ${JSON.stringify(verified.faults)}`);
  }
  expect(missed).toEqual([]);
}, 300_000);

test('says what was done to a line', async () => {
  const random = seeded(5);
  const whats = async (name: string) =>
    (await verifiedAfter(TAMPERS_KNOWN[name] as Tamper, random)).verified.faults.map(({ what }) => what);
  expect(await whats('edit')).toEqual(['edited']);
  expect(await whats('delete')).toContain('deleted');
  expect(await whats('insert')).toEqual(['inserted']);
  expect(new Set(await whats('reorder'))).toEqual(new Set(['reordered']));
  expect(await whats('truncate with the seals')).toContain('truncated');
  expect(await whats('edit, and seal everything anew')).toContain('rewritten');
});
