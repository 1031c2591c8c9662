import { createHash } from 'node:crypto';
import { RESTRICTED_USE } from '#agreement';
import { typeNumber } from '#fhir';
import type { Services } from '#joint';
import type { Projection, Stored } from '#repository';
import { copyRow, type Sql, sql, type Writing } from '#store';
import { readings } from './catalogue.ts';
import { mapsOf } from './coding/maps.ts';
import { projections, projectionsOn } from './projections.ts';
import { beginReading, endReading, forgetBehind, keepReadTo, readingNow } from './reading.queries.ts';
import { everyOf, type Range, type Rest } from './record.ts';
import { READ_BY } from './report/counted.ts';
import { SERIES } from './sentinel/series.ts';

/** Of everything by which facts are read from resources; the number goes up with the code that reads them. */
const digestOf = (read: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify([7, read, SERIES.map(({ id, classes }) => [id, classes]), READ_BY]))
    .digest('hex');

const BUCKETS = 32_768;
/** Halves of the people, read side by side: while one waits for the database the other has something to read. */
const HALVES: readonly Range[] = [
  [0, BUCKETS / 2],
  [BUCKETS / 2, BUCKETS],
];

type Reading = Pick<Services, 'store' | 'repository' | 'log'>;

/**
 * Where facts are read by other definitions than before (a new version of the pack, or a first start on a record that was there
 * already), every resource is read anew. At start, before anything is written by this program. Where the program ended in the middle it goes
 * on behind the last page that was kept. Answers how many were read.
 */
export async function readAnew(services: Reading): Promise<number> {
  const { store, log } = services;
  const digest = digestOf(readings);
  const underWay = `reading by halves ${digest}`;
  const { facts, read_to: reached } = await readingNow(store);
  if (facts === digest) return 0;
  // Read before anything of the record is: what is read anew from here on is read by these acts, or later ones.
  const { version } = await mapsOf(store).load();
  const known = facts === underWay ? (reached ?? []) : undefined;
  const halves = HALVES.map((within, n): Rest => ({ within, after: known?.[n] ?? undefined }));
  await store.write(async (transaction) => {
    if (!known) return beginReading(transaction, underWay, HALVES.length);
    for (const half of halves) await forgetBehind(transaction, half);
  });
  const progress = progressTo(log);
  const byType = projectionsByType(store);
  const ends = await Promise.allSettled(
    halves.map((half, n) => readHalf(services, half, { half: n, progress, byType })),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await store.write((transaction) => endReading(transaction, digest, known ? undefined : { version, at: new Date() }));
  return progress.count();
}

type Told = { readonly half: number; readonly progress: Progress; readonly byType: ByType };

/** One page is read while the one before it is written. Where it breaks off nothing of it is under way any more. */
async function readHalf({ store, repository }: Reading, rest: Rest, { half, progress, byType }: Told): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const page of everyOf(repository, [...byType.keys()], rest)) {
      const read = rowsOf(page, byType);
      await writing;
      writing = store.write((transaction) => keepPage(transaction, { page, half, read }));
      writing.catch(() => undefined);
      progress.tell(half, page);
    }
  } finally {
    await writing;
  }
}

type Progress = {
  readonly tell: (half: number, page: readonly Stored[]) => void;
  readonly count: () => number;
};

/** People lie evenly over the buckets. */
function progressTo(log: Reading['log']): Progress {
  const reached = HALVES.map(([from]) => from);
  let count = 0;
  return {
    count: () => count,
    tell: (half, page) => {
      count += page.length;
      reached[half] = page.at(-1)?.bkt ?? 0;
      const done = HALVES.reduce((all, [from], n) => all + (reached[n] ?? from) - from, 0);
      log.info({ count, percent: Math.floor((100 * done) / BUCKETS) }, 'insight: reading facts anew');
    },
  };
}

type Page = { readonly page: readonly Stored[]; readonly half: number; readonly read: Read };

/** With the place, so that what is kept and how far it is are never two things. */
async function keepPage(transaction: Writing, { page, half, read }: Page): Promise<void> {
  // What a power cut takes is read again; the last transaction waits for the disk, and all before it with that.
  await transaction.run(sql`set local synchronous_commit = off`);
  for (const [table, rows] of read) await transaction.copy(INTO.get(table) ?? sql.empty, rows);
  const last = page.at(-1);
  if (last) await keepReadTo(transaction, half, last);
}

type ByType = ReadonlyMap<string, readonly Projection[]>;

function projectionsByType(store: Reading['store']): ByType {
  const types = new Map<string, readonly Projection[]>();
  for (const projection of projectionsOn(store))
    for (const type of projection.types) types.set(type, [...(types.get(type) ?? []), projection]);
  return types;
}

const KEY = ['bkt', 'typ', 'id', 'cmp', 'org'];
const INTO: ReadonlyMap<string, Sql> = new Map(
  projections.map((projection) => {
    const names = [...KEY, ...projection.columns.map(({ name }) => name)];
    return [projection.table, sql.raw(`${projection.table} (${names.join(', ')})`)];
  }),
);

/** Rows of each table, as they are copied. */
type Read = ReadonlyMap<string, string>;

/** Each resource is parsed once, however many tables tell of it. */
function rowsOf(page: readonly Stored[], byType: ByType): Read {
  const read = new Map<string, string>();
  for (const { lab, body, updated, bkt, type, id, cmp, org } of page) {
    if ((lab & RESTRICTED_USE) !== 0) continue;
    const resource = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const key = [bkt, typeNumber(type), id, cmp, org];
    for (const projection of byType.get(type) ?? []) {
      const rows = projection.rows(resource, updated, org);
      if (rows.length === 0) continue;
      let text = read.get(projection.table) ?? '';
      for (const values of rows) text += copyRow([...key, ...values]);
      read.set(projection.table, text);
    }
  }
  return read;
}
