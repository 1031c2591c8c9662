import { parseExact, parseSearch, printExact, printSearch } from '#fhir';
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Case } from './case.ts';

/** A rule that an answer breaks, and how. */
export type Fault = { readonly rule: string; readonly text: string };

/** What holds for every answer: it is there, and it is what was asked for, or a refusal that says of what. */
export function faultsOf(one: Case, answer: Answer): readonly Fault[] {
  const { status } = answer;
  if (status === 0) return [{ rule: 'answer', text: 'the connection was closed, or stayed silent' }];
  if (status >= 500) return [{ rule: 'status', text: `${status} ${answer.body.slice(0, 300)}` }];
  if (one.method === 'HEAD') return [];
  if (one.kind === 'intake') return lineFaults(answer);
  if (status >= 400) return outcomeFaults(answer);
  if (status === 304 || status === 204) return [];
  if (status < 200 || status >= 300) return [{ rule: 'status', text: String(status) }];
  return one.kind === 'bundle' ? entryFaults(answer) : [...keptFaults(one, answer), ...jsonFaults(answer)];
}

/** parse(print(ast)) = ast, and the server reads what we read. */
export function searchFaults(one: Case): readonly Fault[] {
  try {
    return roundTripFaults(one);
  } catch (error) {
    return [{ rule: 'print', text: String(error) }];
  }
}

function roundTripFaults(one: Case): readonly Fault[] {
  const at = one.target.indexOf('?');
  const type = /^\/(\w+)\?/.exec(one.target)?.[1];
  if (at === -1 || type === undefined || one.method !== 'GET') return [];
  const parameters = [...new URLSearchParams(one.target.slice(at + 1))];
  const read = parseSearch(type, parameters, 'lenient');
  if (!read.ok) return [];
  const printed = printSearch(read.value);
  const again = parseSearch(type, printed, 'strict');
  const text = JSON.stringify(printed).slice(0, 500);
  if (!again.ok) return [{ rule: 'print', text: `${text} is refused: ${again.refusals[0].text}` }];
  const same = isDeepStrictEqual({ ...again.value, used: [] }, { ...read.value, used: [] });
  return same ? [] : [{ rule: 'print', text: `${text} is read as another search` }];
}

type Issue = {
  readonly severity?: unknown;
  readonly code?: unknown;
  readonly details?: { readonly coding?: readonly { readonly code?: string }[]; readonly text?: unknown };
  readonly expression?: readonly unknown[];
};

function outcomeFaults(answer: Answer): readonly Fault[] {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/fhir+json'))
    return [{ rule: 'outcome', text: `${answer.status} with content-type '${type}'` }];
  return issueFaults(parsed(answer.body));
}

function issueFaults(outcome: unknown): readonly Fault[] {
  const { resourceType, issue } = (outcome ?? {}) as { resourceType?: unknown; issue?: readonly Issue[] };
  if (resourceType !== 'OperationOutcome' || !Array.isArray(issue) || issue.length === 0)
    return [{ rule: 'outcome', text: `no OperationOutcome: ${JSON.stringify(outcome)?.slice(0, 300)}` }];
  return (issue as readonly Issue[]).flatMap((each) => {
    const text = each.details?.text;
    const whole =
      each.severity === 'error' && typeof each.code === 'string' && typeof text === 'string' && text.length > 10;
    if (!whole || text.length > 4_000) return [{ rule: 'issue', text: JSON.stringify(each).slice(0, 300) }];
    return namesPlace(each, text) ? [] : [{ rule: 'place', text: JSON.stringify(each).slice(0, 400) }];
  });
}

/** A place: the element or parameter, a character of the body, or all of it where all of it is at fault. */
function namesPlace({ expression, details }: Issue, text: string): boolean {
  const [place] = expression ?? [];
  if (typeof place === 'string' && place.trim() !== '') return true;
  return /\b(?:character|byte) \d/.test(text) || WHOLE.has(details?.coding?.[0]?.code ?? '');
}

/** Refusals of a request as a whole, whose text says which part of it: an address, a header, the body altogether. */
const WHOLE = new Set([
  'http.address',
  'http.criteria',
  'http.method',
  'http.no-such-id',
  'http.no-such-path',
  'http.nothing-here',
  'http.operation',
  'http.compartment',
  'http.too-long',
  'http.too-long-head',
  'http.unknown-type',
  'http.unreadable',
  'json.not-an-object',
  'json.too-long',
  'json.too-many-values',
  'repository.deleted',
  'repository.multiple-matches',
  'repository.no-match',
  'repository.no-version',
  'repository.not-found',
  'repository.stale',
  'search.no-criteria',
  'search.too-costly',
  'search.too-many-included',
  'search.too-many-parameters',
]);

/** The answer to a file is lines: how far it is, then a report that names each line refused, or refusals. */
function lineFaults({ status, body }: Answer): readonly Fault[] {
  const all = body.trimEnd().split('\n').map(parsed) as readonly (Lines | undefined)[];
  const last = all.at(-1);
  if (all.some((line) => line === undefined) || last === undefined) return [{ rule: 'json', text: body.slice(-300) }];
  const { report, refusals } = last;
  if (report !== undefined && status === 200)
    return report.refused
      .filter(({ line, code, why }) => !(line > 0 && /^[a-z]+\.[a-z0-9-]+$/.test(code) && why.length > 10))
      .map((one) => ({ rule: 'line', text: JSON.stringify(one).slice(0, 300) }));
  if (!Array.isArray(refusals) || refusals.length === 0) return [{ rule: 'outcome', text: body.slice(-300) }];
  return refusals
    .filter(({ code, type, text }) => OURS.has(type) || !/^[a-z]+\.[a-z0-9-]+$/.test(code) || text.length < 10)
    .map((one) => ({ rule: 'status', text: JSON.stringify(one).slice(0, 300) }));
}

type Told = { readonly code: string; readonly type: string; readonly text: string };
type Lines = {
  readonly report?: {
    readonly refused: readonly { readonly line: number; readonly code: string; readonly why: string }[];
  };
  readonly refusals?: readonly Told[];
};

/** What would have been a 5xx, had the status not been sent before. */
const OURS = new Set(['exception', 'transient', 'timeout']);

/** Each answer in a bundle of answers by the same rules. */
function entryFaults(answer: Answer): readonly Fault[] {
  const bundle = parsed(answer.body) as
    | { readonly entry?: readonly { readonly response?: { readonly status?: string; readonly outcome?: unknown } }[] }
    | undefined;
  if (answer.body === '' || bundle === undefined) return [{ rule: 'json', text: answer.body.slice(0, 300) }];
  return (bundle.entry ?? []).flatMap(({ response }) => {
    const status = Number(response?.status?.slice(0, 3));
    if (!(status >= 200 && status < 500))
      return [{ rule: 'status', text: `an entry: ${JSON.stringify(response).slice(0, 300)}` }];
    return status >= 400 ? issueFaults(response?.outcome) : [];
  });
}

function jsonFaults({ body }: Answer): readonly Fault[] {
  return body === '' || parsed(body) !== undefined ? [] : [{ rule: 'json', text: body.slice(0, 300) }];
}

/** What was taken is kept as it was sent, to the digit; id and meta are the server's to add to. */
function keptFaults(one: Case, answer: Answer): readonly Fault[] {
  const isWrite =
    one.kind === 'resource' && (one.method === 'POST' || one.method === 'PUT') && !one.target.includes('$');
  const isAsSent =
    answer.body.startsWith('{"resourceType"') &&
    one.headers?.['if-none-exist'] === undefined &&
    one.headers?.['prefer'] === undefined;
  if (!isWrite || !isAsSent) return [];
  const [sent, kept] = [contentOf(one.body?.toString('utf8') ?? ''), contentOf(answer.body)];
  return sent === kept ? [] : [{ rule: 'kept', text: `sent ${sent.slice(0, 300)}, kept ${kept.slice(0, 300)}` }];
}

function contentOf(text: string): string {
  const read = parseExact(text.replace(/^\ufeff/, ''));
  if (!read.ok || !(read.value instanceof Map)) return text;
  const content = new Map(read.value);
  for (const name of ['id', 'meta', 'resourceType']) content.delete(name);
  return printExact(content);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
