import { LABELS, type Label, labelBits, type Stale } from '#agreement';
import { type Reader, type Store, sql, type Transaction } from '#store';
import { bitsOf, type LoadedCode, SHIPPED, type ToldCodes, writtenDown } from './codes.ts';
import type { LabelSets } from './labels.ts';

/** The sets as they are in the database, held in memory. */
export type KeptSets = {
  readonly sets: () => LabelSets;
  /** Reads them anew; when it resolves, everything committed before the call counts. */
  readonly reload: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Changes of the sets, by this or another process, are heard here. */
export const LABEL_CHANNEL = 'concord_labels';

/**
 * Compares what ships with what rows were labelled by, and keeps the sets from then on. A release that knows more codes raises the
 * version here, before anything is read.
 */
export async function keepSets(
  store: Store,
  now: () => number,
  shipped: readonly ToldCodes[] = SHIPPED,
): Promise<KeptSets> {
  await store.write((transaction) => compareShipped(transaction, shipped, new Date(now())));
  let held = await readSets(store, shipped);
  let [started, applied] = [0, 0];
  const reload = async (): Promise<void> => {
    const mine = ++started;
    const read = await readSets(store, shipped);
    if (mine < applied) return; // a later reading is there already
    applied = mine;
    held = read;
  };
  const unlisten = await store.listen(LABEL_CHANNEL, () => void reload().catch(() => undefined));
  await reload(); // what was done before listening began
  return { sets: () => held, reload, stop: unlisten };
}

/** A set changed: from now on rows of older versions count as carrying what grew. In the transaction that changes it. */
export async function raiseVersion(
  transaction: Transaction,
  { bits, because, at }: { readonly bits: number; readonly because: string; readonly at: Date },
): Promise<number> {
  await transaction.run(sql`lock table label_version in share row exclusive mode`);
  const row = await transaction.first<{ version: number }>(sql`
    insert into label_version (version, bits, because, at)
    select max(version) + 1, ${bits}::int, ${because}, ${at}::timestamptz from label_version returning version`);
  await transaction.run(sql`select pg_notify(${LABEL_CHANNEL}, '')`);
  return row?.version ?? 1;
}

type ShippedRow = { readonly label: string; readonly codes: readonly string[] };

async function compareShipped(transaction: Transaction, told: readonly ToldCodes[], at: Date): Promise<void> {
  await transaction.run(sql`lock table label_version in share row exclusive mode`);
  const rows = await transaction.all<ShippedRow>(sql`select label, codes from label_shipped`);
  const before = new Map(rows.map(({ label, codes }) => [label, codes]));
  const now = writtenDown(told);
  const changed = [...now].filter(([label, codes]) => (before.get(label) ?? []).join() !== codes.join());
  for (const [label, codes] of changed) {
    await transaction.run(sql`insert into label_shipped (label, codes) values (${label}, ${codes}::text[])
      on conflict (label) do update set codes = excluded.codes`);
  }
  // The first start: what there is was labelled by what ships.
  if (rows.length === 0 || changed.length === 0) return;
  const grown = changed
    .filter(([label, codes]) => codes.some((code) => !before.get(label)?.includes(code)))
    .map(([label]) => label);
  await raiseVersion(transaction, { bits: labelBits(...grown), because: 'This release knows other codes', at });
}

type CodeRow = { readonly label: string; readonly system: string; readonly code: string };

/** The sets as they are in the database. */
export async function readSets(reader: Reader, shipped: readonly ToldCodes[] = SHIPPED): Promise<LabelSets> {
  const newest = await reader.first<{ version: number }>(sql`select max(version)::int as version from label_version`);
  // Bounded by slot.ts and by how many slots an installation loads.
  const codes = await reader.all<CodeRow>(sql`
    select s.label, c.system, c.code from label_slot s join label_code c on c.slot = s.id where s.removed is null`);
  const loaded = codes.flatMap(({ label, system, code }): LoadedCode[] => {
    const known = LABELS.find((one): one is Label => one === label);
    return known ? [{ system, code, bits: labelBits(known) }] : [];
  });
  return { version: newest?.version ?? 1, bitsOf: bitsOf(shipped, loaded), stale: await readStale(reader) };
}

/** What counts as labelled although nobody has looked yet. */
export async function readStale(reader: Reader): Promise<readonly Stale[]> {
  return reader.all<Stale>(sql`
    select version::int as before, bits from label_version where done is null and bits <> 0 order by version limit 1000`);
}
