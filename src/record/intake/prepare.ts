import { accepted, type Outcome, refused, type Scan, validate, withReferences } from '#fhir';
import { fingerprint, keptId } from './identity.ts';
import type { Item } from './item.ts';

/** A record ready to be written: with the id it is kept under, its references rewritten, and the feed it came from. */
export type Prepared = {
  readonly line: number;
  /** What the sender calls it, for the report. */
  readonly record: string;
  readonly type: string;
  readonly id: string;
  readonly text: string;
  /** The resource as it will be kept, but for its id and meta. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Fingerprint of the text: whether the file says the same twice. */
  readonly print: string;
};

export type Sender = {
  /** 'Organization/<id>' of the contributor: ids are derived from it. */
  readonly organization: string;
  /** Goes into meta.source where the sender gives none: urn of the feed, then '#' and what the sender calls the record. */
  readonly feed: string;
  /** References that name resources of the partnership itself (its organisations), and are kept as they are. */
  readonly keeps: (reference: string) => boolean;
};

/** Refuses what is no valid R4 resource; the repository would, but for the whole transaction. */
export function prepare(item: Item, sender: Sender): Outcome<Prepared> {
  const wrong = validate(withoutId(item.scan.value));
  const [first, ...rest] = wrong;
  if (first) return refused(first, ...rest);
  const referred = withReferences(item.scan, (reference) => kept(reference, item, sender));
  const identity = item.identity ?? `${item.type}#${fingerprint(item.scan.text)}`;
  const id = keptId(sender.organization, identity);
  const text = spliced(referred, id, `${sender.feed}#${encodeURI(identity)}`);
  const { line, type } = item;
  return accepted({ line, record: identity, type, id, text, value: referred.value, print: fingerprint(text) });
}

/** A record's name in the report. */
export function nameOf({ identity, type, line }: Item): string {
  return identity ?? `${type} on line ${line}`;
}

/** The sender's id need not be one that FHIR allows: it is replaced. */
function withoutId(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { id: _, ...rest } = value;
  return rest;
}

function kept(reference: string, item: Item, sender: Sender): string | undefined {
  const sibling = item.siblings.get(reference);
  if (sibling) return `${sibling.type}/${keptId(sender.organization, sibling.identity)}`;
  // A URL of somebody's server that is in no entry of the Bundle stays a link to there.
  if (/^(?:https?|urn):/.test(reference) || sender.keeps(reference)) return undefined;
  const [, type, id] = /^([A-Z][A-Za-z]+)\/([^?#]+?)(?:\/_history\/[^/]*)?$/.exec(reference) ?? [];
  return type === undefined || id === undefined ? undefined : `${type}/${keptId(sender.organization, `${type}/${id}`)}`;
}

/** The text with its id and feed put in; every other member stands as received, to the digit. */
function spliced({ text, value, members }: Scan, id: string, source: string): string {
  const {
    versionId: _version,
    lastUpdated: _updated,
    ...meta
  } = (value.meta ?? {}) as Readonly<Record<string, unknown>>;
  const rest = members
    .filter(({ name }) => name !== 'resourceType' && name !== 'id' && name !== 'meta')
    .map(({ start, end }) => text.slice(start, end));
  const head = `"resourceType":"${String(value.resourceType)}","id":"${id}"`;
  return `{${[head, `"meta":${JSON.stringify({ source, ...meta })}`, ...rest].join(',')}}`;
}
