import {
  type Outcome,
  accepted,
  isPatientCompartmentType,
  parseSearch,
  parseSearchAcross,
  printSearch,
  RESOURCE_TYPES,
  refuse,
  refused,
  type SearchAst,
  type SearchParameter,
  typesOf,
} from '#fhir';
import { type Reader, Timeout } from '#store';
import type { AcrossRequest, SearchPage, SearchRequest, Stored } from '../repository.ts';
import { answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { checked } from './check.ts';
import { PAGE_PARAMETER, placeOf } from './page-token.ts';
import { presentTypes } from './present.ts';
import { resolvedFor } from './resolve.ts';
import { type FoundRow, storedOf } from './rows.ts';
import { asksByWords } from '../wording/asked.ts';
import { pageStatement, type Question } from './statement.ts';

/** FHIR search: https://hl7.org/fhir/R4/search.html, answered with what the asker may see and nothing else. */
export async function searchIn(reader: Reader, asking: Asking, request: SearchRequest): Promise<Outcome<SearchPage>> {
  const { place, parameters } = apart(request.parameters);
  const parsed = parseSearch(request.type, parameters, request.handling);
  if (!parsed.ok) return parsed;
  const { compartment } = request;
  const asked = JSON.stringify([parsed.value.type, compartment ?? null, printSearch(parsed.value)]);
  return run(reader, asking, { asts: [parsed.value], used: parsed.value.used, asked, place, compartment });
}

/** The same over several types, or over all there are. */
export async function searchAcrossIn(
  reader: Reader,
  asking: Asking,
  request: AcrossRequest,
): Promise<Outcome<SearchPage>> {
  const { place, parameters } = apart(request.parameters);
  const { compartment } = request;
  const named = typesOf(parameters);
  if (!named.ok) return named;
  const possible = compartment === undefined ? RESOURCE_TYPES : RESOURCE_TYPES.filter(isPatientCompartmentType);
  const types = named.value ?? possible;
  const outside = types.find((type) => !possible.includes(type));
  if (outside !== undefined) {
    const text = `${outside} is in nobody's compartment; ask for it without one.`;
    return refuse('value', 'search.value', text, '_type');
  }
  const others = parameters.filter(([name]) => name !== '_type');
  const parsed = parseSearchAcross(types, others, request.handling);
  if (!parsed.ok) return parsed;
  const [first] = parsed.value as readonly [SearchAst, ...SearchAst[]];
  const used = [...parameters.filter(([name]) => name === '_type'), ...includesBehind(first.used, others)];
  const asked = JSON.stringify([types, compartment ?? null, printSearch(first)]);
  return run(reader, asking, { asts: parsed.value, used, asked, place, compartment });
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
  const refusal = checkedFor(asking, [parsed.value]);
  if (refusal) return refused(refusal);
  return timely(async () => {
    const resolved = await resolvedFor(reader, asking, parsed.value);
    if (!resolved.ok) return resolved;
    // Two of them tell enough, whatever their order.
    const ast = { ...parsed.value, sort: [] };
    const statement = pageStatement({ ast, resolved: resolved.value }, asking, { limit: 2 });
    return accepted((await reader.all<FoundRow>(statement)).map(storedOf));
  });
}

function checkedFor({ tells }: Asking, asts: readonly SearchAst[]) {
  return checked(asts) ?? (tells && asksByWords(asts, tells));
}

type Run = {
  /** A search of several types has a tree for each. */
  readonly asts: readonly SearchAst[];
  readonly used: readonly SearchParameter[];
  /** What the place of a next page belongs to. */
  readonly asked: string;
  readonly place: string | undefined;
  readonly compartment: string | undefined;
};

async function run(reader: Reader, asking: Asking, { asts, used, asked, place, compartment }: Run) {
  const refusal = checkedFor(asking, asts);
  if (refusal) return refused(refusal);
  const from = place === undefined ? accepted(undefined) : placeOf(place, asked, asking);
  if (!from.ok) return from;
  return timely(async () => {
    const questions: Question[] = [];
    const types = await presentTypes(reader, asking, { types: asts.map(({ type }) => type), compartment });
    for (const ast of asts.filter(({ type }) => types.has(type))) {
      const resolved = await resolvedFor(reader, asking, ast);
      if (!resolved.ok) return resolved;
      questions.push({ ast, resolved: resolved.value, ...(compartment === undefined ? {} : { compartment }) });
    }
    const [{ count, summary, total }] = asts as readonly [SearchAst, ...SearchAst[]];
    const across = asts.length > 1;
    return answer(reader, asking, {
      questions,
      across,
      shape: { count, summary, total },
      used,
      asked,
      from: from.value,
    });
  });
}

/** The place of the page, apart from what is asked. */
function apart(parameters: readonly SearchParameter[]) {
  return {
    place: parameters.find(([name]) => name === PAGE_PARAMETER)?.[1],
    parameters: parameters.filter(([name]) => name !== PAGE_PARAMETER),
  };
}

/** Includes were read apart from the rest. */
function includesBehind(used: readonly SearchParameter[], all: readonly SearchParameter[]): readonly SearchParameter[] {
  return all.filter((pair) => used.includes(pair) || /^_(rev)?include(:|$)/.test(pair[0]));
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
