import { isPatientCompartmentType, RESOURCE_TYPES } from '#fhir';

/** Types of what is about a person. */
export const PERSONAL_TYPES: readonly string[] = RESOURCE_TYPES.filter(
  (type) => type === 'Patient' || isPatientCompartmentType(type),
);
