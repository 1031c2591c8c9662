import { createHash } from 'node:crypto';
import { isOfWiderCompartment, isPatientCompartmentType } from '#fhir';
import type { Compartment } from '../repository.ts';
import { smallHash } from './hash.ts';
import { embeddedBucket, hashedBucket } from './id.ts';

/** Where rows lie that are about nobody. */
export const NOBODY: Compartment = { bkt: 0, cmp: '0' };

/** The compartment of 'Patient/<id>'. The hash is cryptographic: nobody can craft an id into another person's compartment. */
export function compartmentOf(patient: string): Compartment {
  const known = recent.get(patient);
  if (known) return known;
  const id = patient.slice('Patient/'.length);
  const cmp = createHash('sha256').update(patient).digest().readBigInt64BE(0).toString();
  const made = { bkt: embeddedBucket(id) ?? hashedBucket('Patient', id), cmp };
  if (recent.size >= RECENT_LIMIT) recent.clear();
  recent.set(patient, made);
  return made;
}

/**
 * The first bucket in which to look for an id. A Patient and what is about nobody are always there; what is about a person
 * may lie elsewhere, and then has a row in `locator`.
 */
export function bucketOf(type: string, id: string): number {
  if (type !== 'Patient' && !isPatientCompartmentType(type)) return NOBODY.bkt;
  // What R4 says is about nobody has lain there under any id: what is not ours stays there until `locator` says otherwise.
  return embeddedBucket(id) ?? (isOfWiderCompartment(type) ? NOBODY.bkt : hashedBucket(type, id));
}

/** The bucket of the locator row of an id. */
export function locatorBucket(type: string, id: string): number {
  return smallHash(`locator:${type}/${id}`);
}

/** The bucket of the ident rows of an identifier, whoever carries it. */
export function identBucket(system: string, value: string): number {
  return smallHash(`${system}|${value}`);
}

const RECENT_LIMIT = 20_000;
const recent = new Map<string, Compartment>();
