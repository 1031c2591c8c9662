import { accessFor, DEEDS, type Deed } from '#agreement';
import { accepted, type Outcome, type Refused, refuse } from '#fhir';
import type { Writing } from '../context.ts';
import { severalMatch } from '../refusals.ts';
import { type Key, type Known, lockCurrent, nameOf } from './current.ts';
import type { Item } from './item.ts';
import { matches } from './matches.ts';

/** What an item is about, once its condition has been asked: an existing resource, a chosen id, or nothing yet. */
export type Target = { readonly id?: string; readonly known: Known };

export const NOBODY_YET: Known = { seen: false, located: false };

type Keyed = { readonly place: number; readonly item: Item; readonly key: Key | undefined };

/**
 * Finds and locks what these items are about, all in one question; by place in the list. Two items about one resource, or one
 * about a resource that is `taken`, are refused: which came first would be a matter of chance.
 */
export async function findTargets(
  writing: Writing,
  items: readonly (readonly [place: number, item: Item])[],
  taken: ReadonlySet<string>,
): Promise<Outcome<ReadonlyMap<number, Target>>> {
  const keyed: Keyed[] = [];
  for (const [place, item] of items) {
    const key = await keyOf(writing, item);
    if (!key.ok) return key;
    keyed.push({ place, item, key: key.value });
  }
  const twice = duplicate(keyed, taken);
  if (twice) return twice;
  const known = await lockAll(writing, keyed);
  return accepted(
    new Map(
      keyed.map(({ place, key }) => [
        place,
        key ? { id: key.id, known: known.get(nameOf(key)) ?? NOBODY_YET } : { known: NOBODY_YET },
      ]),
    ),
  );
}

/** What an app's token leaves differs by what is to be done, so there is one question for each of these; else one for all. */
async function lockAll(writing: Writing, keyed: readonly Keyed[]): Promise<ReadonlyMap<string, Known>> {
  const keysOf = (of: readonly Keyed[]) => of.flatMap(({ key }) => (key ? [key] : []));
  if (writing.access.scopes === undefined) return lockCurrent(writing, keysOf(keyed));
  const known = new Map<string, Known>();
  for (const deed of DEEDS) {
    const access = accessFor(writing.access, deed);
    const found = await lockCurrent({ ...writing, access }, keysOf(keyed.filter(({ item }) => deedOf(item) === deed)));
    for (const [name, one] of found) known.set(name, one);
  }
  return known;
}

/** A conditional create only asks whether there is one. */
function deedOf({ does }: Item): Deed {
  if (does === 'create') return 'search';
  return does.startsWith('delete') ? 'delete' : 'update';
}

async function keyOf(writing: Writing, item: Item): Promise<Outcome<Key | undefined>> {
  switch (item.does) {
    case 'create':
      return item.ifNoneExist === undefined
        ? accepted(undefined)
        : matching(writing, item.prepared.type, item.ifNoneExist);
    case 'put':
      return accepted({ type: item.prepared.type, id: item.id });
    case 'put-matching':
      return putMatching(writing, item);
    case 'delete-matching':
    case 'change-matching':
      return matching(writing, item.type, item.criteria);
    default:
      return accepted({ type: item.type, id: item.id });
  }
}

/** https://hl7.org/fhir/R4/http.html#cond-update: no match with an id in the body is an update under that id. */
async function putMatching(
  writing: Writing,
  { prepared, criteria }: Extract<Item, { does: 'put-matching' }>,
): Promise<Outcome<Key | undefined>> {
  const found = await matching(writing, prepared.type, criteria);
  if (!found.ok) return found;
  const named = prepared.scan.value['id'];
  if (typeof named !== 'string' || named === found.value?.id) return found;
  if (!found.value) return accepted(writing.access.choosesIds ? { type: prepared.type, id: named } : undefined);
  const text = `${criteria} matches ${prepared.type}/${found.value.id}, the body says id ${named}: leave the id out or make them the same.`;
  return refuse('invalid', 'repository.other-match', text, `${prepared.type}.id`);
}

async function matching(writing: Writing, type: string, criteria: string): Promise<Outcome<Key | undefined>> {
  const found = await matches(writing, type, criteria);
  if (!found.ok) return found;
  const [id, second] = found.value;
  if (second !== undefined) return severalMatch(type, criteria);
  return accepted(id === undefined ? undefined : { type, id });
}

/** A conditional create that finds one writes nothing; two that ask the same and find none would make two. */
function duplicate(keyed: readonly Keyed[], taken: ReadonlySet<string>): Refused | undefined {
  const seen = new Set(taken);
  for (const { key, item } of keyed) {
    const creates = item.does === 'create';
    const question = creates && !key ? `${item.prepared.type}?${item.ifNoneExist ?? ''}` : '';
    const name = key && !creates ? nameOf(key) : question;
    if (name === '' || name.endsWith('?')) continue;
    if (seen.has(name)) {
      return refuse(
        'invalid',
        'repository.twice',
        `${name} stands in this bundle twice: a transaction writes it once.`,
      );
    }
    seen.add(name);
  }
  return undefined;
}
