import type { Amount } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { PoolName } from '#money/contract';

/** Currencies without a smaller unit. */
const WHOLE: readonly string[] = ['UGX', 'RWF', 'JPY', 'BIF'];

/** '1,234.50' of pounds is 123,450 pence. */
export function minorFrom(words: string, currency: string): Outcome<number> {
  const digits = words.replace(/[\s,£$€]/g, '');
  const whole = WHOLE.includes(currency);
  if (!(whole ? /^\d{1,13}$/ : /^\d{1,13}(\.\d{1,2})?$/).test(digits) || Number(digits) === 0) {
    return refuse('value', 'web.amount', `Write the amount in digits, such as ${whole ? '250,000' : '1,250.50'}.`);
  }
  const [units = '0', part = ''] = digits.split('.');
  return accepted(whole ? Number(units) : Number(units) * 100 + Number(part.padEnd(2, '0')));
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
  return WHOLE.includes(currency) ? String(minor) : (minor / 100).toFixed(2);
}
