import type { Access } from '#agreement';
import { accepted, type Outcome, refuse, type Refused } from '#fhir';
import type { Services } from '#joint';
import { type Compartment, compartmentOf } from '#repository';
import type { Reader } from '#store';
import { placeOf } from '../match/pair.queries.ts';
import { noPerson } from '../person/whose.ts';
import { requestOf, type RequestRow } from './request.queries.ts';

export type Whose = { readonly person: string; readonly places: readonly Compartment[] };

/** The person whose own record this seat reads: themself, or whoever sits in their place. */
export async function selfOf({ ports, store }: Services, access: Access): Promise<Outcome<Whose>> {
  if (access.role !== 'person') {
    return refuse('forbidden', 'record.requests-own', 'Requests are made by the person whose record it is.');
  }
  const holder = await ports.contributors.holderOf(access.viewer);
  if (!holder?.startsWith('Person/')) return noPerson();
  const person = holder.slice('Person/'.length);
  const records = await ports.persons.recordsOnce(access, store, person);
  return records.length === 0 ? noPerson() : accepted({ person, places: records.map(placeOf) });
}

/** A request of the person who asks. */
export async function ownRequest(services: Services, access: Access, id: string): Promise<Outcome<RequestRow>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const row = await requestOf(services.store, id);
  const mine = row && self.value.places.some(({ bkt, cmp }) => bkt === row.bkt && cmp === row.cmp);
  return mine ? accepted(row) : noRequest();
}

/** A request to the organisation whose information governance asks. */
export async function requestToMine(services: Services, access: Access, id: string): Promise<Outcome<RequestRow>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const row = await requestOf(services.store, id);
  return row?.organization === access.organization ? accepted(row) : noRequest();
}

export async function personOf(services: Services, reader: Reader, place: Compartment): Promise<Whose> {
  const [row] = await services.ports.persons.of(reader, [placeOf(place)]);
  const records = row ? await services.ports.persons.records(reader, [row.person]) : [];
  return { person: row?.person ?? '', places: records.length > 0 ? records.map(placeOf) : [placeOf(place)] };
}

export type Holder = {
  readonly key: number;
  readonly organization: string;
  readonly name: string;
  readonly patient: string;
};

/** Who holds a record of the person, each with a Patient of theirs. `seen` sees them. */
export async function holdersOf(
  services: Services,
  seen: Access,
  places: readonly Compartment[],
): Promise<readonly Holder[]> {
  const [patients, contributors, organizations] = await Promise.all([
    services.repository(seen).compartments(places, { types: ['Patient'], limit: 200 }),
    services.ports.persons.contributors(services.store, places),
    services.ports.contributors.organizations(),
  ]);
  const [any] = patients;
  return organizations.flatMap(({ key, organization, name }): readonly Holder[] => {
    const place = contributors.find(({ org }) => org === key);
    if (place === undefined) return [];
    const own = patients.find(({ org }) => org === key);
    const there = patients.find(({ id }) => at(`Patient/${id}`, place));
    const patient = own ?? there ?? any;
    return patient === undefined ? [] : [{ key, organization, name, patient: `Patient/${patient.id}` }];
  });
}

function at(patient: string, { bkt, cmp }: Compartment): boolean {
  const place = compartmentOf(patient);
  return place.bkt === bkt && place.cmp === cmp;
}

export function notAnOfficer(): Refused {
  return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
}

export function noRequest(): Refused {
  return refuse('not-found', 'record.no-request', 'There is no such request of yours, or to your organisation.');
}
