/** https://hl7.org/fhir/R4/http.html#ops and #2.21.0.6 (handling). Unknown preferences are passed over, as RFC 7240 wants. */
export type Prefer = {
  readonly return: 'minimal' | 'representation' | 'OperationOutcome' | undefined;
  readonly handling: 'strict' | 'lenient';
};

const NONE: Prefer = { return: undefined, handling: 'strict' };
const RETURNS = ['minimal', 'representation', 'OperationOutcome'] as const;

export function preferOf(header: string | undefined): Prefer {
  if (header === undefined) return NONE;
  const wishes = header.split(/[,;]/).map((wish) => wish.trim().replaceAll('"', ''));
  return {
    return: RETURNS.find((value) => wishes.includes(`return=${value}`)),
    handling: wishes.includes('handling=lenient') ? 'lenient' : 'strict',
  };
}
