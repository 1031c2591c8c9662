import { isResourceType, type Outcome, accepted, parameterOf, refuse, typeNumber } from '#fhir';
import { type Store, sql, Timeout, type Transaction } from '#store';
import { fault } from '../fault.ts';
import { readSets } from '../label/keep.ts';
import { termKeeper } from '../write/terms.ts';
import { type PageQuestion, type Place, reindexPage } from './page.ts';

export type ReindexQuestion = {
  /** All types where absent. */
  readonly types?: readonly string[];
  /** Only resources that have a value for this search parameter. */
  readonly parameter?: string;
  /** From the beginning, where a run before was stopped. */
  readonly anew?: boolean;
};

export type ReindexProgress = {
  /** Resources looked at, those of a run that was stopped included. */
  readonly looked: number;
  readonly rewritten: number;
  /** How many there are; absent where counting them would take too long. */
  readonly total?: number;
};

/**
 * Brings what resources are found by, their class of data and their labels to what they would be if they were written now: for
 * rows that are older than a kind of index row. Page by page, each in a transaction of its own with its place, beside a program that
 * serves; nothing that is right is written, no version is made and the feed is told nothing.
 */
export async function reindex(
  store: Store,
  question: ReindexQuestion,
  { now, progress }: { readonly now: () => number; readonly progress?: (done: ReindexProgress) => void },
): Promise<Outcome<ReindexProgress>> {
  const read = readQuestion(question);
  if (!read.ok) return read;
  const what = nameOf(question);
  const keepTerms = termKeeper(store);
  await begin(store, what, { anew: question.anew === true, at: new Date(now()) });
  const total = await countOf(store, read.value);
  const asked = { ...read.value, sets: await readSets(store) };
  for (;;) {
    const { done, ...sums } = await store.write(async (transaction) => {
      const { after, looked, rewritten } = await placeOf(transaction, what);
      const page = await reindexPage(transaction, keepTerms, asked, after);
      fault('mid-reindex');
      await keepPlace(transaction, what, { last: page.last, ...page, at: new Date(now()) });
      return { done: page.last === undefined, looked: looked + page.looked, rewritten: rewritten + page.rewritten };
    });
    const told = { ...sums, ...(total === undefined ? {} : { total }) };
    progress?.(told);
    if (done) return accepted(told);
  }
}

type Asked = Omit<PageQuestion, 'sets'>;

function readQuestion({ types, parameter }: ReindexQuestion): Outcome<Asked> {
  const unknown = types?.find((type) => !isResourceType(type));
  if (unknown !== undefined) {
    return refuse('value', 'repository.reindex-type', `There is no resource type ${unknown} in FHIR R4.`);
  }
  if (parameter !== undefined && !types?.some((type) => parameterOf(type, parameter))) {
    const text = `None of the types asked for has a search parameter ${parameter}; name a type that has it.`;
    return refuse('value', 'repository.reindex-parameter', text);
  }
  return accepted({
    ...(types === undefined ? {} : { types: types.map(typeNumber) }),
    ...(parameter === undefined ? {} : { parameter }),
  });
}

function nameOf({ types, parameter }: ReindexQuestion): string {
  return `${types === undefined ? '*' : [...new Set(types)].sort().join(' ')}${parameter === undefined ? '' : ` ${parameter}`}`;
}

/** A run that has ended, or is to begin anew, begins at the first resource; one that was stopped keeps its place. */
async function begin(
  store: Store,
  what: string,
  { anew, at }: { readonly anew: boolean; readonly at: Date },
): Promise<void> {
  await store.run(sql`
    insert into reindexing (what, began) values (${what}, ${at}::timestamptz) on conflict (what) do update
    set bkt = null, typ = null, id = null, looked = 0, rewritten = 0, began = excluded.began, ended = null
    where ${anew}::boolean or reindexing.ended is not null`);
}

const COUNT_MS = 10_000;

async function countOf(store: Store, { types }: Asked): Promise<number | undefined> {
  const ofTypes = types === undefined ? sql.empty : sql` where typ = any(${[...types]}::smallint[])`;
  try {
    return await store.write(async (transaction) => {
      await transaction.run(sql`set local statement_timeout = ${sql.raw(String(COUNT_MS))}`);
      const row = await transaction.first<{ count: number }>(
        sql`select count(*)::int as count from resource${ofTypes}`,
      );
      return row?.count;
    });
  } catch (error) {
    if (error instanceof Timeout) return undefined;
    throw error;
  }
}

type Row = { readonly [K in keyof Place]: Place[K] | null } & { readonly looked: string; readonly rewritten: string };

/** Where the run has come to, locked: two that run at once take turns. */
async function placeOf(transaction: Transaction, what: string) {
  const row = await transaction.first<Row>(
    sql`select bkt, typ, id, looked, rewritten from reindexing where what = ${what} for update`,
  );
  if (!row) throw new Error('the place of a run is gone');
  const { bkt, typ, id, looked, rewritten } = row;
  const after = bkt === null || typ === null || id === null ? undefined : { bkt, typ, id };
  return { after, looked: Number(looked), rewritten: Number(rewritten) };
}

type Kept = {
  readonly last: Place | undefined;
  readonly looked: number;
  readonly rewritten: number;
  readonly at: Date;
};

async function keepPlace(transaction: Transaction, what: string, { last, looked, rewritten, at }: Kept): Promise<void> {
  const place = last
    ? sql`bkt = ${last.bkt}::smallint, typ = ${last.typ}::smallint, id = ${last.id}`
    : sql`ended = ${at}::timestamptz`;
  await transaction.run(sql`
    update reindexing set ${place}, looked = looked + ${looked}::bigint, rewritten = rewritten + ${rewritten}::bigint where what = ${what}`);
}
