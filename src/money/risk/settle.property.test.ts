import { type Day, day, plusMonths, plusDays } from '#base';
import { accepted } from '#fhir';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { fc } from '#testing/chance';
import { beforeAll, expect, test } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { CLERK, PARTNERS, pledged, sharesIn, spent, valueOf, violations } from '../ledger/world.testing.ts';
import { revisionOf } from '../pool/sums.queries.ts';
import { clauseOf } from './agreed.testing.ts';
import type { SharedPeriod } from './period.ts';
import { settlePeriod } from './settle.ts';
import { resultOn, settledRows } from './settled.queries.ts';

let store: Store;
let pools = 0;

beforeAll(async () => {
  store = await testStore();
});

const [BOARD, COUNCIL, TRUST] = PARTNERS;
const START = day('2026-04-01');
type Deed = {
  readonly do: 'pledge' | 'spend' | 'promise' | 'correct';
  readonly who: string;
  readonly minor: bigint;
  readonly scheme: string;
};
const deed: fc.Arbitrary<Deed> = fc.record({
  do: fc.constantFrom('pledge' as const, 'spend' as const, 'spend' as const, 'promise' as const, 'correct' as const),
  who: fc.constantFrom(...PARTNERS),
  minor: fc.bigInt({ min: 1n, max: 90_000n }),
  scheme: fc.constantFrom('', '', 'home-care'),
});
/** What is done in a month, and what is found for it after it was closed; then it is opened and closed again. */
const month = fc.record({
  deeds: fc.array(deed, { maxLength: 6 }),
  late: fc.array(deed, { maxLength: 3 }),
  again: fc.boolean(),
});
const course = fc.record({
  clause: clauseOf,
  reserve: fc.bigInt({ min: 0n, max: 20_000n }),
  months: fc.array(month, { minLength: 1, maxLength: 4 }),
});
type Course = Parameters<Parameters<typeof course.map>[0]>[0];

/** Nothing at first, then an overspend that the pool keeps: it moves nothing between partners, and the period's result is new all the same. */
const KEPT_AFTER_ALL: Course = {
  clause: {
    id: 'risk',
    cites: '4',
    clause: 'shareRisk',
    pool: 'fund',
    settled: 'month',
    overspend: [{ step: 'keep-in-pool' }, { step: 'carry', by: TRUST }],
    underspend: [{ step: 'carry', by: TRUST }],
  },
  reserve: 0n,
  months: [
    { deeds: [], late: [{ do: 'spend', who: BOARD, minor: 1n, scheme: '' }], again: true },
    { deeds: [], late: [], again: false },
  ],
};

test('whatever was agreed, spent, corrected and closed: what partners have is the pool, and replaying it gives the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(course, async (made) => {
      const [first, second] = [await lived(made), await lived(made)];
      expect(await violations(store)).toEqual([]);
      expect(await written(first)).toBe(await written(second));
      expect(await told(first)).toEqual(await told(second));
      for (const name of ['fund', 'reserve']) {
        const parts = Object.values(await sharesIn(store, `${first}/${name}`));
        const [row] = await store.all<{ posted: string }>(
          sql`select (-posted)::text as posted from money_account where pool = ${`${first}/${name}`} and kind = 'fund'`,
        );
        expect(parts.reduce((sum, one) => sum + one, 0)).toBe(Number(row?.posted ?? 0));
      }
    }),
    { numRuns: 25, examples: [[KEPT_AFTER_ALL]] },
  );
}, 240_000);

async function lived({ clause, reserve, months }: Course): Promise<string> {
  const name = `shared-${(pools += 1)}`;
  if (reserve > 0n) await enter(`${name}/reserve`, [pledged('reserve', BOARD, reserve, { on: START })]);
  for (const [at, { deeds, late, again }] of months.entries()) {
    const from = plusMonths(START, at);
    const until = plusDays(plusMonths(START, at + 1), -1);
    const period = {
      from,
      until,
      agreed: { clause, instrument: { id: name, version: 1 } as SharedPeriod['agreed']['instrument'] },
    };
    await enter(
      `${name}/fund`,
      deeds.map((one, number) => entryOf(one, `m${at} ${number}`, until)),
    );
    await close(name, period);
    if (!again) continue;
    await store.run(sql`update money_pool set closed = ${plusDays(from, -1)}::date where id = ${`${name}/fund`}`);
    await enter(
      `${name}/fund`,
      late.map((one, number) => entryOf(one, `m${at} late ${number}`, until)),
    );
    await close(name, period);
  }
  return name;
}

async function close(name: string, period: SharedPeriod): Promise<void> {
  const pool = { id: `${name}/fund`, currency: 'GBP' };
  const done = await store.write(async (transaction) => {
    const reserve = await openLedger(transaction, { now }, CLERK, `${name}/reserve`);
    const ledger = await openLedger(transaction, { now }, CLERK, pool.id);
    const others = new Map([['reserve', { id: `${name}/reserve`, ledger: reserve }]]);
    const settled = await settlePeriod({ transaction, pool, ledger, others }, period);
    if (!settled.ok) return settled;
    await transaction.run(sql`update money_pool set closed = ${period.until} where id = ${pool.id}`);
    const left = await resultOn(transaction, pool.id, {
      on: period.until,
      revision: await revisionOf(transaction, pool.id),
    });
    return accepted(left);
  });
  const [row] = await settledRows(store, pool.id);
  const kept = (row?.runs ?? [])
    .flatMap(({ taken }) => taken)
    .reduce((sum, { by, minor }) => (by === '' ? sum + minor : sum), 0n);
  // What was over is met, but for what the pool keeps; what was left is given away as far as it is there still.
  if (row && row.result < 0n) expect(valueOf(done)).toBe(-kept);
  else expect(valueOf(done)).toBeGreaterThanOrEqual(kept);
}

async function told(name: string) {
  const rows = await settledRows(store, `${name}/fund`);
  return rows.map((row) => ({ ...row, id: '', revision: '', instrument: '' }));
}

async function enter(
  pool: string,
  entries: Parameters<Awaited<ReturnType<typeof openLedger>>['post']>[0],
): Promise<void> {
  for (const one of entries)
    await store.write(async (transaction) => {
      const ledger = await openLedger(transaction, { now }, CLERK, pool);
      const done = await ledger.post([one]);
      // A promise that the money does not reach for is refused, and the month goes on.
      return done.ok ? done : accepted([]);
    });
}

function entryOf(made: Deed, key: string, on: Day) {
  switch (made.do) {
    case 'pledge':
      return pledged(key, made.who, made.minor, { fence: made.scheme, on });
    case 'spend':
      return spent(key, made.minor, { scheme: made.scheme, effective: on, overspends: true });
    case 'promise':
      return spent(key, made.minor, { scheme: made.scheme, effective: on, pendingUntil: 9e12 });
    case 'correct':
      return pledged(key, COUNCIL, -made.minor, { on });
  }
}

function now(): number {
  return Date.parse('2026-12-01T09:00:00Z');
}

/** Everything that was entered, without what tells one pool from another. */
async function written(name: string): Promise<string> {
  const rows = await store.all<{ text: string }>(sql`
    select split_part(e.pool, '/', 2) || ' ' || replace(e.key, ${name}, '') || ' ' || e.kind || ' ' || e.effective || ' ' || e.words || ' ' || a.kind || ' '
      || a.party || ' ' || p.minor || ' ' || p.item || ' ' || coalesce((select string_agg(l.owner || '~' || l.fence || '~' || l.minor, ',' order by l.part)
      from money_lineage l where l.entry = p.entry and l.line = p.line), '') as text
    from money_entry e join money_posting p on p.entry = e.seq join money_account a on a.id = p.account
    where e.pool like ${`${name}/%`} order by e.pool, e.seq, p.line`);
  return rows.map(({ text }) => text).join('\n');
}
