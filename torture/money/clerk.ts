import { assert, type Day, day, plusDays, seeded } from '#base';
import { refuse } from '#fhir';
import { openStore, sql, type Transaction } from '#store';
import type { NewEntry } from '../../src/money/ledger/entry.ts';
import { type OpenLedger, openLedger } from '../../src/money/ledger/ledger.ts';
import type { SharedPeriod } from '../../src/money/risk/period.ts';
import { settlePeriod } from '../../src/money/risk/settle.ts';
import { postSettlement, proposeSettlement } from '../../src/money/settle/post.ts';
import {
  keepPosted,
  keepSignature,
  keepWithdrawn,
  lockSettlement,
  partiesOf,
  settlementsOf,
} from '../../src/money/settle/settle.queries.ts';

/**
 * Enters, promises, ends, undoes, closes with sharing what is over or left, and settles in one pool, and lets promises lapse, until it is killed; says each key on a line of its own once it is committed.
 * `tsx torture/money/clerk.ts URL SEED`
 */
const [url = '', seed = '1'] = process.argv.slice(2);
const random = seeded(Number(seed));
const store = await openStore({ url, max: 6 });
const PARTNERS = ['Organization/board', 'Organization/council', 'Organization/trust'];
const FIRST = day('2026-04-01');
const pool = 'torture/fund';
let number = 0;
/** Entries of a day: few, so that days are closed even where a machine is slow. */
const A_DAY = 6;

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const AGREED = {
  clause: {
    id: 'risk',
    cites: '4',
    clause: 'shareRisk',
    pool: 'fund',
    settled: 'month',
    overspend: [
      {
        step: 'split',
        shares: [
          { organization: PARTNERS[0] ?? '', parts: 2 },
          { organization: PARTNERS[1] ?? '', parts: 1, most: pounds(400_001) },
        ],
        most: pounds(1_500_000),
      },
      { step: 'carry', by: PARTNERS[2] ?? '' },
    ],
    underspend: [
      { step: 'keep-in-pool', most: pounds(250_000) },
      { step: 'carry', by: PARTNERS[1] ?? '' },
    ],
  },
  instrument: { id: 'torture', version: 1 },
} as unknown as SharedPeriod['agreed'];

await Promise.all([...Array.from({ length: 4 }, write), settle(), lapse()]);

async function write(): Promise<void> {
  for (;;) {
    const key = `${seed}-${(number += 1)}`;
    const today = plusDays(FIRST, Math.floor(number / A_DAY));
    const done = await store.write(async (transaction) => {
      const clerk = { principal: 'account/clerk', organization: 1 };
      const ledger = await openLedger(transaction, { now: () => Date.parse(today) }, clerk, pool);
      const effective = ledger.openDay(today);
      const ending = { key, effective, words: `ends something, ${key}` };
      const choice = random();
      if (choice < 0.1) {
        await close(transaction, ledger, plusDays(today, -1));
      }
      const open = await transaction.first<{ seq: string }>(sql`
        select seq::text as seq from money_entry e where pool = ${pool} and state = 'pending'
        and not exists (select from money_entry o where o.ends = e.seq) order by random() limit 1`);
      if (open && choice < 0.3)
        return choice < 0.2 ? ledger.keep(open.seq, { ...ending, amount: 1n }) : ledger.release(open.seq, ending);
      const last = await transaction.first<{ seq: string }>(sql`
        select max(seq)::text as seq from money_entry where pool = ${pool} and state = 'posted' and kind <> 'reversal'`);
      if (last?.seq && choice < 0.4) return ledger.reverse(last.seq, ending);
      return ledger.post([made(key, effective)]);
    });
    if (done.ok) process.stdout.write(`${key}\n`);
  }
}

/** Closes a day that is over: what is over or left is shared in the same transaction. */
async function close(transaction: Transaction, ledger: OpenLedger, until: Day): Promise<void> {
  const open = await transaction.first(sql`
    select 1 from money_pool where id = ${pool} and (closed is null or closed < ${until}::date)`);
  if (!open) return;
  const settling = { transaction, pool: { id: pool, currency: 'GBP' }, ledger, others: new Map() };
  const settled = await settlePeriod(settling, { from: until, until, agreed: AGREED });
  assert(settled.ok, 'what is over or left can be shared');
  await transaction.run(sql`update money_pool set closed = ${until}::date where id = ${pool}`);
}

/** Proposes, has everybody sign and enters settlements: the key is said once the entry of one is committed. */
async function settle(): Promise<void> {
  for (;;) {
    const [last] = await settlementsOf(store, { instruments: ['torture'], limit: 1 });
    const reached = plusDays(FIRST, Math.floor(number / A_DAY));
    const today = last !== undefined && last.until_day > reached ? last.until_day : reached;
    const settling = {
      instrument: 'torture',
      currency: 'GBP',
      until: today,
      keepers: new Map([[pool, PARTNERS[0] ?? '']]),
      inKind: [],
      heirOf: (one: string) => one,
    };
    const signer = { organization: PARTNERS[0] ?? '', principal: 'account/clerk', by: 'A clerk', at: new Date(today) };
    const proposed = await store.write((transaction) =>
      proposeSettlement(transaction, { settling, rivalsOf: async () => [] }, signer),
    );
    const [open] = proposed.ok ? [] : await settlementsOf(store, { instruments: ['torture'], limit: 1 });
    const id = proposed.ok ? proposed.value : open?.state === 'proposed' ? open.id : undefined;
    if (id === undefined) continue;
    const entered = await store.write(async (transaction) => {
      await lockSettlement(transaction, id);
      const [row] = await settlementsOf(transaction, { id });
      for (const { organization } of row ? await partiesOf(transaction, id) : [])
        await keepSignature(transaction, id, { ...signer, organization });
      if (row?.state !== 'proposed') return refuse('conflict', 'money.settlement-over', 'It is over.');
      const parts = () => ({ now: () => Date.parse(today) });
      const clerk = { principal: 'account/clerk', organization: 1 };
      const posted = await postSettlement(transaction, row, {
        settling: { ...settling, until: row.until_day },
        parts,
        clerk,
        today,
      });
      if (posted.ok) await keepPosted(transaction, id, { at: new Date(today), pays: today, accounts: new Map() });
      return posted;
    });
    if (entered.ok) process.stdout.write(`settlement ${id}\n`);
    else await store.write((transaction) => keepWithdrawn(transaction, id, 'what is owed has changed'));
  }
}

/** Lets go of promises whose time is over, as the program does by itself. */
async function lapse(): Promise<void> {
  for (;;) {
    const today = plusDays(FIRST, Math.floor(number / A_DAY));
    const over = await store.all<{ seq: string }>(sql`
      select seq::text as seq from money_entry e where state = 'pending' and until <= ${new Date(today)}
        and not exists (select from money_entry o where o.ends = e.seq) order by until limit 20`);
    for (const { seq } of over) {
      const done = await store.write(async (transaction) => {
        const clerk = { principal: 'system/money', organization: 0 };
        const ledger = await openLedger(transaction, { now: () => Date.parse(today) }, clerk, pool);
        return ledger.release(seq, {
          key: `lapsed:${seq}`,
          effective: ledger.openDay(today),
          words: `Let go by itself: ${seq}`,
        });
      });
      if (done.ok) process.stdout.write(`lapsed:${seq}\n`);
    }
  }
}

function made(key: string, effective: NewEntry['effective']): NewEntry {
  const minor = BigInt(1 + Math.floor(random() * 1_000_000));
  const owner = PARTNERS[Math.floor(random() * PARTNERS.length)] ?? '';
  const scheme = ['', 'home-care'][Math.floor(random() * 2)] ?? '';
  const fund = { kind: 'fund', currency: 'GBP' } as const;
  if (random() < 0.4) {
    const owed = { kind: 'due-from', party: owner, currency: 'GBP' } as const;
    const lines = [
      { account: owed, minor, item: key },
      { account: fund, minor: -minor, whose: { owner, fence: scheme } },
    ];
    return { key, kind: 'contribution', effective, words: `put in, ${key}`, lines };
  }
  const lines = [
    { account: fund, minor, scheme },
    { account: { kind: 'due-to', party: owner, currency: 'GBP' } as const, minor: -minor },
  ];
  const pending = random() < 0.4 ? { pendingUntil: Date.parse(effective) + random() * 4 * 86_400_000 } : {};
  return { key, kind: 'charge', effective, words: `spent, ${key}`, overspends: true, lines, ...pending };
}
