import { type Day, day } from '#base';
import type { Outcome } from '#fhir';
import { sql, type Store } from '#store';
import { checkMoney } from '../../../torture/checkers/money.ts';
import type { AccountRef, Line, NewEntry } from './entry.ts';
import { type Clerk, type LedgerParts, openLedger, type OpenLedger } from './ledger.ts';

export const CLERK: Clerk = { principal: 'account/clerk', name: 'Ann Clerk', organization: 1 };
export const PARTNERS = ['Organization/board', 'Organization/council', 'Organization/trust'] as const;
export const TODAY = day('2026-06-15');

const of = (kind: AccountRef['kind'], party = ''): AccountRef => ({ kind, party, currency: 'GBP' });

/** A contribution falls due: owed by a partner, theirs in the fund. */
export function pledged(
  key: string,
  owner: string,
  minor: bigint,
  { fence = '', on = TODAY }: { readonly fence?: string; readonly on?: Day } = {},
): NewEntry {
  return entry(key, 'contribution', on, [
    { account: of('due-from', owner), minor, item: key },
    { account: of('fund'), minor: -minor, whose: { owner, fence } },
  ]);
}

/** Care was paid for. */
export function spent(
  key: string,
  minor: bigint,
  more: Partial<NewEntry> & { readonly scheme?: string } = {},
): NewEntry {
  const { scheme = '', ...rest } = more;
  const lines: readonly Line[] = [
    { account: of('fund'), minor, scheme },
    { account: of('due-to', PARTNERS[2]), minor: -minor, item: key },
  ];
  return { ...entry(key, 'charge', TODAY, lines), ...rest };
}

export function entry(key: string, kind: NewEntry['kind'], effective: Day, lines: readonly Line[]): NewEntry {
  return { key, kind, effective, words: `entry ${key}`, lines };
}

export function within<T>(
  store: Store,
  pool: string,
  work: (ledger: OpenLedger) => Promise<Outcome<T>>,
  parts: LedgerParts = { now: () => Date.parse('2026-06-15T10:00:00Z') },
): Promise<Outcome<T>> {
  return store.write(async (transaction) => work(await openLedger(transaction, parts, CLERK, pool)));
}

/** Everything that must hold, asked of the tables alone. */
export function violations(store: Store): Promise<readonly object[]> {
  return checkMoney((text) => store.all<object>(sql`${sql.raw(text)}`));
}

export async function sharesIn(store: Store, pool: string): Promise<Readonly<Record<string, number>>> {
  const rows = await store.all<{ name: string; posted: string }>(sql`
    select owner || case fence when '' then '' else ' for ' || fence end as name, s.posted from money_share s
    join money_account a on a.id = s.account where a.pool = ${pool} and s.posted <> 0 order by 1`);
  return Object.fromEntries(rows.map(({ name, posted }) => [name.replace('Organization/', ''), Number(posted)]));
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ code, text }) => `${code}: ${text}`).join('; '));
  return outcome.value;
}

export function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}
