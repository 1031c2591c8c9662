import { type Outcome, accepted, parseSearch, printSearch, refuse, refused } from '#fhir';
import { type Reader, Timeout } from '#store';
import type { SearchPage, SearchRequest, Stored } from '../repository.ts';
import type { Asking } from './asking.ts';
import { checked } from './check.ts';
import { includedWith } from './include.ts';
import type { Cursor } from './order.ts';
import { nextToken, PAGE_PARAMETER, type Place, placeOf } from './page-token.ts';
import { linksOf } from './resolve.ts';
import { type FoundRow, storedOf } from './rows.ts';
import { countStatement, pageStatement, type Question } from './statement.ts';

const DEFAULT_COUNT = 20;

/** FHIR search: https://hl7.org/fhir/R4/search.html, answered with what the asker may see and nothing else. */
export async function searchIn(reader: Reader, asking: Asking, request: SearchRequest): Promise<Outcome<SearchPage>> {
  const place = request.parameters.find(([name]) => name === PAGE_PARAMETER)?.[1];
  const parameters = request.parameters.filter(([name]) => name !== PAGE_PARAMETER);
  const parsed = parseSearch(request.type, parameters, request.handling);
  if (!parsed.ok) return parsed;
  const refusal = checked(parsed.value);
  if (refusal) return refused(refusal);
  const { compartment } = request;
  const asked = JSON.stringify([parsed.value.type, compartment ?? null, printSearch(parsed.value)]);
  const from = place === undefined ? accepted(undefined) : placeOf(place, asked, asking);
  if (!from.ok) return from;
  return timely(async () => {
    const links = await linksOf(reader, asking, parsed.value);
    if (!links.ok) return links;
    const question = { ast: parsed.value, links: links.value, ...(compartment === undefined ? {} : { compartment }) };
    return answer(reader, asking, { question, asked, from: from.value });
  });
}

/** The visible resources that match the criteria of a conditional interaction: at most two, which is enough to tell none, one and many. */
export async function matchIn(
  reader: Reader,
  asking: Asking,
  { type, criteria }: { readonly type: string; readonly criteria: string },
): Promise<Outcome<readonly Stored[]>> {
  const parsed = parseSearch(type, [...new URLSearchParams(criteria)], 'strict');
  if (!parsed.ok) return parsed;
  if (parsed.value.filters.length === 0) {
    return refuse('invalid', 'search.no-criteria', `'${criteria}' names no criteria, so every ${type} would match.`);
  }
  const refusal = checked(parsed.value);
  if (refusal) return refused(refusal);
  return timely(async () => {
    const links = await linksOf(reader, asking, parsed.value);
    if (!links.ok) return links;
    const statement = pageStatement({ ast: parsed.value, links: links.value }, asking, { limit: 2 });
    return accepted((await reader.all<FoundRow>(statement)).map(storedOf));
  });
}

type Work = { readonly question: Question; readonly asked: string; readonly from: Place | undefined };

async function answer(reader: Reader, asking: Asking, { question, asked, from }: Work): Promise<Outcome<SearchPage>> {
  const { ast } = question;
  const used = ast.used;
  if (ast.count === 0 || ast.summary === 'count') {
    return accepted({ entries: [], total: await totalOf(reader, asking, question), used, countOnly: true });
  }
  const count = ast.count ?? DEFAULT_COUNT;
  const limit = count + 1;
  const page = from === undefined ? { limit } : { limit, cursor: from.cursor };
  const rows = await reader.all<FoundRow>(pageStatement(question, asking, page));
  const matches = rows.slice(0, count).map(storedOf);
  const included = await includedWith(reader, asking, { ast, matches });
  if (!included.ok) return included;
  const total = await toldTotal(reader, asking, {
    question,
    from,
    found: rows.length <= count ? rows.length : undefined,
  });
  const last = rows.length > count ? rows[count - 1]?.place : undefined;
  return accepted({
    entries: [
      ...matches.map((resource) => ({ mode: 'match' as const, resource })),
      ...included.value.map((resource) => ({ mode: 'include' as const, resource })),
    ],
    ...(total === undefined ? {} : { total }),
    used,
    ...(last === undefined ? {} : { next: nextToken(placeBehind(last, total), asked, asking) }),
    countOnly: false,
  });
}

function placeBehind(cursor: Cursor, total: number | undefined): Place {
  return total === undefined ? { cursor } : { cursor, total };
}

type Told = { readonly question: Question; readonly from: Place | undefined; readonly found: number | undefined };

/** Always exact unless nobody wants it; a first page that is complete has counted itself, and later pages repeat the first. */
async function toldTotal(reader: Reader, asking: Asking, { question, from, found }: Told): Promise<number | undefined> {
  if (question.ast.total === 'none') return undefined;
  if (from !== undefined) return from.total;
  return found ?? totalOf(reader, asking, question);
}

async function totalOf(reader: Reader, asking: Asking, question: Question): Promise<number> {
  return (await reader.first<{ total: number }>(countStatement(question, asking)))?.total ?? 0;
}

async function timely<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Timeout)) throw error;
    return refuse(
      'too-costly',
      'search.timeout',
      'This search took too long and was stopped. Narrow it: name a person, a code with its system, or a period.',
    );
  }
}
