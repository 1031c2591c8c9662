import { type Reader, sql, type Transaction } from '#store';

/** What happened with somebody's way in, for them and for whoever manages accounts to see. */
export const HAPPENINGS = [
  'signed-in',
  'invited',
  'seat-given',
  'seat-ended',
  'seat-scoped',
  'passkey-added',
  'passkey-removed',
  'code-app-added',
  'code-app-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'session-ended',
  'wrong-proof',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

export type Noted = {
  readonly at: Date;
  readonly by: string;
  readonly kind: Happening;
  readonly about?: string | null;
};

export async function note(
  transaction: Transaction,
  of: { readonly account: string; readonly by?: string; readonly kind: Happening; readonly about?: string },
  now: number,
): Promise<void> {
  await transaction.run(sql`insert into auth_happening (at, account, by, kind, about)
    values (${new Date(now)}, ${of.account}, ${of.by ?? of.account}, ${of.kind}, ${of.about ?? null})`);
}

const LISTED_MAX = 50;

export function happeningsOf(reader: Reader, account: string): Promise<readonly Noted[]> {
  return reader.all<Noted>(sql`select h.at, coalesce(a.name, h.by) as by, h.kind, h.about from auth_happening h
    left join auth_account a on a.id = h.by where h.account = ${account} order by h.id desc limit ${LISTED_MAX}`);
}
