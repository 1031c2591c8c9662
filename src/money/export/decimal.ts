/** Currencies without a smaller unit; every other here has hundredths. */
const WHOLE = new Set(['UGX', 'RWF', 'JPY', 'BIF']);

/** '-1234.50': an amount for machines, exact. */
export function decimal(minor: bigint, currency: string): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString();
  if (WHOLE.has(currency)) return `${sign}${digits}`;
  const padded = digits.padStart(3, '0');
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`;
}
