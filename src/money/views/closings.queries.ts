import type { Day } from '#base';
import { type Reader, sql } from '#store';
import type { ClosingView } from '../contract.ts';

const CLOSINGS_MAX = 60;

export type ClosingRow = {
  readonly id: string;
  readonly act: ClosingView['act'];
  readonly through: Day | null;
  readonly reason: string;
  readonly asked: string | null;
  readonly revision: string;
  readonly at: Date;
  readonly by: string;
  readonly organization: number;
};

/** Closings and openings of a pool, newest first. */
export async function closingRows(reader: Reader, pool: string): Promise<readonly ClosingRow[]> {
  return reader.all<ClosingRow>(sql`
    select id::text as id, act, through, reason, asked::text as asked, revision::text as revision, at, by, organization
    from money_closing where pool = ${pool} order by money_closing.id desc limit ${CLOSINGS_MAX}`);
}

export async function closingsOf(reader: Reader, pool: string): Promise<readonly ClosingView[]> {
  const rows = await closingRows(reader, pool);
  const answered = new Set(rows.map(({ asked }) => asked));
  return rows.map(({ id, act, through, reason, revision, at, by }) => ({
    id,
    act,
    reason,
    revision,
    by,
    at: at.toISOString(),
    waits: act === 'ask-reopen' && !answered.has(id),
    ...(through === null ? {} : { through }),
  }));
}
