import type { Access } from '#agreement';
import { dayIn } from '#base';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { type AgreementsAnswer, SERVICE } from './agreed.ts';
import { allOf } from './service/capacity.ts';

type NextServices = Pick<Services, 'repository' | 'answers' | 'now' | 'zone'>;

/** Somebody, and the ids of those Patient records of theirs that the viewer may see. */
export type Whom = { readonly person: string; readonly patients: readonly string[] };

/** When somebody is seen next, and what the booking says of where. */
export type NextContact = {
  readonly start: string;
  readonly at: number;
  readonly where: readonly Actor[];
  readonly org: number;
};

type Actor = { readonly reference?: string; readonly display?: string };

/** A search takes so many values. */
const PATIENTS_AT_ONCE = 200;
const BOOKED = [
  ['Appointment', 'booked'],
  ['Encounter', 'planned'],
] as const;

/**
 * The next booked contact of people, by person. Asked of the record as the viewer sees it: what they may not see is not found, and so moves
 * nobody. Plan: the token of each Patient in the index of tokens; what is past is left out by the statement.
 */
export async function nextContacts(
  { repository, now, zone }: NextServices,
  access: Access,
  people: readonly Whom[],
): Promise<ReadonlyMap<string, NextContact>> {
  const personOf = new Map(people.flatMap(({ person, patients }) => patients.map((id) => [`Patient/${id}`, person])));
  const references = [...personOf.keys()];
  const from = new Date(now()).toISOString();
  const today = dayIn(zone, now());
  const next = new Map<string, NextContact>();
  for (let begin = 0; begin < references.length; begin += PATIENTS_AT_ONCE) {
    const some = references.slice(begin, begin + PATIENTS_AT_ONCE).join(',');
    for (const [type, status] of BOOKED) {
      const { rows } = await allOf(repository(access), type, [
        ['patient', some],
        ['status', status],
        ['date', `ge${from}`],
        // Where there are more than are read, it is the latest that are not.
        ['_sort', 'date'],
      ]);
      for (const row of rows) take(next, { row, personOf, from, today });
    }
  }
  return next;
}

type Booking = {
  readonly row: Stored;
  readonly personOf: ReadonlyMap<string, string>;
  readonly from: string;
  readonly today: string;
};

function take(next: Map<string, NextContact>, { row, personOf, from, today }: Booking): void {
  const said = JSON.parse(row.body) as Said;
  const start = said.start ?? said.period?.start;
  const at = Date.parse(start ?? '');
  // A period without an end goes on for ever, also where it should have begun long ago; a day without a time may still come.
  if (start === undefined || !(start.includes('T') ? at >= Date.parse(from) : start >= today)) return;
  const actors = said.participant?.map(({ actor = {} }) => actor) ?? [];
  const places = said.location?.map(({ location = {} }) => location) ?? [];
  const provider = said.serviceProvider ? [said.serviceProvider] : [];
  const where = [...actors, ...places, ...provider].filter((one) => rankOf(one) >= 0);
  const contact = { start, at, where: where.sort((a, b) => rankOf(a) - rankOf(b)), org: row.org };
  for (const { reference = '' } of [...actors, said.subject ?? {}]) {
    const person = personOf.get(reference);
    const known = person === undefined ? undefined : next.get(person);
    if (person !== undefined && (known === undefined || at < known.at)) next.set(person, contact);
  }
}

type Said = {
  readonly start?: string;
  readonly participant?: readonly { readonly actor?: Actor }[];
  readonly period?: { readonly start?: string };
  readonly subject?: Actor;
  readonly location?: readonly { readonly location?: Actor }[];
  readonly serviceProvider?: Actor;
};

/** What says best where: a place, then a service, then whose it is. */
const PLACES = ['Location', 'HealthcareService', 'Organization'];

function rankOf({ reference = '' }: Actor): number {
  return PLACES.indexOf(reference.split('/')[0] ?? '');
}

/** Where contacts are: as the booking says, else by the name of the place as the viewer may read it, else whose record has the booking. */
export async function whereOf(
  { repository, answers }: NextServices,
  access: Access,
  contacts: readonly NextContact[],
): Promise<(contact: NextContact) => string | undefined> {
  if (contacts.length === 0) return () => undefined;
  const unnamed = contacts.flatMap(({ where: [first] }) => (first?.display ? [] : (first?.reference ?? [])));
  const [found, { partners }] = await Promise.all([
    repository(access).readMany([...new Set(unnamed)]),
    (answers['governance'] as AgreementsAnswer).partnership(SERVICE),
  ]);
  const names = new Map(
    found.map(({ type, id, body }) => [`${type}/${id}`, (JSON.parse(body) as { readonly name?: string }).name]),
  );
  return ({ where: [first], org }) =>
    first?.display ?? names.get(first?.reference ?? '') ?? partners.find(({ key }) => key === org)?.name;
}
