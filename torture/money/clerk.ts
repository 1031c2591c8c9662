import { day, plusDays, seeded } from '#base';
import { openStore, sql } from '#store';
import type { NewEntry } from '../../src/money/ledger/entry.ts';
import { openLedger } from '../../src/money/ledger/ledger.ts';

/**
 * Enters, promises, ends, undoes and closes in one pool until it is killed; says each key on a line of its own once it is committed.
 * `tsx torture/money/clerk.ts URL SEED`
 */
const [url = '', seed = '1'] = process.argv.slice(2);
const random = seeded(Number(seed));
const store = await openStore({ url, max: 6 });
const PARTNERS = ['Organization/board', 'Organization/council', 'Organization/trust'];
const FIRST = day('2026-04-01');
const pool = 'torture/fund';
let number = 0;

await Promise.all(Array.from({ length: 4 }, write));

async function write(): Promise<void> {
  for (;;) {
    const key = `${seed}-${(number += 1)}`;
    const today = plusDays(FIRST, Math.floor(number / 50));
    const done = await store.write(async (transaction) => {
      const clerk = { principal: 'account/clerk', organization: 1 };
      const ledger = await openLedger(transaction, { now: () => Date.parse(today) }, clerk, pool);
      const effective = ledger.openDay(today);
      const ending = { key, effective, words: `ends something, ${key}` };
      const choice = random();
      if (choice < 0.1) {
        await transaction.run(
          sql`update money_pool set closed = greatest(closed, ${plusDays(today, -1)}::date) where id = ${pool}`,
        );
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
  const pending = random() < 0.4 ? { pendingUntil: Date.parse('2030-01-01') } : {};
  return { key, kind: 'charge', effective, words: `spent, ${key}`, overspends: true, lines, ...pending };
}
