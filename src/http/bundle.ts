import type { Refusal } from '#fhir';
import type { EntryAnswer, HistoryEntry, HistoryPage, SearchPage, Stored, Written } from '#repository';
import { etagOf } from './answer.ts';
import { operationOutcome } from './outcome.ts';
import { statusLine, statusOf } from './status.ts';

/** Bundles are put together from the bodies as they lie in the store: nothing of a resource is parsed or printed here. */

export type Link = { readonly relation: 'self' | 'next'; readonly url: string };

/** Cuts a body down where the search asked for it (`_elements`, `_summary`); else the body as it is. */
export type Cut = (body: string, mode: 'match' | 'include') => string;

export function searchset(base: string, page: SearchPage, links: readonly Link[], cut: Cut): string {
  const entries = page.countOnly
    ? []
    : page.entries.map(({ mode, resource }) => {
        const body = cut(resource.body, mode);
        return `{${fullUrl(base, resource)},"resource":${body},"search":{"mode":"${mode}"}}`;
      });
  const total = page.total === undefined ? '' : `,"total":${page.total}`;
  return bundle('searchset', `${total},"link":${JSON.stringify(links)}`, entries);
}

export function historyBundle(
  base: string,
  { entries, whole }: HistoryPage,
  { links, cut }: { readonly links: readonly Link[]; readonly cut: Cut },
): string {
  const total = whole ? `,"total":${entries.length}` : '';
  const versions = entries.map((version) => historyEntry(base, version, cut));
  return bundle('history', `${total},"link":${JSON.stringify(links)}`, versions);
}

const REQUEST = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const;
const STATUS = { create: 201, update: 200, delete: 204 } as const;

function historyEntry(base: string, version: HistoryEntry, cut: Cut): string {
  const { type, id, op, body } = version;
  const url = op === 'create' ? type : `${type}/${id}`;
  const resource = body === undefined ? '' : `"resource":${cut(body, 'match')},`;
  const response = responseOf(STATUS[op], version, false);
  return `{${fullUrl(base, version)},${resource}"request":{"method":"${REQUEST[op]}","url":"${url}"},"response":${response}}`;
}

export type ResponseOptions = {
  readonly base: string;
  readonly kind: 'transaction' | 'batch';
  readonly bodies: boolean;
};

export function responseBundle(answers: readonly EntryAnswer[], options: ResponseOptions): string {
  return bundle(
    `${options.kind}-response`,
    '',
    answers.map((answer) => (answer.ok ? entryOf(answer.value, options) : refusedEntry(answer.refusals))),
  );
}

type Answered = { readonly written?: Written; readonly read?: Stored; readonly page?: SearchPage };

function entryOf({ written, read, page }: Answered, { base, bodies }: ResponseOptions): string {
  if (page) {
    const set = searchset(base, page, [], (body) => body);
    return `{"resource":${set},"response":{"status":"${statusLine(200)}"}}`;
  }
  if (read) return `{${fullUrl(base, read)},"resource":${read.body},"response":${responseOf(200, read, false)}}`;
  if (!written) return `{"response":{"status":"${statusLine(200)}"}}`;
  // A deletion that found nothing to delete has no body either.
  if (written.effect === 'same' && written.body === undefined) return `{"response":{"status":"${statusLine(204)}"}}`;
  const gone = written.effect === 'deleted';
  const response = responseOf(writtenStatus(written.effect), written, !gone);
  const resource = bodies && !gone && written.body !== undefined ? `"resource":${written.body},` : '';
  return gone ? `{"response":${response}}` : `{${fullUrl(base, written)},${resource}"response":${response}}`;
}

function refusedEntry(refusals: readonly [Refusal, ...Refusal[]]): string {
  const status = statusLine(statusOf(refusals[0]));
  return `{"response":{"status":"${status}","outcome":${operationOutcome(refusals)}}}`;
}

export function writtenStatus(effect: Written['effect']): number {
  if (effect === 'created') return 201;
  return effect === 'deleted' ? 204 : 200;
}

type Versioned = { readonly type: string; readonly id: string; readonly version: number; readonly updated: Date };

function responseOf(status: number, { type, id, version, updated }: Versioned, located: boolean): string {
  const location = located ? `"location":"${type}/${id}/_history/${version}",` : '';
  const etag = JSON.stringify(etagOf(version));
  return `{"status":"${statusLine(status)}",${location}"etag":${etag},"lastModified":"${updated.toISOString()}"}`;
}

function fullUrl(base: string, { type, id }: { readonly type: string; readonly id: string }): string {
  return `"fullUrl":"${base}/${type}/${id}"`;
}

function bundle(type: string, middle: string, entries: readonly string[]): string {
  // FHIR has no empty arrays.
  const entry = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`;
  return `{"resourceType":"Bundle","type":"${type}"${middle}${entry}}`;
}
