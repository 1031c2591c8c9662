import { type Amount, amountWords } from '#agreement';
import { Value } from '../parts/value.tsx';

/** An amount as people read it, with a true minus sign, always left to right. */
export function Money({ of, strong }: { readonly of: Amount; readonly strong?: boolean }) {
  return <Value strong={strong === true}>{moneyWords(of)}</Value>;
}

export function moneyWords(of: Amount): string {
  return amountWords(of).replace(/^-/, '\u2212');
}

/** Nothing is said with a dash where a table would be full of noughts. */
export function MoneyOrNone({ of }: { readonly of: Amount }) {
  return of.minor === 0 ? <span class="meta">none</span> : <Money of={of} />;
}
