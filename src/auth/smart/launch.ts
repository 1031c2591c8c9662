import { sql, type Transaction } from '#store';
import { digest } from '../secret.ts';

const MINUTES = 15;

export type Launch = {
  /** 256 random bits that travel through the browser. */
  readonly code: string;
  readonly app: string;
  readonly session: Uint8Array;
  /** Id of the Patient whose page the app is opened from. */
  readonly patient: string;
};

/** Remembers that an app is being opened from a person's page. */
export async function keepLaunch(transaction: Transaction, { code, app, session, patient }: Launch, now: number) {
  await transaction.run(sql`delete from smart_launch where ends < ${new Date(now)}`);
  await transaction.run(sql`insert into smart_launch (hash, app, session, patient, ends)
    values (${digest(code)}, ${app}, ${session}, ${patient}, ${new Date(now + MINUTES * 60_000)})`);
}

/**
 * For whom an app is being opened. Only in the session that opened it, and by the app that was opened: a code that somebody
 * else was made to carry is none.
 */
export async function launchedFor(
  transaction: Transaction,
  { code, app, session }: Omit<Launch, 'patient'>,
  now: number,
): Promise<string | undefined> {
  const row = await transaction.first<{ patient: string }>(sql`select patient from smart_launch
    where hash = ${digest(code)} and app = ${app} and session = ${session} and ends > ${new Date(now)}`);
  return row?.patient;
}
