import { accepted, type Outcome, refuse } from '#fhir';
import { type Store, sql } from '#store';

/** A seal of another installation, as it says. */
export type Deposit = { readonly n: number; readonly hash: string; readonly at: Date };

/** Seals that other organisations leave here, so that none of them can rewrite its past alone. */
export type Inbox = {
  /** The first word on a seal stands: a second one that says something else is refused, and remembered. */
  readonly deposit: (sender: string, deposit: Deposit) => Promise<Outcome<true>>;
  /** What a sender left here, newest first. */
  readonly held: (sender: string, limit: number) => Promise<readonly Deposit[]>;
};

export function inboxOf(store: Store): Inbox {
  return {
    async deposit(sender, { n, hash, at }) {
      const row = await store.first<{ hash: string }>(sql`
        insert into audit_inbox as i (sender, n, hash, at) values (${sender}, ${n}, ${hash}, ${at})
        on conflict (sender, n) do update set contradicted = case when i.hash = excluded.hash then i.contradicted else excluded.hash end
        returning i.hash`);
      if (row?.hash === hash) return accepted(true);
      const text = `Seal ${n} was left here before with another hash. The first one stands.`;
      return refuse('conflict', 'audit.anchor-changed', text);
    },
    async held(sender, limit) {
      const rows = await store.all<{ n: string; hash: string; at: Date }>(sql`
        select n, hash, at from audit_inbox where sender = ${sender} order by n desc limit ${limit}::int`);
      return rows.map(({ n, hash, at }) => ({ n: Number(n), hash, at }));
    },
  };
}
