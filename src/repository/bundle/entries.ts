import {
  accepted,
  applyFhirPathPatch,
  applyJsonPatch,
  applyMergePatch,
  isResourceType,
  type Outcome,
  type Refusal,
  refuse,
  type Scan,
  scan,
} from '#fhir';
import type { AdmissionRule } from '../context.ts';
import type { BundleEntry, SearchRequest } from '../repository.ts';
import { sameId } from '../write/decide.ts';
import type { Item } from '../write/item.ts';
import { type Prepared, prepare } from '../write/prepare.ts';

/** What an entry of a bundle asks for: a write, or something to be read after all writes. */
export type Asked =
  | { readonly does: 'write'; readonly item: Item }
  | { readonly does: 'read'; readonly type: string; readonly id: string; readonly version?: number }
  | { readonly does: 'search'; readonly request: SearchRequest };

type Address = {
  readonly type: string;
  readonly id: string | undefined;
  readonly version: number | undefined;
  readonly criteria: string | undefined;
};

/** Understands one entry; whatever is wrong with it is said with its place in the bundle. Pure. */
export function askedBy(entry: BundleEntry, at: number, admissions: readonly AdmissionRule[]): Outcome<Asked> {
  const place = `Bundle.entry[${at}]`;
  const address = addressOf(entry.url);
  if (!address)
    return refuse(
      'value',
      'repository.entry-url',
      `${place} asks for '${entry.url.slice(0, 200)}', which is no address here.`,
      `${place}.request.url`,
    );
  const answer = understood({ ...entry, url: entry.url }, address, { place, admissions });
  return answer.ok ? answer : { ok: false, refusals: placed(answer.refusals, place) };
}

type Situation = { readonly place: string; readonly admissions: readonly AdmissionRule[] };

function understood(entry: BundleEntry, address: Address, { place, admissions }: Situation): Outcome<Asked> {
  const { type, id, criteria } = address;
  switch (entry.method) {
    case 'GET':
      return accepted(readOf(address));
    case 'DELETE':
      return removalOf(entry, address, place);
    case 'PATCH':
      return patchOf(entry, address, place);
    case 'POST':
      if (id !== undefined) return unsupported(entry, place);
      return withResource(entry, type, { place, admissions }, (prepared) =>
        accepted({
          does: 'create',
          prepared,
          ...(entry.ifNoneExist === undefined ? {} : { ifNoneExist: entry.ifNoneExist.replace(/^.*\?/, '') }),
          ...named(entry),
        }),
      );
    case 'PUT':
      return withResource(entry, type, { place, admissions }, (prepared) => {
        const match = ifMatchOf(entry.ifMatch, place);
        if (!match.ok) return match;
        if (id === undefined)
          return accepted({
            does: 'put-matching',
            prepared,
            criteria: criteria ?? '',
            ...match.value,
            ...named(entry),
          });
        const same = sameId(type, id, prepared.scan);
        if (!same.ok) return same;
        const fresh = entry.ifNoneMatch === '*' ? { ifNoneMatch: '*' as const } : {};
        return accepted({ does: 'put', prepared, id, ...match.value, ...fresh, ...named(entry) });
      });
  }
}

function readOf({ type, id, version, criteria }: Address): Asked {
  if (id !== undefined) return { does: 'read', type, id, ...(version === undefined ? {} : { version }) };
  return {
    does: 'search',
    request: { type, parameters: [...new URLSearchParams(criteria ?? '')], handling: 'strict' },
  };
}

function removalOf(entry: BundleEntry, { type, id, criteria }: Address, place: string): Outcome<Asked> {
  const match = ifMatchOf(entry.ifMatch, place);
  if (!match.ok) return match;
  if (id !== undefined) return accepted({ does: 'write', item: { does: 'delete', type, id, ...match.value } });
  return criteria === undefined
    ? unsupported(entry, place)
    : accepted({ does: 'write', item: { does: 'delete-matching', type, criteria } });
}

/** A patch is Parameters (FHIRPath Patch) or a Binary that holds a JSON Patch: https://hl7.org/fhir/R4/http.html#patch */
function patchOf(entry: BundleEntry, { type, id, criteria }: Address, place: string): Outcome<Asked> {
  const match = ifMatchOf(entry.ifMatch, place);
  if (!match.ok) return match;
  const received = entry.scan ? accepted(entry.scan) : scan(entry.resource ?? '{}');
  if (!received.ok) return received;
  const patch = patchIn(received.value);
  if (patch === undefined) {
    const text = `${place} patches: its resource is Parameters, or a Binary with contentType ${[...PATCHES.keys()].join(' or ')}.`;
    return refuse('value', 'repository.entry-patch', text, `${place}.resource`);
  }
  const change = (json: string): Outcome<string> => {
    const changed = patch.apply(json, patch.text);
    return changed.ok ? changed : { ok: false, refusals: placed(changed.refusals, place) };
  };
  const what = { type, change, ...match.value, ...(patch.scan ? { patch: patch.scan } : {}) };
  if (id !== undefined) return accepted({ does: 'write', item: { does: 'change', id, ...what } });
  if (criteria === undefined) return unsupported(entry, place);
  return accepted({ does: 'write', item: { does: 'change-matching', criteria, ...what } });
}

type Apply = (json: string, patch: string) => Outcome<string>;
type Patch = { readonly apply: Apply; readonly text: string; readonly scan?: Scan };

const PATCHES: ReadonlyMap<string, Apply> = new Map([
  ['application/json-patch+json', applyJsonPatch],
  ['application/merge-patch+json', applyMergePatch],
]);

function patchIn(received: Scan): Patch | undefined {
  const { resourceType, contentType, data } = received.value;
  if (resourceType === 'Parameters') return { apply: applyFhirPathPatch, text: received.text, scan: received };
  const apply = resourceType === 'Binary' ? PATCHES.get(String(contentType).replace(/;.*$/, '').trim()) : undefined;
  if (apply === undefined || typeof data !== 'string') return undefined;
  const text = Buffer.from(data, 'base64').toString('utf8');
  // References are found by reading any object: this one holds the patch.
  const inside = scan(`{"patch":${text}}`);
  return { apply, text, ...(inside.ok ? { scan: inside.value } : {}) };
}

function withResource(
  { scan, resource }: BundleEntry,
  type: string,
  { place, admissions }: Situation,
  make: (prepared: Prepared) => Outcome<Item>,
): Outcome<Asked> {
  const received = scan ?? resource;
  if (received === undefined)
    return refuse('required', 'repository.entry-resource', `${place} writes and has no resource.`, `${place}.resource`);
  const prepared = prepare(type, received, admissions, `${place}.resource`);
  if (!prepared.ok) return prepared;
  const item = make(prepared.value);
  return item.ok ? accepted({ does: 'write', item: item.value }) : item;
}

function named({ fullUrl }: BundleEntry) {
  return fullUrl === undefined ? {} : { fullUrl };
}

function ifMatchOf(text: string | undefined, place: string): Outcome<{ readonly ifMatch?: number }> {
  if (text === undefined) return accepted({});
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(text)?.[1];
  if (version !== undefined) return accepted({ ifMatch: Number(version) });
  return refuse(
    'value',
    'repository.entry-if-match',
    `${place} has If-Match '${text.slice(0, 60)}': a version is written W/"3".`,
    `${place}.request.ifMatch`,
  );
}

function unsupported({ method, url }: BundleEntry, place: string) {
  return refuse(
    'not-supported',
    'repository.entry-method',
    `${place}: ${method} ${url.slice(0, 200)} is not something an entry can ask here.`,
    `${place}.request`,
  );
}

/** 'Patient', 'Patient/7', 'Patient/7/_history/2', 'Patient?name=x'. */
function addressOf(url: string): Address | undefined {
  const [, type = '', id, version, criteria] =
    /^\/?([A-Za-z]+)(?:\/([A-Za-z0-9.-]{1,64})(?:\/_history\/(\d{1,9}))?)?(?:\?(.*))?$/.exec(url) ?? [];
  if (!isResourceType(type)) return undefined;
  return { type, id, version: version === undefined ? undefined : Number(version), criteria };
}

/** Says where in the bundle, for those refusals that do not already. */
function placed(refusals: readonly [Refusal, ...Refusal[]], place: string): readonly [Refusal, ...Refusal[]] {
  const [first, ...rest] = refusals;
  const mark = (refusal: Refusal): Refusal =>
    refusal.expression?.startsWith('Bundle.') ? refusal : { ...refusal, expression: place };
  return [mark(first), ...rest.map(mark)];
}
