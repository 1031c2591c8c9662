import { type Amount, amountWords } from '#agreement';
import { Value } from '../parts/value.tsx';

/** An amount as people read it, always left to right. */
export function Money({ of, strong }: { readonly of: Amount; readonly strong?: boolean }) {
  return <Value strong={strong === true}>{amountWords(of)}</Value>;
}

/** Nothing is said with a dash where a table would be full of noughts. */
export function MoneyOrNone({ of }: { readonly of: Amount }) {
  return of.minor === 0 ? <span class="meta">none</span> : <Money of={of} />;
}
