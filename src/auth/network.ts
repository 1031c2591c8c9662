import { isIPv6 } from 'node:net';

const GROUPS = 8;
const GROUPS_OF_A_NETWORK = 4;

const RECENT_MAX = 1_000;
const recent = new Map<string, string>();

/** The network that an address counts for: one household or office has a whole /64 of addresses of version 6. */
export function networkOf(address: string): string {
  const known = recent.get(address);
  if (known !== undefined) return known;
  // Asked for every request, and nearly always about the same few.
  if (recent.size >= RECENT_MAX) recent.clear();
  const made = readNetwork(address);
  recent.set(address, made);
  return made;
}

function readNetwork(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare) || bare.includes('.')) return bare;
  const [front = '', back] = bare.split('::');
  const before = groupsOf(front);
  const after = groupsOf(back ?? '');
  const zeros = back === undefined ? [] : Array<string>(GROUPS - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, GROUPS_OF_A_NETWORK)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
