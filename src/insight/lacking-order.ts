import type { NextContact, Whom } from './next-contact.ts';

/** Somebody of the list, with when they are seen next where that is known. */
export type Listed = Whom & { readonly name: string; readonly contact?: NextContact };

/** Where a page ended: in the order of contacts with the time by which the person stood there, since appointments move. */
type Place = { readonly person: string; readonly at?: number };

/** Who comes soonest first, then those who do not come, each by name. */
export function inOrder(a: Listed, b: Listed): number {
  const [left, right] = [atOf(a), atOf(b)];
  return left === right ? byName(a, b) : left - right;
}

function byName(a: Pick<Listed, 'name' | 'person'>, b: Pick<Listed, 'name' | 'person'>): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.person < b.person ? -1 : 1;
}

function atOf({ contact }: Pick<Listed, 'contact'>): number {
  return contact?.at ?? Number.POSITIVE_INFINITY;
}

export function placeOf({ person, contact }: Listed, order: 'next' | 'name'): string {
  return order === 'name' ? person : `${contact?.at ?? '-'}~${person}`;
}

/**
 * The first row behind a place, also where that person lacks nothing any more or comes on another day: nobody who was behind it is passed over.
 * `nameOf` tells the name of who is no longer on the list; of somebody who may not be seen any more it tells none, and the page begins
 * again with those of the same time.
 */
export async function startBehind(
  rows: readonly Listed[],
  after: string,
  nameOf: (person: string) => Promise<string | undefined>,
): Promise<number> {
  const { person, at } = readPlace(after);
  const there = rows.find((row) => row.person === person);
  const stood = at ?? (there ? atOf(there) : Number.POSITIVE_INFINITY);
  const name = there?.name ?? (await nameOf(person));
  const behind = rows.findIndex((row) => {
    if (atOf(row) !== stood) return atOf(row) > stood;
    return name === undefined || (row.person !== person && byName(row, { person, name }) > 0);
  });
  return behind < 0 ? rows.length : behind;
}

function readPlace(text: string): Place {
  const [, at, person = text] = /^(-|\d{1,16})~(.+)$/.exec(text) ?? [];
  if (at === undefined) return { person };
  return { person, at: at === '-' ? Number.POSITIVE_INFINITY : Number(at) };
}
