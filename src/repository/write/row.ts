import { extract, type Keys, patientsOf, type Scan, typeNumber, withIdentity } from '#fhir';
import { type IndexRows, indexRows } from '../index-rows/index-rows.ts';
import { classOf } from '../label/class.ts';
import { type LabelSets, labelsOf } from '../label/labels.ts';
import { bucketOf, compartmentOf, NOBODY } from '../place/compartment.ts';
import type { Contribution } from '../context.ts';
import type { Compartment } from '../repository.ts';

/** One version of a resource, ready to be stored with everything it is found by. */
export type Row = {
  readonly by: Contribution;
  readonly type: string;
  readonly typ: number;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  readonly op: 'create' | 'update';
  readonly home: Compartment;
  /** Where the version before it was, if that was about somebody else. */
  readonly left?: Compartment;
  /** Compartments of its further patients. */
  readonly others: readonly Compartment[];
  readonly cls: number;
  readonly lab: number;
  /** Of the sets of codes that gave `lab`. */
  readonly labver: number;
  readonly body: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly index: IndexRows;
  /** True where a row of `locator` has to be written, because the id does not lead to the home's bucket. */
  readonly locate: boolean;
};

/** The same as it lies in the store, where nobody asks any more who wrote it. */
export type Lying = Omit<Row, 'by'> & { readonly by: Omit<Contribution, 'access'> };

export type Identity = {
  readonly by: Contribution;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  readonly op: 'create' | 'update';
  /** The id has a row of `locator` already. */
  readonly located: boolean;
  readonly sets: LabelSets;
  /** Whose it is by way of another, where it names no patient itself. */
  readonly through?: readonly Compartment[] | undefined;
};

/** Makes the row of a version. Pure. Give its keys if they are at hand. */
export function rowOf(scan: Scan, identity: Identity, keys: Keys = extract(identity.type, scan.value)): Row {
  const { by, type, id, version, updated, op, located, sets } = identity;
  const resource = scan.value;
  const [home = NOBODY, ...others] = compartmentsOf(identity, resource, keys);
  return {
    by,
    type,
    id,
    version,
    updated,
    op,
    typ: typeNumber(type),
    home,
    others,
    locate: !located && bucketOf(type, id) !== home.bkt,
    cls: classOf(type, resource),
    lab: labelsOf(resource, sets),
    labver: sets.version,
    body: withIdentity(scan, identity),
    resource,
    index: indexRows(type, resource, keys),
  };
}

/** Compartments a resource is in, home first; none for what is about nobody. A Patient's home is their own. */
function compartmentsOf(
  { type, id, through = [] }: Identity,
  resource: Row['resource'],
  keys: Keys,
): readonly Compartment[] {
  const named = patientsOf(type, resource, keys);
  if (named.length === 0 && type !== 'Patient') return through;
  return (type === 'Patient' ? [...new Set([`Patient/${id}`, ...named])] : named).map(compartmentOf);
}
