import { sql, type Transaction } from '#store';
import { digest } from './secret.ts';

const LASTS_MS = 5 * 60_000;

export type Purpose = 'register' | 'authenticate' | 'upstream';
export type Challenge = { readonly account?: string; readonly detail: Readonly<Record<string, unknown>> };

/** Keeps what was asked of a browser, to be answered once within five minutes. */
export async function keepChallenge(
  transaction: Transaction,
  text: string,
  challenge: Challenge & { readonly purpose: Purpose },
  now: number,
): Promise<void> {
  const { purpose, account = null, detail } = challenge;
  await transaction.run(sql`delete from auth_challenge where hash in (
    select hash from auth_challenge where ends < ${new Date(now)} limit 20)`);
  await transaction.run(sql`insert into auth_challenge (hash, purpose, account, detail, ends)
    values (${digest(text)}, ${purpose}, ${account}, ${JSON.stringify(detail)}::jsonb, ${new Date(now + LASTS_MS)})`);
}

/** What was asked, once: whoever answers a second time answers nothing. */
export async function takeChallenge(
  transaction: Transaction,
  text: string,
  purpose: Purpose,
  now: number,
): Promise<Challenge | undefined> {
  const row = await transaction.first<{ readonly account: string | null; readonly detail: Challenge['detail'] }>(sql`
    delete from auth_challenge where hash = ${digest(text)} and purpose = ${purpose} and ends > ${new Date(now)}
    returning account, detail`);
  if (!row) return undefined;
  return row.account === null ? { detail: row.detail } : { account: row.account, detail: row.detail };
}
