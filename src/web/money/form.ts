import { type Amount, decimal, decimalsOf, exactMinor } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { PoolName } from '#money/contract';

/** '1,234.50' of pounds is 123,450 pence. */
export function minorFrom(words: string, currency: string): Outcome<number> {
  const minor = exactMinor(words, currency);
  if (minor === undefined || minor === 0n) {
    const example = decimalsOf(currency) === 0 ? '250,000' : '1,250.50';
    return refuse('value', 'web.amount', `Write the amount in digits, such as ${example}.`);
  }
  return accepted(Number(minor));
}

/** The same form sent twice is one entry: its key is what the page knew when it was drawn. */
export function keyOf(revision: string, what: string): string {
  return `form-${revision.padStart(8, '0')}-${what}`;
}

export function nameFrom(params: Readonly<Record<string, string>>): PoolName {
  return { instrument: params['instrument'] ?? '', pool: params['pool'] ?? '' };
}

export function pathOf({ instrument, pool }: PoolName): string {
  return `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(pool)}`;
}

/** 'home-care' of what people write: 'Home care'. */
export function schemeFrom(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** '1250.50' for a field that shows an amount again. */
export function fieldOf({ minor, currency }: Amount): string {
  return decimal(BigInt(minor), currency);
}

export function humpPath({ instrument, clause }: { readonly instrument: string; readonly clause: string }): string {
  return `/money/transition/${encodeURIComponent(instrument)}/${encodeURIComponent(clause)}`;
}
