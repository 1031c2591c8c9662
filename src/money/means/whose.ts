import type { Access, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Compartment, Stored } from '#repository';
import type { Asking } from '../ask.ts';

/** Works out what people pay for care, and keeps it. */
export const ASSESSOR: Role = 'financial-assessor';
/** May see it: policy says of whom, since every item carries its label. */
export const MEANS_ROLES: readonly Role[] = [ASSESSOR, 'social-worker', 'person'];

export type Whose = {
  readonly person: string;
  readonly places: readonly Compartment[];
  /** The Patient that a sum is kept with: the assessing organisation's own, where it has one. */
  readonly patient: string;
  readonly name: string;
};

const PATIENTS = 50;

/** Whose costs are asked for: oneself, or somebody whom the seat may see; else as if there was nobody. */
export async function whoseOf({ services }: Asking, access: Access, asked?: string): Promise<Outcome<Whose>> {
  if (!MEANS_ROLES.includes(access.role)) return nothing();
  const { ports, store } = services;
  const own = access.role === 'person' ? await ports.contributors.holderOf(access.viewer) : asked;
  const id = own?.replace(/^Person\//, '') ?? '';
  const records = id === '' ? [] : await ports.persons.records(store, [id]);
  const places = records.map(({ bkt, cmp }) => ({ bkt, cmp }));
  const patients = await services.repository(access).compartments(places, { types: ['Patient'], limit: PATIENTS });
  const patient = patients.find(({ org }) => org === access.organization) ?? patients[0];
  if (patient === undefined) return nothing();
  return accepted({ person: id, places, patient: `Patient/${patient.id}`, name: nameIn(patient) });
}

/** The person in whose record a kept sum lies. */
export async function personOf({ services }: Asking, { bkt, cmp }: Compartment): Promise<string> {
  const [row] = await services.ports.persons.of(services.store, [{ bkt, cmp }]);
  return row?.person ?? '';
}

/** The same words whether there is nobody, nothing, or nothing that this seat may see. */
export function nothing(): Outcome<never> {
  return refuse(
    'not-found',
    'money.no-care-costs',
    'There is nothing of what somebody pays for care that you may see. Open it from the page of a person, as a financial assessor.',
  );
}

function nameIn({ body }: Stored): string {
  type Name = { readonly text?: string; readonly given?: readonly string[]; readonly family?: string };
  const [name] = (JSON.parse(body) as { readonly name?: readonly Name[] }).name ?? [];
  return name?.text ?? [...(name?.given ?? []), name?.family].filter((part) => part !== undefined).join(' ');
}
