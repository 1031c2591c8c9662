import { type Exact, parseExact, printExact } from '#fhir';

/** Of an item of a copy: by which paragraph of which agreement it is shared, with whose staff and for what. */
export const SHARED_UNDER = 'https://concord.health/shared-under';
export const NOT_SHARED = 'Not shared by any agreement';

/** An item as a line for computers: every member as it is kept, and in its meta what it is shared under. Pure. */
export function copyLine(body: string, under: readonly string[]): string {
  const read = parseExact(body);
  if (!read.ok || !(read.value instanceof Map)) return `${body.replaceAll('\n', ' ')}\n`;
  const resource = read.value;
  const kept = resource.get('meta');
  const meta = new Map<string, Exact>(kept instanceof Map ? kept : []);
  const before = meta.get('extension');
  // What a sender wrote under the same address would be taken for ours.
  const others = Array.isArray(before) ? before.filter((one) => !isOurs(one)) : [];
  const ours = (under.length === 0 ? [NOT_SHARED] : under).map(
    (words): Exact =>
      new Map([
        ['url', SHARED_UNDER],
        ['valueString', words],
      ]),
  );
  meta.set('extension', [...others, ...ours]);
  resource.set('meta', meta);
  return `${printExact(resource)}\n`;
}

function isOurs(one: Exact): boolean {
  return one instanceof Map && one.get('url') === SHARED_UNDER;
}
