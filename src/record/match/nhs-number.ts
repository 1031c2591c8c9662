/** Systems under which an NHS number is known to arrive. */
export const NHS_NUMBER_SYSTEMS: readonly string[] = [
  'https://fhir.nhs.uk/Id/nhs-number',
  'http://fhir.nhs.net/Id/nhs-number',
  'urn:oid:2.16.840.1.113883.2.1.4.1',
];

/**
 * The ten digits of a valid NHS number, or undefined. Modulus 11 over the first nine digits:
 * https://www.datadictionary.nhs.uk/attributes/nhs_number.html. Ten equal digits pass the sum and are nobody's.
 */
export function nhsNumber(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return undefined;
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]) ? digits : undefined;
}
