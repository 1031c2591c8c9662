const NUMBER = /^[+-]?(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number and the range its digits imply: 100 is [99.5, 100.5), 5.40 is [5.395, 5.405). Where an exponent is written, it has
 * at least two significant digits: 1e2 is [95, 105), as https://hl7.org/fhir/R4/search.html#number has it.
 */
export function numberRange(
  text: string,
): { readonly value: number; readonly lo: number; readonly hi: number } | undefined {
  const match = NUMBER.exec(text);
  const value = Number(text);
  if (!match || !Number.isFinite(value)) return undefined;
  const [, , decimals = '', exponent] = match;
  const places = exponent === undefined ? decimals.length : Math.max(decimals.length, 1) - Number(exponent);
  const half = Number(`5e${-places - 1}`);
  return { value, lo: decimal(value - half), hi: decimal(value + half) };
}

/** 5.4 - 0.05 is 5.3500000000000005 in doubles; the decimal that was meant has at most 15 digits. */
function decimal(bound: number): number {
  return Number(bound.toPrecision(15));
}
