import { caught, fail } from '../fault.ts';
import { type Exact, parseExact, printExact } from '../json/exact.ts';
import { accepted, type Outcome, refuse } from '../outcome.ts';
import { prune } from './prune.ts';

type Fields = Map<string, Exact>;

const OWNED = ['resourceType', 'id', 'meta.versionId', 'meta.lastUpdated'];

/** Applies a JSON Merge Patch (RFC 7396) to a resource's text: null takes an element out, arrays are put in whole. */
export function applyMergePatch(text: string, patch: string): Outcome<string> {
  const [document, changes] = [parseExact(text), parseExact(patch)];
  if (!document.ok) return document;
  if (!changes.ok) return changes;
  if (!(document.value instanceof Map))
    return refuse('structure', 'json.not-an-object', 'A resource is a JSON object.');
  if (!(changes.value instanceof Map))
    return refuse(
      'invalid',
      'patch.operation',
      'A merge patch is a JSON object with the elements that change.',
      'patch',
    );
  try {
    const emptied = new Set<Exact>();
    merge(document.value, changes.value, { path: '', emptied });
    prune(document.value, emptied);
    return accepted(printExact(document.value));
  } catch (error) {
    return caught(error);
  }
}

type Run = { readonly path: string; readonly emptied: Set<Exact> };

function merge(target: Fields, patch: Fields, { path, emptied }: Run): void {
  for (const [key, value] of patch) {
    const place = path === '' ? key : `${path}.${key}`;
    if (OWNED.includes(place)) owned(place);
    const before = target.get(key);
    if (value === null) target.delete(key);
    else if (value instanceof Map) {
      const into = before instanceof Map ? before : new Map<string, Exact>();
      target.set(key, into);
      merge(into, value, { path: place, emptied });
      if (into.size === 0) emptied.add(into);
    } else target.set(key, value);
  }
  if (target.size === 0) emptied.add(target);
}

function owned(place: string): never {
  return fail(
    refuse('business-rule', 'patch.server-owned', `${place} cannot be changed by a patch: the server keeps it.`, place),
  );
}
