import { accepted } from '#fhir';
import { type Reader, sql } from '#store';
import type { Asking } from '../ask.ts';
import { type AgreedStock, type Pooled, pooledIn } from './agreed.ts';
import { type BufferRow, bufferRows, itemRows } from './stock.queries.ts';
import { type ItemWith, itemsWith, type Looking } from './views.ts';

/** What clauses have one site keep for all has its number here, for what is drawn of it; what they say of it is read from them. */
export async function numberPooled(asking: Asking, agreed: readonly AgreedStock[]): Promise<void> {
  const { store, now } = asking.services;
  const wanted = pooledIn(agreed);
  if (wanted.length === 0) return;
  const known = await bufferRows(store, [...new Set(wanted.map(({ instrument }) => instrument))]);
  const missing = wanted.filter((one) => !known.some((row) => row.clause === one.clause && isOf(row, one)));
  if (missing.length === 0) return;
  await store.write(async (transaction) => {
    for (const one of missing)
      await transaction.run(sql`
        insert into money_stock_buffer (instrument, paragraph, clause, keeper, system, code, most_days, back_days, at, principal, by)
        values (${one.instrument}, ${one.paragraph}, ${one.clause}, ${one.keeper}, ${one.system}, ${one.code},
          ${one.drawDays}::int, ${one.backDays}::int, ${new Date(now())}, 'system/money', 'Concord')
        on conflict (keeper, system, code, instrument) do update set clause = excluded.clause`);
    return accepted(true);
  });
}

/** Of what was said by hand, and of what clauses say that run: these as they say it now. */
export function standing(rows: readonly BufferRow[], agreed: readonly AgreedStock[]): readonly BufferRow[] {
  const pooled = pooledIn(agreed);
  return rows.flatMap((row) => {
    if (row.clause === null) return [row];
    const by = pooled.find((one) => one.clause === row.clause && isOf(row, one));
    return by ? [{ ...row, paragraph: by.paragraph, most_days: by.drawDays, back_days: by.backDays }] : [];
  });
}

/** For how many days what a site keeps for all lasts them together; no figure where one of them keeps none or does not tell how fast it uses it. */
export type Lasts = { readonly agreedDays: number; readonly days?: number; readonly of: AgreedStock };

export async function lastsFor(
  asking: Asking,
  now: Looking,
  keeper: ItemWith,
  reader: Reader = asking.services.store,
): Promise<Lasts | undefined> {
  const by = pooledIn(now.agreed).find((one) => one.keeper === keeper.site.organization && isSame(one, keeper));
  if (by === undefined) return undefined;
  const rows = (await itemRows(reader, { sites: by.of.sites })).filter((row) => isSame(row, keeper));
  const rates = (await itemsWith(asking, now, rows, reader)).map(({ rate }) => rate);
  const all = rates.reduce<number | undefined>(
    (sum, rate) => (sum === undefined || rate === undefined ? undefined : sum + rate),
    0,
  );
  const lasts = { agreedDays: by.lastsDays, of: by.of };
  const told = rows.length === by.of.sites.length && all !== undefined && all > 0;
  return !told ? lasts : { ...lasts, days: Math.floor(keeper.expected / all) };
}

function isOf(row: BufferRow, one: Pooled): boolean {
  return row.instrument === one.instrument && row.keeper === one.keeper && isSame(row, one);
}

type Of = { readonly system: string; readonly code: string };

function isSame(one: Of, other: Of): boolean {
  return one.system === other.system && one.code === other.code;
}
