import { classNumber, DATA_CLASSES, type DataClass } from '#agreement';
import { codingsIn, type Resource } from './codings.ts';

/** A category or meta.tag of this system names the class of data outright, among those that may be asked for so. */
export const CLASS_SYSTEM = 'https://concord.health/data-class';

/** Narrower than what the type alone says. A source may move an item into these, never out of them into a wider one. */
const ASKED_FOR: readonly DataClass[] = ['social-care', 'mental-health', 'finance'];

/** What everybody sees is the directory alone: a type that can name a person, or hold what opens a door, is of another class. */
const CLASS_OF_TYPE: Readonly<Record<string, DataClass>> = Object.fromEntries(
  Object.entries({
    demographics: 'Patient RelatedPerson Person',
    problems: 'Condition Flag ClinicalImpression FamilyMemberHistory DetectedIssue RiskAssessment AdverseEvent',
    medicines:
      'MedicationRequest MedicationStatement MedicationAdministration MedicationDispense NutritionOrder VisionPrescription SupplyDelivery SupplyRequest',
    allergies: 'AllergyIntolerance',
    results: 'Observation DiagnosticReport Specimen ImagingStudy Media MolecularSequence BodyStructure',
    procedures:
      'Procedure Immunization ImmunizationEvaluation ImmunizationRecommendation DeviceUseStatement Device BiologicallyDerivedProduct',
    encounters: 'Encounter Appointment AppointmentResponse EpisodeOfCare Schedule Slot',
    documents: 'DocumentReference DocumentManifest Composition QuestionnaireResponse Binary List Consent',
    plans:
      'CarePlan Goal CareTeam Task ServiceRequest Communication CommunicationRequest DeviceRequest RequestGroup GuidanceResponse',
    finance:
      'Coverage CoverageEligibilityRequest CoverageEligibilityResponse Claim ClaimResponse ChargeItem Account Invoice ExplanationOfBenefit PaymentNotice PaymentReconciliation EnrollmentRequest EnrollmentResponse Contract',
    administrative:
      'Provenance AuditEvent MeasureReport ResearchSubject Basic Linkage MessageHeader Group Subscription',
    directory:
      'Organization Practitioner PractitionerRole Location HealthcareService Endpoint OrganizationAffiliation InsurancePlan Medication Substance MedicationKnowledge DeviceDefinition DeviceMetric CodeSystem ValueSet ConceptMap NamingSystem StructureDefinition StructureMap SearchParameter CapabilityStatement CompartmentDefinition OperationDefinition ImplementationGuide GraphDefinition ExampleScenario TerminologyCapabilities Library Measure PlanDefinition ActivityDefinition Questionnaire TestScript TestReport EventDefinition ResearchDefinition ResearchElementDefinition ResearchStudy Evidence EvidenceVariable EffectEvidenceSynthesis RiskEvidenceSynthesis ChargeItemDefinition SpecimenDefinition ObservationDefinition CatalogEntry MessageDefinition MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification',
  } satisfies Partial<Record<DataClass, string>>).flatMap(([name, types]) =>
    types.split(' ').map((type) => [type, name as DataClass]),
  ),
);

/** The class of data of a resource, as the number that is stored. */
export function classOf(type: string, resource: Resource): number {
  return askedFor(resource) ?? classNumber(CLASS_OF_TYPE[type] ?? 'other');
}

function askedFor(resource: Resource): number | undefined {
  const marks = [...codingsIn(resource['category']), ...codingsIn(tagsOf(resource))];
  const asked = marks.find(({ system, code }) => system === CLASS_SYSTEM && ASKED_FOR.some((one) => one === code));
  return asked && DATA_CLASSES.findIndex((one) => one === asked.code);
}

function tagsOf(resource: Resource): unknown {
  const { meta } = resource;
  return typeof meta === 'object' && meta !== null && 'tag' in meta ? meta.tag : undefined;
}
