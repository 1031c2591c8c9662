import { sql, type Transaction } from '#store';
import { digest } from './secret.ts';

const DAY_MS = 86_400_000;
const LINK_DAYS_MAX = 30;

export type NewLink = {
  readonly link: string;
  readonly seat: string;
  readonly reusable: boolean;
  readonly days: number;
};

/** Keeps a sign-in link: 256 random bits that only its holder knows; the table has their hash. */
export async function keepLink(transaction: Transaction, wish: NewLink, now: number): Promise<void> {
  const ends = new Date(now + Math.min(wish.days, LINK_DAYS_MAX) * DAY_MS);
  await transaction.run(sql`
    insert into auth_link (hash, seat, ends, reusable)
    values (${digest(wish.link)}, ${wish.seat}, ${ends}, ${wish.reusable})
    on conflict (hash) do update set ends = excluded.ends`);
}

/** The seat a link signs in to, once, unless it is reusable. One statement, so that two at once cannot both use it. */
export async function useLink(transaction: Transaction, link: string, now: number): Promise<string | undefined> {
  const at = new Date(now);
  const row = await transaction.first<{ readonly seat: string }>(sql`
    update auth_link set used = ${at}
    where hash = ${digest(link)} and ends > ${at} and (reusable or used is null)
    returning seat`);
  return row?.seat;
}
