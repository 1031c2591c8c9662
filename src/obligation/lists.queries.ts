import { type Reader, type Sql, sql } from '#store';
import { accountOf, promisedTo, type Seer, seenBy } from './may.ts';
import type { StandingObligation } from './obligations.ts';
import type { Row } from './row.ts';
import type { Question } from './view.ts';

export type Side = 'owed-by' | 'owed-to' | 'late' | 'promised';

export type Listing = {
  readonly seer: Seer;
  readonly overseers: readonly number[];
  readonly side: Side;
  readonly question: Question;
  readonly now: Date;
};

export const LIMIT = 50;
const LIMIT_MAX = 500;

/**
 * A page of a list, one row more than asked where there is more. Open ones by when they are due, those whose clock stands last;
 * closed ones the newest first. Plan: obligation_owner, obligation_owed or their likes for closed ones.
 */
export async function listed(reader: Reader, listing: Listing): Promise<readonly Row[]> {
  const { seer, overseers, question } = listing;
  const closed = question.state === 'closed';
  const order = closed ? sql`o.closed desc, o.id` : sql`coalesce(o.due, 'infinity'), o.id`;
  return reader.all<Row>(sql`
    select o.* from obligation o
    where ${sideOf(listing)} and ${stateOf(question)} and ${listing.side === 'promised' ? promisedTo(seer) : seenBy(seer, overseers)} and ${afterOf(question, closed)}
    order by ${order} limit ${limitOf(question) + 1}`);
}

/** One that may be seen. */
export async function found(
  reader: Reader,
  seer: Seer,
  overseers: readonly number[],
  id: string,
): Promise<Row | undefined> {
  return reader.first<Row>(
    sql`select o.* from obligation o where o.id = ${id} and (${seenBy(seer, overseers)} or ${promisedTo(seer)})`,
  );
}

const STANDING_MAX = 5_000;

/** What an organisation owes and has not kept, soonest first. Plan: obligation_owner. */
export async function standing(
  reader: Reader,
  owner: number,
  kinds?: readonly string[],
): Promise<readonly StandingObligation[]> {
  const of = kinds === undefined ? sql`` : sql`and o.kind = any(${kinds}::text[])`;
  const rows = await reader.all<Row>(sql`
    select o.* from obligation o where o.owner = ${owner} and o.closed is null ${of}
    order by coalesce(o.due, 'infinity'), o.id limit ${STANDING_MAX}`);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    ...(row.key === null || isAbout(row) ? {} : { key: row.key }),
    title: isAbout(row) ? row.kind.replaceAll('-', ' ') : row.title,
    aboutPerson: isAbout(row),
    role: row.owner_role,
    ...(row.holder === null ? {} : { holder: row.holder }),
    ...(row.due === null ? {} : { due: row.due }),
    ...(row.because === null || isAbout(row) ? {} : { because: row.because }),
    ...(row.page === null || isAbout(row) ? {} : { page: row.page }),
  }));
}

function isAbout({ concerns, cmp }: Row): boolean {
  return concerns !== null || cmp !== '0';
}

export function limitOf({ limit }: Question): number {
  return Math.max(1, Math.min(LIMIT_MAX, Math.trunc(limit ?? LIMIT)));
}

/** Where a page ended. It says nothing but what its last row shows. */
export function placeAfter(row: Row, { state }: Question): string {
  const at = state === 'closed' ? row.closed : row.due;
  return `${at?.toISOString() ?? 'infinity'} ${row.id}`;
}

function afterOf({ after }: Question, closed: boolean): Sql {
  const [at = '', id = ''] = (after ?? '').split(' ');
  if (at !== 'infinity' && Number.isNaN(Date.parse(at))) return sql`true`;
  if (closed) {
    return at === 'infinity'
      ? sql`true`
      : sql`(o.closed < ${at}::timestamptz or (o.closed = ${at}::timestamptz and o.id > ${id}))`;
  }
  return sql`(coalesce(o.due, 'infinity'), o.id) > (${at}::timestamptz, ${id})`;
}

function stateOf({ state = 'open' }: Question): Sql {
  if (state === 'all') return sql`true`;
  return state === 'open' ? sql`o.closed is null` : sql`o.closed is not null`;
}

function sideOf({ seer, side, question, now }: Listing): Sql {
  const { organization, role, viewer } = seer;
  const owedBy = role === 'person' ? sql`false` : sql`o.owner = ${organization}`;
  const owedTo = role === 'person' ? sql`o.owed_person = ${viewer}` : sql`o.owed = ${organization}`;
  const seat = `${organization}/${role}`;
  switch (side) {
    case 'owed-by':
      return question.mine === true
        ? sql`${owedBy} and (o.owner_role = ${role} or o.holder = ${accountOf(seer)})`
        : owedBy;
    case 'owed-to':
      return question.mine === true && role !== 'person'
        ? sql`${owedTo} and (o.owed_role is null or o.owed_role = ${role})`
        : owedTo;
    case 'promised':
      return sql`true`;
    case 'late':
      // Within the answer-first period it is late for the owner alone.
      if (role === 'person') return sql`o.state = 'open' and o.owners_own_until <= ${now} and ${owedTo}`;
      return sql`o.state = 'open' and (
        (o.owner = ${organization} and o.due <= ${now})
        or (o.owners_own_until <= ${now} and (o.owner <> ${organization} or o.owed = ${organization}))
        or (o.due <= ${now} and ${seat} = any(o.told)))`;
  }
}
