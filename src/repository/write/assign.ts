import { isPatientCompartmentType, patientsOf, type Scan } from '#fhir';
import type { Writing } from '../context.ts';
import { compartmentOf, NOBODY } from '../place/compartment.ts';
import { BUCKETS, newId } from '../place/id.ts';

/** A resource that gets an id of ours; `fullUrl` is how others of its bundle refer to it. */
export type Newcomer = { readonly type: string; readonly scan: Scan; readonly fullUrl?: string };

/**
 * New ids, each with the bucket of its home. Patients come first, since the others' homes follow from theirs: a subject that is
 * a Patient of the same bundle is still a urn here. Should the guess be wrong, `locator` says where the resource lies.
 */
export function assignIds(
  { context, now }: Writing,
  newcomers: readonly Newcomer[],
  known: ReadonlyMap<string, string>,
): readonly string[] {
  const make = (bkt: number) => newId(bkt, now.getTime(), context.random);
  const names = new Map(known);
  const patients = newcomers.map(({ type, fullUrl }) => {
    if (type !== 'Patient') return undefined;
    const id = make(Math.floor(context.random() * BUCKETS));
    if (fullUrl) names.set(fullUrl, `Patient/${id}`);
    return id;
  });
  return newcomers.map((newcomer, place) => patients[place] ?? make(likelyHome(newcomer, names)));
}

function likelyHome({ type, scan }: Newcomer, assigned: ReadonlyMap<string, string>): number {
  // To gather all its keys only to hear that it names no patient yet would cost as much as a tenth of the write.
  const names = scan.references.some(({ reference }) => reference.includes('Patient/'));
  const [named] = names ? patientsOf(type, scan.value) : [];
  if (named !== undefined) return compartmentOf(named).bkt;
  const known = scan.references
    .map(({ reference }) => assigned.get(reference))
    .find((name) => name?.startsWith('Patient/'));
  // Types about nobody have the bucket of nobody whatever their id.
  return known === undefined || !isPatientCompartmentType(type) ? NOBODY.bkt : compartmentOf(known).bkt;
}
