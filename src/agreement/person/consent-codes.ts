import { DATA_CLASSES, type DataClass, LABELS, type Label, PURPOSES, type Purpose } from '../words.ts';

/** Codes of FHIR Consent in our words. What is not here cannot be read, and consent.ts says what then. */
export type Coding = { readonly system?: string; readonly code?: string };

export const CLASS_SYSTEM = 'https://concord.health/data-class';
export const LABEL_SYSTEM = 'https://concord.health/label';
export const PURPOSE_SYSTEM = 'https://concord.health/purpose';

/**
 * What a source says of an item, and a person of what they keep back: one table, so that neither knows a code that the other does not.
 * https://terminology.hl7.org/CodeSystem-v3-ActCode.html, _InformationSensitivityPolicy, and v3-Confidentiality.
 */
const SENSITIVITY: Readonly<Record<string, Label>> = {
  HIV: 'hiv',
  TBOO: 'tuberculosis',
  STD: 'sexual-health',
  SEX: 'sexual-health',
  PSY: 'mental-health',
  PSYTHPN: 'mental-health',
  MH: 'mental-health',
  BH: 'mental-health',
  ETH: 'substance-use',
  ETHUD: 'substance-use',
  OPIOIDUD: 'substance-use',
  SUD: 'substance-use',
  SUDN: 'substance-use',
  SDV: 'safeguarding',
  DV: 'safeguarding',
  VIO: 'safeguarding',
  GDIS: 'genetic',
  R: 'restricted',
  V: 'restricted',
};

/** https://terminology.hl7.org/CodeSystem-v3-ActReason.html, PurposeOfUse. */
const REASONS: Readonly<Record<string, Purpose>> = {
  TREAT: 'direct-care',
  CAREMGT: 'direct-care',
  COORD: 'direct-care',
  ETREAT: 'direct-care',
  HMARKT: 'planning',
  PUBHLTH: 'planning',
  HRESCH: 'planning',
  HOPERAT: 'planning',
  HPAYMT: 'payment',
  HCOMPL: 'audit',
  PATRQT: 'own-record',
};

export function labelOf({ system = '', code = '' }: Coding): Label | undefined {
  if (system === LABEL_SYSTEM) return LABELS.find((one) => one === code);
  return /v3-(ActCode|Confidentiality)$/.test(system) && Object.hasOwn(SENSITIVITY, code)
    ? SENSITIVITY[code]
    : undefined;
}

export function purposeOf({ system = '', code = '' }: Coding): Purpose | undefined {
  if (system === PURPOSE_SYSTEM) return PURPOSES.find((one) => one === code);
  return system.endsWith('v3-ActReason') && Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}

/** A class by its own name, or the class of a FHIR type where the caller knows it. */
export function classOf(
  { system = '', code = '' }: Coding,
  classOfType: ((type: string) => DataClass | undefined) | undefined,
): DataClass | undefined {
  if (system === CLASS_SYSTEM) return DATA_CLASSES.find((one) => one === code);
  return system === 'http://hl7.org/fhir/resource-types' ? classOfType?.(code) : undefined;
}
