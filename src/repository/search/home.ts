/**
 * Types whose `patient`, and `subject` where they have one, is at most one reference: if it is a Patient, the resource is at home
 * in that Patient's compartment, so that one person's rows are one range of the index of compartments. A type that is left
 * out here is found all the same, by the tokens of its references.
 */
const SINGLE_SUBJECT = new Set(
  `AdverseEvent AllergyIntolerance BodyStructure CarePlan CareTeam ChargeItem ClinicalImpression Communication
  CommunicationRequest Composition Condition DetectedIssue DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest
  DocumentReference Encounter EpisodeOfCare FamilyMemberHistory Flag Goal ImagingStudy Immunization ImmunizationEvaluation
  ImmunizationRecommendation Invoice List Media MedicationAdministration MedicationDispense MedicationRequest
  MedicationStatement NutritionOrder Observation Procedure QuestionnaireResponse RelatedPerson RequestGroup RiskAssessment
  ServiceRequest Specimen VisionPrescription`.split(/\s+/),
);

/** Whether a reference parameter of a type, pointing to a Patient, says in whose compartment the resource is at home. */
export function tellsHome(type: string, parameter: string): boolean {
  return (parameter === 'subject' || parameter === 'patient') && SINGLE_SUBJECT.has(type);
}
