import { LABEL_SYSTEM, LABELS, labelBits, labelOfCode, type Stale } from '#agreement';
import { type BitsOf, bitsOf, SHIPPED } from './codes.ts';
import { type Coding, codingsIn, type Resource } from './codings.ts';

/** The sets of sensitive codes as they are now. */
export type LabelSets = {
  /** Rises whenever a set changes, and is kept with every row. */
  readonly version: number;
  readonly bitsOf: BitsOf;
  /** Labels that grew with a version to which not every row has been brought yet. */
  readonly stale: readonly Stale[];
};

/** What ships and nothing else: where no installation is (a tool, a test). */
export const SHIPPED_SETS: LabelSets = { version: 1, bitsOf: bitsOf(SHIPPED), stale: [] };

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/**
 * Sensitivity bits of a resource: what its source says and what its codes tell. Either raises; neither lowers. That somebody keeps
 * something back is told to nobody with whom it is not shared by name, so every Consent is restricted.
 */
export function labelsOf(resource: Resource, sets: Pick<LabelSets, 'bitsOf'> = SHIPPED_SETS): number {
  let bits = resource['resourceType'] === 'Consent' ? labelBits('restricted') : 0;
  for (const coding of codingsIn(securityOf(resource))) bits |= saidBy(coding);
  for (const name of NAMING) {
    for (const { system, code } of codingsIn(resource[name])) bits |= sets.bitsOf(system, code);
  }
  return bits;
}

/** The labels of a row that is looked at again. Bits that are no labels are not told by codes, and stay. */
export function labelledAnew(resource: Resource, was: number, sets: LabelSets): number {
  return labelsOf(resource, sets) | (was & ~EVERY_LABEL);
}

const EVERY_LABEL = labelBits(...LABELS);

const NAMING = ['code', 'reasonCode', 'medicationCodeableConcept', 'valueCodeableConcept', 'vaccineCode', 'type'];

function securityOf(resource: Resource): unknown {
  const { meta } = resource;
  return typeof meta === 'object' && meta !== null && 'security' in meta ? meta.security : undefined;
}

function saidBy({ system, code }: Coding): number {
  const read = system === ACT_CODE || system === CONFIDENTIALITY || system === LABEL_SYSTEM;
  const label = read ? labelOfCode({ system, code }) : undefined;
  return label ? labelBits(label) : 0;
}
