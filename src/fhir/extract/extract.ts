import { EXTRACTORS } from '../generated/extractors.ts';
import { PATIENT_COMPARTMENT } from '../generated/compartment.ts';
import type { Interval } from '../date.ts';
import type { Keys } from '../keys.ts';
import { patientsBeyondR4 } from './compartment.ts';
import { emptyDraft } from './draft.ts';

type Resource = Readonly<Record<string, unknown>>;

/**
 * Everything a resource can be found by. `_id` and `_lastUpdated` are not among it: the store has columns for both.
 * The resource has been validated; what is of another shape is passed over.
 */
export function extract(type: string, resource: Resource): Keys {
  const draft = emptyDraft();
  EXTRACTORS[type]?.(draft, resource);
  return draft;
}

/**
 * The patients ('Patient/7') whose compartments a resource is in, each once, its home first: whom it is about comes before
 * who took part. Give the keys if they are at hand.
 */
export function patientsOf(type: string, resource: Resource, keys: Keys = extract(type, resource)): readonly string[] {
  const codes = (PATIENT_COMPARTMENT[type] ?? '').split(' ');
  const found = new Set<string>();
  if (type === 'Patient' && typeof resource['id'] === 'string') found.add(`Patient/${resource['id']}`);
  for (const code of codes)
    for (const { p, type: target, id } of keys.references)
      if (p === code && target === 'Patient' && id !== undefined) found.add(`Patient/${id}`);
  for (const named of patientsBeyondR4(type, resource)) found.add(named);
  return [...found];
}

/**
 * The date that a resource is about: parameters in order, the first that has a value. Only where a type has a single one, and
 * that has a single value, is it the same as the parameter; those stand in CLINICAL_DATE.
 */
const PRINCIPAL: Readonly<Record<string, string>> = {
  Account: 'period',
  AdverseEvent: 'date',
  AllergyIntolerance: 'date',
  Appointment: 'date',
  AuditEvent: 'date',
  CarePlan: 'date',
  CareTeam: 'date',
  ChargeItem: 'occurrence entered-date',
  Claim: 'created',
  ClaimResponse: 'created',
  ClinicalImpression: 'date',
  Communication: 'sent received',
  CommunicationRequest: 'occurrence authored',
  Composition: 'date',
  Condition: 'onset-date recorded-date',
  Consent: 'date',
  CoverageEligibilityRequest: 'created',
  CoverageEligibilityResponse: 'created',
  DetectedIssue: 'identified',
  DeviceRequest: 'event-date authored-on',
  DiagnosticReport: 'date issued',
  DocumentManifest: 'created',
  DocumentReference: 'date period',
  Encounter: 'date',
  EpisodeOfCare: 'date',
  ExplanationOfBenefit: 'created',
  FamilyMemberHistory: 'date',
  Flag: 'date',
  Goal: 'start-date target-date',
  ImagingStudy: 'started',
  Immunization: 'date',
  ImmunizationEvaluation: 'date',
  ImmunizationRecommendation: 'date',
  Invoice: 'date',
  List: 'date',
  MeasureReport: 'period date',
  Media: 'created',
  MedicationAdministration: 'effective-time',
  MedicationDispense: 'whenhandedover whenprepared',
  MedicationRequest: 'authoredon',
  MedicationStatement: 'effective',
  NutritionOrder: 'datetime',
  Observation: 'date',
  Procedure: 'date',
  Provenance: 'recorded',
  QuestionnaireResponse: 'authored',
  RequestGroup: 'authored',
  ResearchSubject: 'date',
  RiskAssessment: 'date',
  Schedule: 'date',
  ServiceRequest: 'occurrence authored',
  Specimen: 'collected',
  SupplyRequest: 'date',
  Task: 'period authored-on modified',
  VisionPrescription: 'datewritten',
};

/** Types whose clinical date equals a search parameter, and which: a search by it needs no other index. */
export const CLINICAL_DATE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PRINCIPAL).filter(([, codes]) => !codes.includes(' ')),
);

/** When it was: the type's principal date. Give the keys if they are at hand. */
export function clinicalDate(
  type: string,
  resource: Resource,
  keys: Keys = extract(type, resource),
): Interval | undefined {
  for (const code of (PRINCIPAL[type] ?? '').split(' ')) {
    const found = keys.dates.find(({ p }) => p === code);
    if (found) return { lo: found.lo, hi: found.hi };
  }
  return undefined;
}
