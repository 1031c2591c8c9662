import type { Access } from '#agreement';
import { type Outcome, accepted, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Compartment, compartmentOf, type PersonRecordRow } from '#repository';

/** A person by any of their names: the id, 'Person/<id>', or 'Patient/<id>' of one of their records. */
export async function recordsOf(
  { store, ports }: Services,
  person: string,
  access: Pick<Access, 'once'> = {},
): Promise<readonly PersonRecordRow[]> {
  const id = person.replace(/^Person\//, '');
  if (!id.startsWith('Patient/')) return ports.persons.recordsOnce(access, store, id);
  const [row] = await ports.persons.of(store, [compartmentOf(id)]);
  return row ? ports.persons.recordsOnce(access, store, row.person) : [];
}

export type Seen = { readonly person: string; readonly compartments: readonly Compartment[] };

/** The person's compartments, where the asker can see anything in them; else the same words as for nobody at all. */
export async function seenBy(services: Services, access: Access, person: string): Promise<Outcome<Seen>> {
  const records = await recordsOf(services, person, access);
  const [first] = records;
  if (first === undefined) return noPerson();
  const compartments = records.map(({ bkt, cmp }) => ({ bkt, cmp }));
  const visible = await services.repository(access).compartments(compartments, { types: ['Patient'], limit: 1 });
  return visible.length === 0 ? noPerson() : accepted({ person: first.person, compartments });
}

export function noPerson(): Outcome<never> {
  return refuse(
    'not-found',
    'record.no-person',
    'There is no such person among those you may see. Search by NHS number or by name and birth date.',
  );
}
