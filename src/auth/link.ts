import type { Role } from '#agreement';
import { sql, type Transaction } from '#store';
import { held } from './seat.ts';
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

export type UsedLink = {
  readonly seat: string;
  readonly account: string;
  readonly role: Role;
  readonly reusable: boolean;
};

/** The seat a link signs in to, once, unless it is reusable. One statement, so that two at once cannot both use it. */
export async function useLink(transaction: Transaction, link: string, now: number): Promise<UsedLink | undefined> {
  const at = new Date(now);
  return transaction.first<UsedLink>(sql`
    update auth_link l set used = ${at} from auth_seat s
    where s.id = l.seat and l.hash = ${digest(link)} and l.ends > ${at} and (l.reusable or l.used is null) and ${held(now)}
    returning l.seat, s.account, s.role, l.reusable`);
}
