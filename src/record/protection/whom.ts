import type { Access } from '#agreement';

/** Whether two names are of one person, as far as names tell: a namesake is kept out rather than the other let in. */
export function isCalled(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Whether who asks is whom a note or a seat names: by account, else by name. */
export function isOf(
  { principal, name = '' }: Pick<Access, 'principal' | 'name'>,
  of: { readonly account: string | null; readonly name: string },
): boolean {
  const account = /^account\/(.+?)(?: by app\/.*)?$/.exec(principal)?.[1];
  return (of.account !== null && account === of.account) || isCalled(name, of.name);
}
