import type { Amount } from './clauses/base.ts';

/** Currencies of which a smaller unit is no longer used (ISO 4217 gives them none); every other here has hundredths. */
const DECIMALS: Readonly<Record<string, number>> = { UGX: 0, RWF: 0, JPY: 0, BIF: 0 };
const SYMBOLS: Readonly<Record<string, string>> = { GBP: '£', USD: '$', EUR: '€' };

/** How many decimals an amount of a currency is written with: 2 for GBP, 0 for UGX. */
export function decimalsOf(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/** '-1234.50': an amount for machines, exact. */
export function decimal(minor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** '1,250.50' of pounds is 125,050 pence: from its digits, never through a floating number. Undefined where it is no such amount. */
export function exactMinor(text: string, currency: string): bigint | undefined {
  const digits = text.replace(/[\s,£$€]/g, '');
  const decimals = decimalsOf(currency);
  const found = (decimals === 0 ? /^(\d{1,13})(?:\.0+)?$/ : /^(\d{1,13})(?:\.(\d{1,2}))?$/).exec(digits);
  if (!found) return undefined;
  return BigInt(`${found[1]}${decimals === 0 ? '' : (found[2] ?? '').padEnd(decimals, '0')}`);
}

/** '£1,234.50', '−UGX 2,000,000': as people read it, a negative one with the true minus sign. */
export function amountWords({ minor, currency }: Amount): string {
  const [whole = '', part] = decimal(BigInt(Math.abs(minor)), currency).split('.');
  const words = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`;
  const sign = minor < 0 ? '\u2212' : '';
  const mark = SYMBOLS[currency];
  return mark ? `${sign}${mark}${words}` : `${sign}${currency} ${words}`;
}
