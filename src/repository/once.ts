import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Transaction, sql } from '#store';
import { bind } from './bind.ts';
import type { Context } from './context.ts';
import { fault } from './fault.ts';
import { hashedBucket } from './place/id.ts';
import type { Repository } from './repository.ts';
import { again } from './write/tie.ts';

/** An answer as it left, or would have left. */
export type KeptAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type KeyedRequest = { readonly access: Access; readonly key: string; readonly requestHash: Uint8Array };

/**
 * Does `work` once for a principal's key. The answer is kept in the transaction of what it wrote: either both are there after a
 * crash or neither, and whoever asks again with the same bytes hears the same. A refusal writes nothing and keeps nothing.
 */
export async function once(
  context: Context,
  keyed: KeyedRequest,
  work: (repository: Repository) => Promise<Outcome<KeptAnswer>>,
): Promise<Outcome<KeptAnswer>> {
  let wrote = false;
  const answer = await again(() =>
    context.store.write(async (transaction) => {
      wrote = await claim(transaction, keyed);
      if (!wrote) return keptAnswer(transaction, keyed);
      const done = await work(bind(context, keyed.access, transaction));
      if (done.ok) await keep(transaction, keyed, done.value);
      return done;
    }),
  );
  if (answer.ok && wrote) context.committed();
  fault('after-commit-before-ack');
  return answer;
}

type Row = Omit<KeptAnswer, 'body'> & { readonly request_hash: Buffer; readonly response: string };

/** False where the key is taken. Whoever holds it now is waited for. */
async function claim(transaction: Transaction, { access, key, requestHash }: KeyedRequest): Promise<boolean> {
  const { principal } = access;
  const made = await transaction.run(sql`
    insert into idempotency (bkt, principal, key, request_hash, status, headers, response)
    values (${bucketOfKey(principal, key)}::smallint, ${principal}, ${key}, ${Buffer.from(requestHash)}, 0, '{}', '')
    on conflict do nothing`);
  return made > 0;
}

async function keptAnswer(
  transaction: Transaction,
  { access, key, requestHash }: KeyedRequest,
): Promise<Outcome<KeptAnswer>> {
  const { principal } = access;
  const row = await transaction.first<Row>(sql`select request_hash, status, headers, response from idempotency
    where (bkt, principal, key) = (${bucketOfKey(principal, key)}::smallint, ${principal}, ${key})`);
  if (!row) throw new Error('an idempotency key was taken and is not there');
  if (!row.request_hash.equals(requestHash)) {
    const text = 'This Idempotency-Key was used for another request: send a new key with a new request.';
    return refuse('business-rule', 'http.idempotency-key-reused', text);
  }
  return accepted({ status: row.status, headers: row.headers, body: row.response });
}

async function keep(transaction: Transaction, { access, key }: KeyedRequest, answer: KeptAnswer): Promise<void> {
  const { principal } = access;
  await transaction.run(sql`
    update idempotency set status = ${answer.status}::int, headers = ${JSON.stringify(answer.headers)}::jsonb, response = ${answer.body}
    where (bkt, principal, key) = (${bucketOfKey(principal, key)}::smallint, ${principal}, ${key})`);
}

function bucketOfKey(principal: string, key: string): number {
  return hashedBucket(principal, key);
}
