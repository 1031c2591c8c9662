import type { Place } from './access.ts';
import type { Expr } from './expr.ts';

/** What a person has told one member of staff by name: what carries these labels (bits), in all their records. */
export type Confidence = { readonly places: readonly Place[]; readonly labels: number };

/**
 * The policy of a seat in which somebody sits whom people have told something by name. Of these people, and of nobody else, the labels they
 * named keep nothing back from what the seat sees anyway: no item of another class, of another organisation or of somebody with whom the
 * seat has nothing to do appears, and what an order, a denial or a restriction keeps back stays back.
 */
export function confided(filter: Expr, confidences: readonly Confidence[]): Expr {
  const told = confidences.filter(({ places, labels }) => places.length > 0 && labels !== 0);
  if (told.length === 0 || filter.op === 'always') return filter;
  const ways = told.map(
    ({ places, labels }): Expr => ({ op: 'and', of: [{ op: 'compartment', in: places }, lifted(filter, labels)] }),
  );
  return { op: 'or', of: [filter, ...ways] };
}

/** Without these labels among those that keep items back; what is said against an item ('not') stays as it is. */
function lifted(expr: Expr, labels: number): Expr {
  if (expr.op === 'unlabelled') return { ...expr, bits: expr.bits & ~labels };
  if (expr.op === 'and' || expr.op === 'or') return { op: expr.op, of: expr.of.map((part) => lifted(part, labels)) };
  return expr;
}
