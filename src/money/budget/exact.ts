/** Currencies without a smaller unit. */
const WHOLE = new Set(['UGX', 'RWF', 'JPY', 'BIF']);

/** '1,250.50' of pounds is 125,050 pence: from its digits, never through a floating number. Undefined where it is no such amount. */
export function exactMinor(text: string, currency: string): bigint | undefined {
  const digits = text.replace(/[\s,£$€]/g, '');
  const whole = WHOLE.has(currency);
  const found = (whole ? /^(\d{1,13})(?:\.0+)?$/ : /^(\d{1,13})(?:\.(\d{1,2}))?$/).exec(digits);
  if (!found) return undefined;
  return BigInt(`${found[1]}${whole ? '' : (found[2] ?? '').padEnd(2, '0')}`);
}
