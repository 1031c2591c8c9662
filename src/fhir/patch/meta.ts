import { caught, fail } from '../fault.ts';
import { copyExact, type Exact, parseExact, printExact, sameExact } from '../json/exact.ts';
import { accepted, type Outcome, refuse } from '../outcome.ts';

/** The members of a Meta that a client gives and takes; the others are the server's own. */
const LISTS = ['profile', 'security', 'tag'] as const;

/** Puts profiles, labels and tags into a resource's meta; what is there already stays once. */
export function addMeta(text: string, meta: string): Outcome<string> {
  return changed(text, meta, (list, wanted) => [
    ...list,
    ...wanted.filter((one) => !list.some((other) => isSame(one, other))).map(copyExact),
  ]);
}

/** Takes profiles, labels and tags out of it; what is not there is no error. */
export function deleteMeta(text: string, meta: string): Outcome<string> {
  return changed(text, meta, (list, unwanted) => list.filter((one) => !unwanted.some((other) => isSame(one, other))));
}

type Change = (list: readonly Exact[], given: readonly Exact[]) => Exact[];

/** A resource that is as it was keeps its bytes. */
function changed(text: string, meta: string, change: Change): Outcome<string> {
  const [document, given] = [parseExact(text), parseExact(meta)];
  if (!document.ok) return document;
  if (!given.ok) return given;
  const resource = document.value;
  if (!(resource instanceof Map)) return refuse('structure', 'json.not-an-object', 'A resource is a JSON object.');
  try {
    const asked = mapOf(given.value);
    const before = mapOf(resource.get('meta') ?? new Map());
    const after = new Map(before);
    for (const name of LISTS) {
      const list = change(listIn(before, name), listIn(asked, name));
      if (list.length > 0) after.set(name, list);
      else after.delete(name);
    }
    if (sameExact(before, after)) return accepted(text);
    resource.set('meta', after);
    if (after.size === 0) resource.delete('meta');
    return accepted(printExact(resource));
  } catch (error) {
    return caught(error);
  }
}

function mapOf(value: Exact): Map<string, Exact> {
  return value instanceof Map ? value : fail(refuse('invalid', 'patch.meta', 'A Meta is a JSON object.', 'Meta'));
}

function listIn(meta: ReadonlyMap<string, Exact>, name: string): readonly Exact[] {
  const list = meta.get(name) ?? [];
  return Array.isArray(list)
    ? list
    : fail(refuse('invalid', 'patch.meta', `Meta.${name} is an array.`, `Meta.${name}`));
}

/** Codings are the same by system and code, whatever they are shown as. */
function isSame(one: Exact, other: Exact): boolean {
  if (!(one instanceof Map) || !(other instanceof Map)) return sameExact(one, other);
  return ['system', 'code'].every((name) => sameExact(one.get(name) ?? null, other.get(name) ?? null));
}
