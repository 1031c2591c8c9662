import type { Outcome } from '#fhir';
import { sql, type Transaction, Unavailable } from '#store';
import { contested } from '../refusals.ts';
import { Overtaken } from './apply.ts';

const ATTEMPTS = 5;

/** Decides anew when somebody else wrote the same meanwhile, or the database broke a tie of locks. */
export async function again<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTie(error)) throw error;
      if (attempt === ATTEMPTS) return contested();
    }
  }
}

/** Part of a transaction that can fail by itself: refused or failed, it leaves the rest of the transaction as it was. */
export async function apart<T>(transaction: Transaction, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  await transaction.run(sql`savepoint apart`);
  const back = async (): Promise<void> => {
    await transaction.run(sql`rollback to savepoint apart`);
    await transaction.run(sql`release savepoint apart`);
  };
  try {
    const answer = await work();
    if (answer.ok) await transaction.run(sql`release savepoint apart`);
    else await back();
    return answer;
  } catch (error) {
    await back();
    throw error;
  }
}

/** Whether it may have been written all the same: the connection broke, or the program gave up waiting. */
export function isUnknown(error: unknown): boolean {
  return error instanceof Unavailable && !isTie(error);
}

/** Deadlock and serialization (class 40) leave nothing of the transaction: a retry is right. */
function isTie(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const cause = error instanceof Unavailable ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('40');
}
