import { sql, type Store } from '#store';
import { digest } from '../secret.ts';
import { findApp, secretHashOf } from './app.ts';
import { clientOf } from './client.ts';
import { liveGrant, revokeGrant } from './grant.ts';
import type { Adapter, Payload } from 'oidc-provider';

/** These stand on a grant: where it no longer stands, they are not there. */
const ON_A_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);
const UPDATE = sql`update set payload = excluded.payload, ends = excluded.ends`;
const FOR_EVER_S = 400 * 86_400;

/**
 * What the provider keeps, in PostgreSQL: by kind and by the hash of its id, which for a token is the token. What has run out
 * is not found, and is swept when something new is kept.
 */
export function adapterOn(parts: AdapterParts): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clients(parts.store) : items(parts, kind));
}

export type AdapterParts = {
  readonly store: Store;
  readonly now: () => number;
  /** What is thrown where a thing that is used once is used twice at the same moment. */
  readonly usedTwice: () => Error;
};

/** Clients are what was registered, and nothing else can make one. */
function clients(store: Store): Adapter {
  return {
    ...NOTHING,
    find: async (id) => {
      const app = await findApp(store, id);
      return app && clientOf(app, await secretHashOf(store, id));
    },
  };
}

function items({ store, now, usedTwice }: AdapterParts, kind: string): Adapter {
  const at = (later = 0) => new Date(now() + later * 1000);
  return {
    ...NOTHING,
    async upsert(id, payload, expiresIn) {
      // The id is the token itself: it is put back when the token is shown.
      const { jti: _, ...kept } = payload;
      const grant = ON_A_GRANT.has(kind) ? (payload.grantId ?? null) : null;
      const again = kind === 'ReplayDetection' ? sql`nothing` : UPDATE;
      await store.write(async (transaction) => {
        const row = await transaction.first(sql`
          insert into smart_item (kind, hash, grant_id, payload, ends)
          values (${kind}, ${digest(id)}, ${grant}, ${JSON.stringify(kept)}::jsonb, ${at(expiresIn ?? FOR_EVER_S)})
          on conflict (kind, hash) do ${again} returning kind`);
        if (!row) throw usedTwice();
        await transaction.run(sql`delete from smart_item where (kind, hash) in
          (select kind, hash from smart_item where ends < ${at()} order by ends limit 20)`);
      });
    },
    async find(id) {
      const row = await store.first<{
        payload: Payload;
        consumed: Date | null;
      }>(sql`select payload, consumed from smart_item
        where kind = ${kind} and hash = ${digest(id)} and ends > ${at()}`);
      if (!row) return undefined;
      const { grantId } = row.payload;
      if (ON_A_GRANT.has(kind) && !(grantId !== undefined && (await liveGrant(store, grantId, now()))))
        return undefined;
      const consumed = row.consumed === null ? {} : { consumed: Math.floor(row.consumed.getTime() / 1000) };
      return { ...row.payload, ...consumed, jti: id };
    },
    async consume(id) {
      const used = await store.first<{ was: Date | null; grant_id: string | null }>(sql`
        update smart_item i set consumed = coalesce(i.consumed, ${at()}) from
          (select consumed as was from smart_item where kind = ${kind} and hash = ${digest(id)} for update) o
        where i.kind = ${kind} and i.hash = ${digest(id)} returning o.was, i.grant_id`);
      if (used && used.was === null) return;
      // Two at once with one token: one of them is not whom it was given to, and nobody knows which.
      if (used?.grant_id) await store.write((transaction) => revokeGrant(transaction, used.grant_id as string));
      throw usedTwice();
    },
    async destroy(id) {
      await store.run(sql`delete from smart_item where kind = ${kind} and hash = ${digest(id)}`);
    },
    revokeByGrantId: (grantId) => store.write((transaction) => revokeGrant(transaction, grantId)),
  };
}

const NOTHING: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
