import { type Access, type Expr, type Stale, withStale } from '#agreement';

/** The access as it is while rows are labelled anew; the same where nothing is. */
export function staleIn(access: Access, stale: readonly Stale[]): Access {
  return stale.length === 0 ? access : { ...access, filter: staleFilter(access.filter, stale) };
}

/** The same filter gives the same tree, so that what is kept of a filter is found again. */
function staleFilter(filter: Expr, stale: readonly Stale[]): Expr {
  const before = made.get(filter);
  if (before?.stale === stale) return before.filter;
  const one = { stale, filter: withStale(filter, stale) };
  made.set(filter, one);
  return one.filter;
}

const made = new WeakMap<Expr, { readonly stale: readonly Stale[]; readonly filter: Expr }>();
