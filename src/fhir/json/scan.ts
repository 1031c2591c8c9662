import { accepted, type Outcome, refuse } from '../outcome.ts';
import { caught, fail } from '../fault.ts';
import { checkShape } from './shape.ts';
import { notJson } from './syntax.ts';
import { type Layout, type Member, type ReferenceSpan, walk } from './walk.ts';

export type { Member, ReferenceSpan } from './walk.ts';

export type ScanLimits = {
  /** Most UTF-16 units of text. */
  readonly size?: number;
  readonly depth?: number;
};

/** A resource's text, what it says, and where its parts stand in the text, so that it can be stored as it was received. */
export type Scan = {
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly members: readonly Member[];
  readonly references: readonly ReferenceSpan[];
  readonly urls: readonly ReferenceSpan[];
};

export type BundleScan = {
  readonly type: string;
  readonly scan: Scan;
  readonly entries: readonly BundleEntryScan[];
};

export type BundleEntryScan = {
  /** Offsets of entry.resource in the text of the bundle; both 0 where the entry has none. */
  readonly start: number;
  readonly end: number;
  readonly fullUrl?: string;
  readonly request?: BundleRequest;
  readonly resource?: Scan;
};

export type BundleRequest = {
  readonly method: string;
  readonly url: string;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifNoneExist?: string;
  readonly ifModifiedSince?: string;
};

const SIZE = 64 * 1024 * 1024;
const DEPTH = 64;

/**
 * Reads one resource. The platform's parser checks the grammar; one pass of ours over the text finds the places, and refuses
 * what that parser lets through: keys twice, lone surrogates, numbers no double can hold, nesting without end.
 */
export function scan(text: string, limits: ScanLimits = {}): Outcome<Scan> {
  try {
    const value = parse(text, limits);
    return accepted(asScan(text, value, walk(text, limits.depth ?? DEPTH, false).root, 0));
  } catch (error) {
    return caught(error);
  }
}

/** Reads a bundle and each resource in it, in the same one pass. */
export function scanBundle(text: string, limits: ScanLimits = {}): Outcome<BundleScan> {
  try {
    const value = parse(text, limits);
    if (value['resourceType'] !== 'Bundle')
      return refuse(
        'invalid',
        'fhir.not-a-bundle',
        'The body is no Bundle: its resourceType is not "Bundle".',
        'Bundle',
      );
    const { root, entries } = walk(text, limits.depth ?? DEPTH, true);
    const list = Array.isArray(value['entry']) ? (value['entry'] as unknown[]) : [];
    let objects = 0;
    return accepted({
      type: typeof value['type'] === 'string' ? value['type'] : '',
      scan: asScan(text, value, root, 0),
      entries: list.map((entry) => entryOf(text, entry, isObject(entry) ? entries[objects++] : undefined)),
    });
  } catch (error) {
    return caught(error);
  }
}

function parse(text: string, limits: ScanLimits): Record<string, unknown> {
  const size = limits.size ?? SIZE;
  if (text.length > size)
    fail(refuse('too-long', 'json.too-long', `The body has ${text.length} characters; at most ${size} are taken.`));
  checkShape(text, limits.depth ?? DEPTH);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail(notJson(text));
  }
  if (!isObject(value))
    fail(refuse('structure', 'json.not-an-object', 'The body must be one JSON object, a resource.'));
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entryOf(text: string, entry: unknown, layout: Layout | undefined): BundleEntryScan {
  const { fullUrl, request, resource } = isObject(entry) ? entry : {};
  const asked = requestOf(request);
  return {
    start: layout?.start ?? 0,
    end: layout?.end ?? 0,
    ...(typeof fullUrl === 'string' ? { fullUrl } : {}),
    ...(asked ? { request: asked } : {}),
    ...(layout && isObject(resource)
      ? { resource: asScan(text.slice(layout.start, layout.end), resource, layout, layout.start) }
      : {}),
  };
}

const CONDITIONS = ['ifMatch', 'ifNoneMatch', 'ifNoneExist', 'ifModifiedSince'] as const;

function requestOf(request: unknown): BundleRequest | undefined {
  if (!isObject(request)) return undefined;
  const read = (name: string) => (typeof request[name] === 'string' ? request[name] : undefined);
  const conditions = CONDITIONS.flatMap((name) => {
    const value = read(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { method: read('method') ?? '', url: read('url') ?? '', ...Object.fromEntries(conditions) };
}

function asScan(text: string, value: Scan['value'], layout: Layout, offset: number): Scan {
  if (offset === 0) return { text, value, members: layout.members, references: layout.references, urls: layout.urls };
  const move = (span: ReferenceSpan) => ({ ...span, start: span.start - offset, end: span.end - offset });
  return {
    text,
    value,
    members: layout.members.map((member) => ({
      ...member,
      start: member.start - offset,
      end: member.end - offset,
      valueStart: member.valueStart - offset,
    })),
    references: layout.references.map(move),
    urls: layout.urls.map(move),
  };
}
