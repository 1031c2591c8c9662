import type { Holder, Role } from '#agreement';
import type { Acting } from './acts.ts';
import type { OpenBook } from './book.ts';
import { nameOf } from './decision/who.ts';
import type { HeldPlace } from './right/contract.ts';

/** A place with who sits there today. */
export type Places = (holder: Holder | { readonly organization: string; readonly role: Role }) => Promise<HeldPlace>;

/** One question a place, however often a page names it. */
export function placesOn({ holders }: Pick<Acting, 'holders'>, book: OpenBook): Places {
  const known = new Map<string, Promise<HeldPlace>>();
  const find = async (organization: string, role: Role): Promise<HeldPlace> => {
    const found = (await holders?.(organization, role)) ?? [];
    return { organization, role, name: nameOf(book, organization), holders: found.map(({ name }) => name) };
  };
  return ({ organization, role }) => {
    const key = `${organization}|${role}`;
    const one = known.get(key) ?? find(organization, role);
    known.set(key, one);
    return one;
  };
}
