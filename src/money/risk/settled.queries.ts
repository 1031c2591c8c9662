import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { RiskStep } from '#agreement';
import { posted, type Until } from '../pool/sums.queries.ts';
import type { StepRun } from './program.ts';
import type { Share } from './share.ts';

/**
 * What is there for all of a pool on a day, what was spent beyond it taken off, and what is promised by then: what can be shared.
 * What is ring-fenced stays for its scheme. Plan: money_entry_effective, then lineage by its key.
 */
export async function resultOn(reader: Reader, pool: string, until: Until): Promise<bigint> {
  const row = await reader.first<{ open: string; promised: string }>(sql`
    select (select coalesce(-sum(l.minor), 0) from money_entry e join money_lineage l on l.entry = e.seq
        where ${posted(pool, until)} and l.fence = '')::text as open,
      (select coalesce(sum(l.minor), 0) from money_entry e join money_lineage l on l.entry = e.seq
        where e.pool = ${pool} and e.state = 'pending' and l.fence = '' and l.minor > 0 and l.owner <> ''
          and e.effective <= ${until.on}::date and e.seq <= ${until.revision}::bigint
          and not exists (select from money_entry o where o.ends = e.seq and o.seq <= ${until.revision}::bigint))::text as promised`);
  return BigInt(row?.open ?? '0') - BigInt(row?.promised ?? '0');
}

/** A period as it was shared; `number` counts how often, where it was opened again. */
export type SettledRow = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly paragraph: string;
  readonly from: Day;
  readonly until: Day;
  readonly number: number;
  readonly result: bigint;
  readonly runs: readonly StepRun[];
  readonly shares: readonly Share[];
  readonly revision: string;
};

const SETTLED_MAX = 120;

/** Newest first. */
export async function settledRows(reader: Reader, pool: string): Promise<readonly SettledRow[]> {
  type Row = Omit<SettledRow, 'result' | 'runs' | 'shares'> & {
    readonly result: string;
    readonly runs: readonly Texts<StepRun>[];
    readonly shares: readonly (Omit<Share, 'minor'> & { readonly minor: string })[];
  };
  const rows = await reader.all<Row>(sql`
    select id::text as id, instrument, version, clause, paragraph, from_day as from, until_day as until, number, result::text as result, runs, shares,
      revision::text as revision
    from money_risk where pool = ${pool} order by until_day desc, number desc limit ${SETTLED_MAX}`);
  return rows.map((row) => ({
    ...row,
    result: BigInt(row.result),
    shares: row.shares.map((share) => ({ ...share, minor: BigInt(share.minor) })),
    runs: row.runs.map(({ step, came, left, taken }) => ({
      step,
      came: BigInt(came),
      left: BigInt(left),
      taken: taken.map((one) => ({ ...one, minor: BigInt(one.minor) })),
    })),
  }));
}

export async function keepSettled(
  transaction: Transaction,
  pool: string,
  row: Omit<SettledRow, 'id' | 'revision'>,
): Promise<void> {
  const { instrument, version, clause, paragraph, from, until, number, result, runs, shares } = row;
  await transaction.run(sql`
    insert into money_risk (pool, instrument, version, clause, paragraph, from_day, until_day, number, result, runs, shares, revision)
    values (${pool}, ${instrument}, ${version}, ${clause}, ${paragraph}, ${from}, ${until}, ${number}, ${result.toString()}::bigint,
      ${text(runs)}::jsonb, ${text(shares)}::jsonb, (select coalesce(max(seq), 0) from money_entry where pool = ${pool}))`);
}

type Texts<Run extends StepRun> = {
  readonly step: RiskStep;
  readonly came: string;
  readonly left: string;
  readonly taken: readonly (Omit<Run['taken'][number], 'minor'> & { readonly minor: string })[];
};

function text(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one));
}
