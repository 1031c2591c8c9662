import type { Access } from '#agreement';
import { practitionerId, type Seat, WHO } from '#auth';
import type { Audit } from '#http';
import type { Repository, Stored } from '#repository';
import type { Core } from '../core.ts';

type Records = { readonly core: Pick<Core, 'services' | 'auth'>; readonly audit: Audit };

/** A Patient that stands for a person towards an app, and the name to say. */
export type Shown = { readonly id: string; readonly name: string };

const PATIENTS_MAX = 5;

/**
 * The Patient of a person ('Person/<id>', or 'Patient/<id>' of one of their records) that this seat sees: its own organisation's, where there
 * is one. Written down as a look.
 */
export async function patientOf(records: Records, access: Access, person: string): Promise<Shown | undefined> {
  const { store, ports, repository } = records.core.services;
  const bound = repository(access);
  const found = person.startsWith('Patient/')
    ? await one(bound, person)
    : await bound.compartments(await ports.persons.records(store, [person.replace(/^Person\//, '')]), {
        types: ['Patient'],
        limit: PATIENTS_MAX,
      });
  const chosen = found.find(({ org }) => org === access.organization) ?? found[0];
  if (!chosen) return undefined;
  await records.audit(access, { action: 'read', type: 'Patient', id: chosen.id, shown: [chosen], outcome: 'success' });
  return { id: chosen.id, name: nameOf(chosen) };
}

async function one(bound: Repository, reference: string): Promise<readonly Stored[]> {
  const found = await bound.read('Patient', reference.slice('Patient/'.length));
  return found.ok ? [found.value] : [];
}

type Named = {
  readonly name?: readonly { readonly text?: string; readonly given?: readonly string[]; readonly family?: string }[];
};

function nameOf({ body }: Stored): string {
  const [name] = (JSON.parse(body) as Named).name ?? [];
  return name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ').trim() ?? '';
}

/**
 * Who an app is told that somebody is: a Practitioner of the directory, under an id that says nothing of the account. Written
 * when it is first told, so that the app can read whom it was told of.
 */
export async function practitionerOf({ core }: Pick<Records, 'core'>, seat: Seat): Promise<string> {
  const id = practitionerId(seat.account, seat.organization);
  const [family = seat.name, ...given] = seat.name.split(' ').toReversed();
  const resource = {
    resourceType: 'Practitioner',
    id,
    active: true,
    identifier: [{ system: WHO, value: id }],
    name: [{ text: seat.name, family, ...(given.length > 0 ? { given: given.toReversed() } : {}) }],
  };
  const access = await core.auth.accessOfClient('concord-sign-in', seat.organization);
  await core.services.repository(access).update('Practitioner', id, JSON.stringify(resource));
  return `Practitioner/${id}`;
}
