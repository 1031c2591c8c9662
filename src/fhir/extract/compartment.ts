import { PATIENT_COMPARTMENT } from '../generated/compartment.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Types that R4 puts into no patient's compartment and that can name a patient all the same, with the elements that do, the one it is
 * about first (docs/decisions/0008). '*' is every reference in it. One that names no patient
 * may still say by way of another whose it is (through.ts); else it is about nobody.
 */
const BEYOND_R4: Readonly<Record<string, readonly string[]>> = {
  Binary: ['securityContext'],
  BiologicallyDerivedProduct: ['collection.source'],
  Bundle: [],
  Contract: ['subject', 'signer.party', '*'],
  Device: ['patient'],
  GuidanceResponse: ['subject'],
  Linkage: ['item.resource'],
  MessageHeader: ['focus'],
  Parameters: [],
  Task: [
    'for',
    'focus',
    'basedOn',
    'owner',
    'requester',
    'restriction.recipient',
    'input.valueReference',
    'output.valueReference',
  ],
  VerificationResult: ['target'],
};

/** The same, sorted: what once lay with nobody and may have to go to whom it is about. */
export const WIDER_TYPES: readonly string[] = Object.keys(BEYOND_R4).sort();

/** Whether resources of the type can be in a patient's compartment; Patient itself is. */
export function isPatientCompartmentType(type: string): boolean {
  return Object.hasOwn(PATIENT_COMPARTMENT, type) || isOfWiderCompartment(type);
}

/** Whether that is Concord's reading alone, and not R4's. */
export function isOfWiderCompartment(type: string): boolean {
  return Object.hasOwn(BEYOND_R4, type);
}

/** The patients that a resource of such a type names, in order; may hold one twice. */
export function patientsBeyondR4(type: string, resource: Fields): readonly string[] {
  return (BEYOND_R4[type] ?? [])
    .flatMap((path) => (path === '*' ? referencesOf(resource) : referencesAt(resource, path.split('.'))))
    .flatMap((said) => PATIENT.exec(said)?.[1] ?? []);
}

const PATIENT = /^(Patient\/[^/]+)(?:$|\/_history\/)/;

/** Every Reference.reference in a resource, each once, in order. */
export function referencesOf(resource: unknown): readonly string[] {
  const found = new Set<string>();
  gather(resource, found);
  return [...found];
}

function gather(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) gather(one, found);
    return;
  }
  for (const [name, one] of Object.entries(value)) {
    if (name === 'reference' && typeof one === 'string') found.add(one);
    else gather(one, found);
  }
}

export function referencesAt(value: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => referencesAt(one, step === undefined ? [] : [step, ...rest]));
  if (typeof value !== 'object' || value === null) return [];
  if (step !== undefined) return referencesAt((value as Fields)[step], rest);
  const { reference } = value as Fields;
  return typeof reference === 'string' ? [reference] : [];
}
