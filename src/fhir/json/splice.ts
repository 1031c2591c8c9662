import { assert } from '#base';
import { type ReferenceSpan, type Scan, scan } from './scan.ts';

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
 * Rewrites references (and urn addresses) in the text. `rewrite` answers undefined for what stays. What comes back is scanned
 * anew: a rewritten reference may be longer, and the parsed value has to say the same as the text.
 */
export function withReferences(received: Scan, rewrite: (reference: string) => string | undefined): Scan {
  const changes: { start: number; end: number; to: string }[] = [];
  const note = ({ start, end, reference }: ReferenceSpan) => {
    const to = rewrite(reference);
    if (to !== undefined && to !== reference) changes.push({ start, end, to });
  };
  received.references.forEach(note);
  received.urls.forEach(note);
  if (changes.length === 0) return received;
  changes.sort((a, b) => a.start - b.start);
  let text = '';
  let from = 0;
  for (const { start, end, to } of changes) {
    text += received.text.slice(from, start) + JSON.stringify(to);
    from = end;
  }
  const again = scan(text + received.text.slice(from));
  assert(again.ok, 'a text with other references is still JSON');
  return again.value;
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
