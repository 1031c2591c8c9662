import type { Expr } from '#agreement';

/** What is known of a row before its columns are looked at. */
export type Known = {
  /** About a person, not directory. */
  readonly personal: boolean;
  /** The viewer has an access row for that person, in force. */
  readonly known: boolean;
};

/** The expression with what is known put in and folded, so that each branch of the policy asks only what is left to ask. */
export function assume(expr: Expr, given: Known): Expr {
  switch (expr.op) {
    case 'impersonal':
      return given.personal ? NEVER : ALWAYS;
    case 'compartment':
      return given.personal ? expr : NEVER;
    case 'relationship':
      return given.personal && given.known ? expr : NEVER;
    case 'undenied':
    case 'within':
    case 'unrestricted':
      return given.known ? expr : NEVER;
    case 'not':
      return negated(assume(expr.of, given));
    case 'and':
      return folded(expr.of, given, { op: 'and', unit: 'always', zero: 'never' });
    case 'or':
      return folded(expr.of, given, { op: 'or', unit: 'never', zero: 'always' });
    default:
      return expr;
  }
}

const ALWAYS: Expr = { op: 'always' };
const NEVER: Expr = { op: 'never' };

function negated(of: Expr): Expr {
  if (of.op === 'always') return NEVER;
  return of.op === 'never' ? ALWAYS : { op: 'not', of };
}

type Fold = { readonly op: 'and' | 'or'; readonly unit: 'always' | 'never'; readonly zero: 'always' | 'never' };

function folded(parts: readonly Expr[], given: Known, { op, unit, zero }: Fold): Expr {
  const left = parts.map((part) => assume(part, given)).filter((part) => part.op !== unit);
  if (left.some((part) => part.op === zero)) return { op: zero };
  const [first] = left;
  if (first === undefined) return { op: unit };
  return left.length === 1 ? first : { op, of: left };
}
