import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';

export type LinkNote = {
  readonly op: 'link' | 'unlink';
  readonly at: Date;
  readonly other?: Compartment;
  readonly by: string;
  readonly because: string;
};

export async function noteLink(transaction: Transaction, { bkt, cmp }: Compartment, note: LinkNote): Promise<void> {
  await transaction.run(sql`
    insert into record_link (bkt, cmp, at, op, other_bkt, other_cmp, by_whom, because)
    values (${bkt}, ${cmp}, ${note.at}, ${note.op}, ${note.other?.bkt ?? null}::smallint, ${note.other?.cmp ?? null}::bigint, ${note.by}, ${note.because})`);
}

export type LastNote = Compartment & { readonly op: 'link' | 'unlink'; readonly at: Date; readonly because: string };

/** The last note of each compartment. */
export async function lastNotes(reader: Reader, of: readonly Compartment[]): Promise<readonly LastNote[]> {
  if (of.length === 0) return [];
  return reader.all<LastNote>(sql`
    select w.bkt, w.cmp, n.op, n.at, n.because
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)
    cross join lateral (select op, at, because from record_link l
      where (l.bkt, l.cmp) = (w.bkt, w.cmp) order by at desc limit 1) n`);
}
