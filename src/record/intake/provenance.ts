import { patientsOf } from '#fhir';
import { fingerprint, keptId } from './identity.ts';
import type { Prepared, Sender } from './prepare.ts';

/** A Provenance to be written with the records it is about. */
export type Provenance = { readonly id: string; readonly text: string };

export type Came = Sender & {
  /** Name of the file as the sender calls it. */
  readonly file: string;
  /** What it was made of, where that is kept in the record: 'Basic/<id>' of a message. */
  readonly source?: string;
  /** When it is read in (ISO instant). */
  readonly at: string;
};

/**
 * Says of records that came together who handed them over, in what file and when: one Provenance a person, so that it lies in
 * that person's compartment and names nobody else's records, and one for what is about nobody. Its id depends on the records
 * alone: the same records again have it already.
 */
export function provenances(records: readonly Prepared[], came: Came): readonly Provenance[] {
  const groups = new Map<string, Prepared[]>();
  for (const record of records) {
    if (record.type === 'Provenance') continue;
    const person = patientsOf(record.type, { ...record.value, id: record.id })[0] ?? '';
    const group = groups.get(person);
    if (group) group.push(record);
    else groups.set(person, [record]);
  }
  return [...groups.values()].map((group) => provenance(group, came));
}

function provenance(records: readonly Prepared[], { organization, feed, file, source, at }: Came): Provenance {
  const content = fingerprint(records.map(({ print }) => print).join('\n'));
  const id = keptId(organization, `Provenance#${content}`);
  const resource = {
    resourceType: 'Provenance',
    id,
    meta: { source: feed },
    target: records.map((record) => ({ reference: `${record.type}/${record.id}` })),
    recorded: at,
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'APPEND' }] },
    agent: [
      {
        type: {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'transmitter' },
          ],
        },
        who: { reference: organization },
      },
    ],
    entity: [{ role: 'source', what: { ...(source ? { reference: source } : {}), display: file } }],
  };
  return { id, text: JSON.stringify(resource) };
}
