import { isOfWiderCompartment, isPatientCompartmentType, parameterOf } from '#fhir';

/**
 * Under which parameters of a type the keys of a parameter are stored. Most under their own; `patient` is, in every type that
 * has both, `subject` where that is a Patient, and a `combo-` parameter the union of two others. Rows of their own would only
 * repeat them: for an Observation a third of its tokens.
 */
export function storedAs(type: string, code: string): readonly string[] {
  if (code === 'patient' && parameterOf(type, 'subject')) return ['subject'];
  if (code === 'patient:identifier' && parameterOf(type, 'subject')) return ['subject:identifier'];
  if (code.startsWith('combo-')) return [code.slice('combo-'.length), `component-${code.slice('combo-'.length)}`];
  return [code];
}

/** Types of which `posting` has the codes: those of R4's compartment. Concord's own further ones are too few to need it. */
export function hasPostings(type: string): boolean {
  return isPatientCompartmentType(type) && !isOfWiderCompartment(type);
}
