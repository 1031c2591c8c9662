import { typeNumber } from '#fhir';
import type { Access, Deed, Place } from './access.ts';
import type { Expr } from './expr.ts';

/** What is asked of a token: these types of resource, of one person's records or, without `home`, of everybody's. */
export type Asked = { readonly deed: Deed; readonly types: readonly string[]; readonly home?: Place };

/**
 * The types of which an app's token leaves only a part, or nothing: by a search behind the scope, by one person where everybody is asked for, or since no
 * scope names them. None where nothing is narrowed. What is worked out from several resources is wrong by what is missing, so whoever works it out asks first.
 */
export function notReached({ scopes }: Pick<Access, 'scopes'>, { deed, types, home }: Asked): readonly string[] {
  if (scopes === undefined) return [];
  return types.filter((type) => !isWhole(scopes[deed], { type: typeNumber(type), ...(home ? { home } : {}) }));
}

type Rows = { readonly type: number; readonly home?: Place };

/** Whether an expression surely holds for every row of a type, and of a compartment. What it does not know narrows. */
function isWhole(expr: Expr, rows: Rows): boolean {
  switch (expr.op) {
    case 'always':
      return true;
    case 'and':
      return expr.of.every((part) => isWhole(part, rows));
    case 'or':
      return expr.of.some((part) => isWhole(part, rows));
    case 'type':
      return expr.in.includes(rows.type);
    case 'compartment':
      return expr.in.some(({ bkt, cmp }) => rows.home?.bkt === bkt && rows.home.cmp === cmp);
    default:
      return false;
  }
}
