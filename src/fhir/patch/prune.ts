import type { Exact } from '../json/exact.ts';

/**
 * Takes out what a patch left empty, from the inside out, since R4 has no empty arrays and objects. Only what the patch emptied
 * goes: what it put in empty stays, to be refused. True where the value itself is to go.
 */
export function prune(value: Exact, emptied: ReadonlySet<Exact>): boolean {
  if (emptied.size === 0) return false;
  let lost = false;
  for (const [key, one] of childrenOf(value)) {
    if (!prune(one, emptied)) continue;
    if (value instanceof Map) value.delete(String(key));
    else if (Array.isArray(value)) value.splice(Number(key), 1);
    lost = true;
  }
  const size = value instanceof Map ? value.size : Array.isArray(value) ? value.length : 1;
  return size === 0 && (lost || emptied.has(value));
}

/** Arrays from the end, so that what is taken out does not move what is still to come. */
function childrenOf(value: Exact): readonly (readonly [string | number, Exact])[] {
  if (value instanceof Map) return [...value];
  return Array.isArray(value) ? [...value.entries()].reverse() : [];
}
