import type { Definitions } from './definitions.ts';

/** Where a resource is about several patients, its home is the one it is about, not one who took part. */
const FIRST = ['patient', 'subject', 'beneficiary', 'individual'];

/** Type and the codes of the reference parameters that put it into a patient's compartment, home first. */
export function compartmentRows({
  patientCompartment,
}: Definitions): readonly (readonly [string, readonly string[]])[] {
  return patientCompartment.resource.flatMap(({ code, param = [] }) => {
    if (param.length === 0) return [];
    const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
    return [[code, [...param].sort((a, b) => rank(a) - rank(b))] as const];
  });
}
