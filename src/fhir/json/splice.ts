import { type ReferenceSpan, type Scan, scan } from './scan.ts';
import { isUrn } from './walk.ts';

export type Identity = { readonly id: string; readonly version: number; readonly updated: Date };

/**
 * The text to be stored: what was received, with the server's id, version and time. The other members, and those of meta,
 * keep their bytes, so that decimals keep their digits.
 */
export function withIdentity(received: Scan, { id, version, updated }: Identity): string {
  const { text, members, value } = received;
  const head = `{"resourceType":${JSON.stringify(value['resourceType'])},"id":${JSON.stringify(id)},"meta":{"versionId":"${version}","lastUpdated":"${updated.toISOString()}"`;
  let rest = '';
  let meta = '';
  for (const { name, start, valueStart, end } of members) {
    if (name === 'meta') meta = keptMeta(text.slice(valueStart, end));
    else if (name !== 'resourceType' && name !== 'id') rest += `,${text.slice(start, end)}`;
  }
  return `${head}${meta}}${rest}}`;
}

/**
 * Rewrites references (and urn addresses) in the text, and says the same in the value and in the places, without reading the text
 * anew. `rewrite` answers undefined for what stays. Nothing of what was received changes: a write that is tried again starts
 * from it.
 */
export function withReferences(received: Scan, rewrite: (reference: string) => string | undefined): Scan {
  const changes: Change[] = [];
  const note = ({ start, end, reference }: ReferenceSpan) => {
    const to = rewrite(reference);
    if (to !== undefined && to !== reference) changes.push({ start, end, reference, to });
  };
  received.references.forEach(note);
  received.urls.forEach(note);
  if (changes.length === 0) return received;
  changes.sort((a, b) => a.start - b.start);
  const texts = changes.map(({ to }) => JSON.stringify(to));
  let text = '';
  let from = 0;
  changes.forEach(({ start, end }, place) => {
    text += received.text.slice(from, start) + (texts[place] as string);
    from = end;
  });
  const names = new Map(changes.map(({ reference, to }) => [reference, to]));
  return {
    text: text + received.text.slice(from),
    value: renamed(received.value, names) as Scan['value'],
    ...movedPlaces(received, changes, texts),
  };
}

type Change = ReferenceSpan & { readonly to: string };

function movedPlaces(
  { members, references, urls }: Scan,
  changes: readonly Change[],
  texts: readonly string[],
): Pick<Scan, 'members' | 'references' | 'urls'> {
  /** Where a place of the old text stands in the new one; asked in the order of the text. */
  const mover = () => {
    let next = 0;
    let by = 0;
    return (at: number): number => {
      for (let change = changes[next]; change && change.end <= at; change = changes[next]) {
        by += (texts[next] as string).length - (change.end - change.start);
        next += 1;
      }
      return at + by;
    };
  };
  const to = new Map(changes.map((change) => [change.start, change.to]));
  const spans = (all: readonly ReferenceSpan[]): readonly ReferenceSpan[] => {
    const move = mover();
    return all.map(({ start, end, reference }) => ({
      start: move(start),
      end: move(end),
      reference: to.get(start) ?? reference,
    }));
  };
  const move = mover();
  return {
    members: members.map(({ name, start, valueStart, end }) => ({
      name,
      start: move(start),
      valueStart: move(valueStart),
      end: move(end),
    })),
    references: spans(references),
    urls: spans(urls).filter(({ reference }) => isUrn(reference)),
  };
}

/** The value with these strings in the place of those, where the scanner sees a reference or a urn address; see `walk`. */
function renamed(value: unknown, names: ReadonlyMap<string, string>, key = '', inList = false): unknown {
  if (typeof value === 'string') {
    const refers = (key === 'reference' && !inList) || (isUrn(value) && key !== 'value' && key !== 'fullUrl');
    return refers ? (names.get(value) ?? value) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let list: unknown[] | undefined;
    for (let place = 0; place < value.length; place += 1) {
      const next = renamed(value[place], names, key, true);
      if (next !== value[place]) (list ??= [...(value as unknown[])])[place] = next;
    }
    return list ?? value;
  }
  const from = value as Readonly<Record<string, unknown>>;
  let made: Record<string, unknown> | undefined;
  for (const name in from) {
    const next = renamed(from[name], names, name);
    if (next !== from[name]) (made ??= { ...from })[name] = next;
  }
  return made ?? value;
}

/** Members of meta other than the two that the server owns, each after a comma. */
function keptMeta(meta: string): string {
  const read = scan(meta);
  if (!read.ok) return '';
  return read.value.members
    .filter(({ name }) => name !== 'versionId' && name !== 'lastUpdated')
    .map(({ start, end }) => `,${meta.slice(start, end)}`)
    .join('');
}
