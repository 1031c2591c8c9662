import type { Role } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Store, type Transaction } from '#store';
import type { SignalReason, SignalWord, Watch } from './contract.ts';
import type { Seen } from './watch.ts';

export type Sentinel = {
  readonly id: string;
  readonly change: string;
  readonly hoped: string;
  readonly organization: string;
  readonly role: Role;
  readonly since: Day;
  readonly watches: readonly Watch[];
  /** The measure that would show what is hoped, and where. */
  readonly hopedMeasure: string | null;
  readonly hopedPlace: string | null;
  readonly by: string;
  /** What said so, where nobody declared it: 'agreement:id/clause'. */
  readonly source: string | null;
  readonly ended: Date | null;
  readonly endedWords: string | null;
};

const MOST = 1_000;
/** A row a day: a hundred years. */
const MOST_DAYS = 36_600;

/** Those that are watched first, then the newest. */
export async function readSentinels(reader: Reader, id?: string): Promise<readonly Sentinel[]> {
  const rows = await reader.all<Omit<Sentinel, 'watches'> & { readonly watches: readonly Watch[] }>(sql`
    select id::text as id, change, hoped, organization, role, since::text as since, watches,
      hoped_measure as "hopedMeasure", hoped_place as "hopedPlace", declared_by as by, source, ended, ended_words as "endedWords"
    from insight_sentinel where ${id ?? ''} in ('', id::text) order by ended is not null, id desc limit ${MOST}`);
  return rows;
}

export async function keepSentinel(
  transaction: Transaction,
  made: Pick<
    Sentinel,
    'change' | 'hoped' | 'organization' | 'role' | 'since' | 'watches' | 'by' | 'hopedMeasure' | 'hopedPlace' | 'source'
  >,
  { principal, at }: { readonly principal: string; readonly at: Date },
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into insight_sentinel (change, hoped, organization, role, since, watches, hoped_measure, hoped_place, declared_by, principal, at, source)
    values (${made.change}, ${made.hoped}, ${made.organization}, ${made.role}, ${made.since}::date, ${JSON.stringify(made.watches)}::jsonb,
      ${made.hopedMeasure}, ${made.hopedPlace}, ${made.by}, ${principal}, ${at}, ${made.source})
    on conflict (source) where source is not null and ended is null do nothing returning id::text as id`);
  return row?.id ?? '';
}

/** Watched again: what said so holds again, with the same words. */
export async function reopenSentinel(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`
    update insight_sentinel s set ended = null, ended_words = null where s.id::text = ${id} and s.ended is not null
      and not exists (select from insight_sentinel o where o.source = s.source and o.ended is null)`);
}

export async function closeSentinel(store: Store, id: string, words: string, at: Date): Promise<boolean> {
  const row = await store.first(sql`
    update insight_sentinel set ended = ${at}, ended_words = ${words} where id::text = ${id} and ended is null returning 1 as one`);
  return row !== undefined;
}

export type Watching = {
  readonly series: number;
  readonly organization: number;
  /** Numbers of the packs whose people are counted. */
  readonly packs: readonly number[];
  readonly from: Day;
  readonly until: Day;
};

/**
 * Contacts a day of the people on the register. Plan: insight_activity_series, then insight_member by its key.
 * `until` is not counted any more.
 */
export async function countActivity(reader: Reader, asked: Watching): Promise<ReadonlyMap<Day, number>> {
  const rows = await reader.all<{ readonly at: Day; readonly count: number }>(sql`
    select a.at::text as at, count(*)::int as count from insight_activity a
    where a.series = ${asked.series} and a.org = ${asked.organization} and a.at >= ${asked.from}::date and a.at < ${asked.until}::date
      and exists (select from insight_member m join insight_state s on s.person = m.person
        where (m.bkt, m.cmp) = (a.bkt, a.cmp) and s.pack = any(${asked.packs}::smallint[]) and 1 = any(select c & 1 from unnest(s.counted) c))
    group by a.at limit ${MOST_DAYS}`);
  return new Map(rows.map(({ at, count }) => [at, count]));
}

/** The first day on which an organisation recorded such a contact of anybody; undefined where it never did. */
export async function firstKnown(reader: Reader, { series, organization }: Watching): Promise<Day | undefined> {
  const row = await reader.first<{ readonly at: Day | null }>(sql`
    select min(at)::text as at from insight_activity where series = ${series} and org = ${organization}`);
  return row?.at ?? undefined;
}

const MOST_CONTACTS = 2_000;

/** How many people on the register had such contacts. */
export async function countPeople(reader: Reader, asked: Watching): Promise<number> {
  const row = await reader.first<{ readonly count: number }>(sql`
    select count(distinct m.person)::int as count from insight_activity a join insight_member m on (m.bkt, m.cmp) = (a.bkt, a.cmp)
    where a.series = ${asked.series} and a.org = ${asked.organization} and a.at >= ${asked.from}::date and a.at < ${asked.until}::date
      and exists (select from insight_state s where s.person = m.person
        and s.pack = any(${asked.packs}::smallint[]) and 1 = any(select c & 1 from unnest(s.counted) c))`);
  return row?.count ?? 0;
}

export type SignalRow = {
  readonly id: string;
  readonly sentinel: string;
  readonly watch: number;
  readonly organization: string;
  readonly name: string;
  readonly found: Date;
  readonly since: Day;
  readonly until: Day;
  readonly counted: number;
  readonly expected: number;
  readonly people: number;
  readonly rules: readonly SignalReason[];
  readonly reviewed: Date | null;
  readonly words: readonly KeptWord[];
};

/** Why a decision did not wait is kept with it; who had not commented follows from the words before it. */
export type KeptWord = Omit<SignalWord, 'early'> & { readonly early: string | null };

const MOST_SIGNALS = 1_000;

/** Those to be reviewed first, then the newest, each with what was said about it. */
export async function readSignals(
  reader: Reader,
  by: { readonly sentinel?: string; readonly id?: string } = {},
): Promise<readonly SignalRow[]> {
  return reader.all<SignalRow>(sql`
    select s.id::text as id, s.sentinel::text as sentinel, s.watch, s.organization, s.name, s.found, s.since::text as since, s.until::text as until,
      s.counted, s.expected, s.people, s.rules, s.reviewed,
      coalesce((select jsonb_agg(jsonb_build_object('kind', w.kind, 'organization', w.organization, 'name', w.name, 'words', w.words, 'at', w.at, 'early', w.early)
        order by w.id) from insight_signal_word w where w.signal = s.id), '[]'::jsonb) as words
    from insight_signal s
    where ${by.sentinel ?? ''} in ('', s.sentinel::text) and ${by.id ?? ''} in ('', s.id::text)
    order by s.reviewed is not null, s.id desc limit ${MOST_SIGNALS}`);
}

export type Found = {
  readonly sentinel: string;
  readonly watch: number;
  readonly organization: string;
  readonly name: string;
  readonly seen: Seen;
  readonly people: number;
};

/** Keeps what is seen; one that stands already grows. Answers the id of one that is new. */
export async function keepSignal(transaction: Transaction, found: Found, at: Date): Promise<string | undefined> {
  const { sentinel, watch, organization, name, seen, people } = found;
  const row = await transaction.first<{ readonly id: string; readonly fresh: boolean }>(sql`
    insert into insight_signal as s (sentinel, watch, organization, name, found, since, until, counted, expected, people, rules)
    values (${sentinel}::bigint, ${watch}, ${organization}, ${name}, ${at}, ${seen.since}::date, ${seen.until}::date, ${seen.counted}, ${seen.expected},
      ${people}, ${seen.rules}::text[])
    on conflict (sentinel, watch, organization) where reviewed is null
    do update set until = excluded.until, counted = excluded.counted, expected = excluded.expected, people = excluded.people, rules = excluded.rules,
      since = least(s.since, excluded.since)
    returning s.id::text as id, s.xmax = 0 as fresh`);
  return row?.fresh ? row.id : undefined;
}

export async function keepWord(
  transaction: Transaction,
  signal: string,
  word: Omit<SignalWord, 'at' | 'early'> & { readonly early?: string },
  { principal, at }: { readonly principal: string; readonly at: Date },
): Promise<void> {
  await transaction.run(sql`
    insert into insight_signal_word (signal, kind, organization, name, principal, words, early, at)
    values (${signal}::bigint, ${word.kind}, ${word.organization}, ${word.name}, ${principal}, ${word.words}, ${word.early ?? null}, ${at})`);
}

/** Whether it stood open. */
export async function closeSignal(transaction: Transaction, signal: string, at: Date): Promise<boolean> {
  const row = await transaction.first(sql`
    update insight_signal set reviewed = ${at} where id::text = ${signal} and reviewed is null returning 1 as one`);
  return row !== undefined;
}

/** The last day up to which a feared effect was reviewed: what comes after is new. */
export async function reviewedUntil(
  reader: Reader,
  { sentinel, watch, organization }: Pick<Found, 'sentinel' | 'watch' | 'organization'>,
): Promise<Day | undefined> {
  const row = await reader.first<{ readonly until: Day | null }>(sql`
    select max(until)::text as until from insight_signal
    where sentinel::text = ${sentinel} and watch = ${watch} and organization = ${organization} and reviewed is not null`);
  return row?.until ?? undefined;
}

/** The contacts themselves, by their resource, with whose they are. */
export async function contactsOf(
  reader: Reader,
  asked: Watching,
): Promise<readonly { readonly id: string; readonly person: string }[]> {
  return reader.all(sql`
    select a.id, m.person from insight_activity a join insight_member m on (m.bkt, m.cmp) = (a.bkt, a.cmp)
    where a.series = ${asked.series} and a.org = ${asked.organization} and a.at >= ${asked.from}::date and a.at < ${asked.until}::date
      and exists (select from insight_state s where s.person = m.person and s.pack = any(${asked.packs}::smallint[]) and 1 = any(select c & 1 from unnest(s.counted) c))
    order by a.at desc limit ${MOST_CONTACTS}`);
}
