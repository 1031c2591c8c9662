import { type Outcome, accepted, type SearchAst, type SearchParameter } from '#fhir';
import type { Reader } from '#store';
import type { SearchPage, Stored } from '../repository.ts';
import type { Asking } from './asking.ts';
import { includedWith } from './include.ts';
import { type Cursor, cursorIn } from './order.ts';
import { nextToken, type Place } from './page-token.ts';
import { type FoundRow, storedOf } from './rows.ts';
import { hasToBeSorted, sortedRows } from './sorted.ts';
import { countStatement, pageStatement, type Question, unitedStatement } from './statement.ts';

const DEFAULT_COUNT = 20;

/** What is asked of the record, one question a type, and how the answer is to look. */
export type Work = {
  readonly questions: readonly Question[];
  /** Several types were asked for, whether or not anything of more than one is there: the answer looks the same. */
  readonly across: boolean;
  readonly shape: { readonly [K in 'count' | 'summary' | 'total']: SearchAst[K] | undefined };
  readonly used: readonly SearchParameter[];
  readonly asked: string;
  readonly from: Place | undefined;
};

/** A page of a search that was checked. */
export async function answer(reader: Reader, asking: Asking, work: Work): Promise<Outcome<SearchPage>> {
  const { questions, across, shape, used, asked, from } = work;
  if (shape.count === 0 || shape.summary === 'count') {
    return accepted({ entries: [], total: await totalOf(reader, asking, questions), used, countOnly: true });
  }
  const count = shape.count ?? DEFAULT_COUNT;
  const found = await rowsOf(reader, asking, { questions, across, limit: count + 1, cursor: from?.cursor });
  if (!found.ok) return found;
  const rows = found.value;
  const matches = rows.slice(0, count).map(storedOf);
  const included = await alongWith(reader, asking, { questions, matches });
  if (!included.ok) return included;
  const total = await toldTotal(reader, asking, { work, found: rows.length <= count ? rows.length : undefined });
  const last = rows.length > count ? rows[count - 1]?.place : undefined;
  return accepted({
    entries: [
      ...matches.map((resource) => ({ mode: 'match' as const, resource })),
      ...included.value.map((resource) => ({ mode: 'include' as const, resource })),
    ],
    ...(total === undefined ? {} : { total }),
    used,
    ...(last === undefined ? {} : { next: nextToken(placeBehind(cursorIn(last), total), asked, asking) }),
    countOnly: false,
  });
}

type Paged = Pick<Work, 'questions' | 'across'> & { readonly limit: number; readonly cursor: Cursor | undefined };

async function rowsOf(reader: Reader, asking: Asking, paged: Paged): Promise<Outcome<readonly FoundRow[]>> {
  const { questions, across, limit, cursor } = paged;
  const [only] = questions;
  if (only === undefined) return accepted([]);
  if (!across && hasToBeSorted(only.ast)) {
    return sortedRows(reader, asking, { question: only, limit, cursor });
  }
  const page = cursor === undefined ? { limit } : { limit, cursor };
  const one = across ? unitedStatement(questions, asking, page) : pageStatement(only, asking, page);
  return accepted(await reader.all<FoundRow>(one));
}

type Found = { readonly questions: readonly Question[]; readonly matches: readonly Stored[] };

/** The includes of a search over several types are those of each of them. */
async function alongWith(reader: Reader, asking: Asking, { questions, matches }: Found) {
  const [first] = questions;
  return first === undefined ? accepted([]) : includedWith(reader, asking, { ast: first.ast, matches });
}

function placeBehind(cursor: Cursor, total: number | undefined): Place {
  return total === undefined ? { cursor } : { cursor, total };
}

type Told = { readonly work: Work; readonly found: number | undefined };

/** Always exact unless nobody wants it; a first page that is complete has counted itself, and later pages repeat the first. */
async function toldTotal(reader: Reader, asking: Asking, { work, found }: Told): Promise<number | undefined> {
  const { questions, shape, from } = work;
  if (shape.total === 'none') return undefined;
  if (from !== undefined) return from.total;
  return found ?? totalOf(reader, asking, questions);
}

async function totalOf(reader: Reader, asking: Asking, questions: readonly Question[]): Promise<number> {
  let sum = 0;
  for (const question of questions) {
    sum += (await reader.first<{ total: number }>(countStatement(question, asking)))?.total ?? 0;
  }
  return sum;
}
