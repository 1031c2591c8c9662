import type { Day } from '#base';
import { type Reader, type Sql, sql } from '#store';
import type { AppliedLine } from '../ledger/entry.ts';
import { type EntryRow, linesOf } from '../ledger/keep.queries.ts';

export type SeenEntry = EntryRow & {
  /** What became of a promise. */
  readonly became: 'post' | 'void' | null;
  readonly lines: readonly AppliedLine[];
};

/** Partners whose entries are kept from whoever reads: see wall.ts. */
type Without = { readonly without?: readonly string[] };

/** Entries on whose accounts none of them stands. Plan: the postings of each entry by its key. */
function namesNone(without: readonly string[]): Sql {
  if (without.length === 0) return sql`true`;
  return sql`not exists (select from money_posting w join money_account a on a.id = w.account
    where w.entry = e.seq and a.party = any(${without}::text[]))`;
}

/** A page of the ledger, newest first. Plan: money_entry_pool. */
export async function pageOfEntries(
  reader: Reader,
  pool: string,
  { before, limit, without = [] }: { readonly before?: string; readonly limit: number } & Without,
): Promise<readonly SeenEntry[]> {
  return withLines(
    reader,
    await reader.all<Omit<SeenEntry, 'lines'>>(sql`
      select e.*, (select o.state from money_entry o where o.ends = e.seq) as became from money_entry e
      where e.pool = ${pool} and e.seq < ${before ?? '9223372036854775807'}::bigint
        and ${namesNone(without)} order by e.seq desc limit ${limit}`),
  );
}

/** Promises that stand, and entries that wait to be agreed. */
export async function openEntries(
  reader: Reader,
  pool: string,
  { limit, without = [] }: { readonly limit: number } & Without,
): Promise<readonly SeenEntry[]> {
  return withLines(
    reader,
    await reader.all<Omit<SeenEntry, 'lines'>>(sql`
      select e.*, null as became from money_entry e where e.pool = ${pool} and e.state = 'pending'
      and not exists (select from money_entry o where o.ends = e.seq)
      and ${namesNone(without)} order by e.seq desc limit ${limit}`),
  );
}

/** Which entries a figure of the fund was added up from. */
export type FundFigure = {
  readonly from: Day;
  readonly until: Day;
  readonly revision: string;
  /** Of these kinds, or of all but these. */
  readonly kinds: readonly string[];
  readonly but?: true;
  readonly owner?: string;
  readonly scheme?: string;
};

/** The entries that a figure was added up from, oldest first. Plan: money_entry_effective. */
export async function entriesOfFigure(
  reader: Reader,
  pool: string,
  { figure, limit, without = [] }: { readonly figure: FundFigure; readonly limit: number } & Without,
): Promise<readonly SeenEntry[]> {
  const { from, until, revision, kinds, but, owner, scheme } = figure;
  return withLines(
    reader,
    await reader.all<Omit<SeenEntry, 'lines'>>(sql`
      select e.*, null as became from money_entry e
      where e.pool = ${pool} and e.state in ('posted', 'post') and e.seq <= ${revision}::bigint
        and e.effective between ${from}::date and ${until}::date and (e.kind = any(${kinds}::text[])) <> ${but === true}
        and exists (select from money_posting p join money_lineage l on (l.entry, l.line) = (p.entry, p.line)
          where p.entry = e.seq and l.owner = coalesce(${owner ?? null}, l.owner)
            and p.scheme = coalesce(${scheme ?? null}, p.scheme))
        and ${namesNone(without)} order by e.seq limit ${limit}`),
  );
}

/** Everything, oldest first, in batches: for exports. */
export async function* allEntries(reader: Reader, pool: string, batch: number): AsyncGenerator<readonly SeenEntry[]> {
  let after = '0';
  for (;;) {
    const rows = await withLines(
      reader,
      await reader.all<Omit<SeenEntry, 'lines'>>(sql`
        select e.*, (select o.state from money_entry o where o.ends = e.seq) as became from money_entry e
        where e.pool = ${pool} and e.seq > ${after}::bigint order by e.seq limit ${batch}`),
    );
    if (rows.length === 0) return;
    after = rows.at(-1)?.seq ?? after;
    yield rows;
  }
}

async function withLines(reader: Reader, rows: readonly Omit<SeenEntry, 'lines'>[]): Promise<readonly SeenEntry[]> {
  const lines = await linesOf(
    reader,
    rows.map(({ seq }) => seq),
  );
  return rows.map((row) => ({ ...row, lines: lines.get(row.seq) ?? [] }));
}
