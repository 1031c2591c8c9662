import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import type { PersonRow } from '../contract.ts';
import { nhsNumber } from '../match/nhs-number.ts';
import { addressOf, genderWord, nameOf, nhsNumberOf } from './banner.ts';
import { type Fields, textOf } from './element.ts';

export type FindQuestion = { readonly text: string; readonly limit: number };
type Parameter = readonly [name: string, value: string];

/** Records of one person found at most; several organisations hold one each. */
const RECORDS_A_PERSON = 6;
const MOST_RECORDS = 500;

/** People by NHS number, another identifier, or name parts with a birth date, among those the asker may see. */
export async function findPeople(
  services: Services,
  access: Access,
  { text, limit }: FindQuestion,
): Promise<Outcome<{ readonly people: readonly PersonRow[]; readonly more: boolean }>> {
  const parameters = parametersOf(text);
  if (parameters === undefined)
    return refuse(
      'required',
      'record.find',
      "Write an NHS number, or a name with or without a birth date: 'smith 1957'.",
    );
  const count = Math.min(MOST_RECORDS, limit * RECORDS_A_PERSON);
  const found = await services.repository(access).search({
    type: 'Patient',
    parameters: [...parameters, ['_count', String(count)], ['_total', 'none']],
    handling: 'strict',
  });
  if (!found.ok) return found;
  const records = found.value.entries.map(({ resource }) => resource);
  const people = await peopleOf(services, records);
  return accepted({ people: people.slice(0, limit), more: people.length > limit || found.value.next !== undefined });
}

/** What a line of search asks: every word of it must fit. */
export function parametersOf(text: string): readonly Parameter[] | undefined {
  const line = text.trim().replace(/[,;]+/g, ' ');
  const number = nhsNumber(line.replace(/\D/g, ''));
  if (number !== undefined && /^[\d\s-]+$/.test(line)) return [['identifier', number]];
  const words = line.split(/\s+/).filter(Boolean);
  const parameters = words.map((word): Parameter | undefined => {
    const born = birthDateOf(word);
    if (born !== undefined) return ['birthdate', born];
    // A comma, dollar or bar in a value would be syntax.
    if (/^\p{L}[\p{L}'’.-]*$/u.test(word)) return ['name', word];
    return words.length === 1 && /^[A-Za-z0-9-]+$/.test(word) ? ['identifier', word] : undefined;
  });
  const known = parameters.filter((one) => one !== undefined);
  return known.length === 0 || known.length < parameters.length ? undefined : known;
}

function birthDateOf(word: string): string | undefined {
  if (/^(?:19|20)\d\d$/.test(word) || /^\d{4}-\d\d(?:-\d\d)?$/.test(word)) return word;
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(word) ?? [];
  return year === undefined ? undefined : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

/** Records put together a person; what a row says comes from the records that were found, and no others. */
async function peopleOf({ store, ports }: Services, records: readonly Stored[]): Promise<readonly PersonRow[]> {
  const [owners, organizations] = await Promise.all([
    ports.persons.of(store, records),
    ports.contributors.organizations(),
  ]);
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  const personOf = new Map(owners.map(({ bkt, cmp, person }) => [`${bkt}.${cmp}`, person]));
  const groups = new Map<string, Stored[]>();
  for (const record of records) {
    const person = personOf.get(`${record.bkt}.${record.cmp}`);
    if (person !== undefined) groups.set(person, [...(groups.get(person) ?? []), record]);
  }
  return [...groups].map(([person, own]) => rowOf(person, own, names));
}

function rowOf(person: string, records: readonly Stored[], names: ReadonlyMap<number, string>): PersonRow {
  const fields = records.map(({ body }) => JSON.parse(body) as Fields);
  const first = <T>(read: (one: Fields) => T | undefined): T | undefined => {
    for (const one of fields) {
      const found = read(one);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const [born, gender] = [first((one) => textOf(one, 'birthDate')), first((one) => genderWord(textOf(one, 'gender')))];
  const [number, address] = [first(nhsNumberOf), first(addressOf)];
  return {
    person,
    name: first(nameOf) ?? 'Name not recorded',
    ...(born ? { born } : {}),
    ...(gender ? { gender } : {}),
    ...(number ? { nhsNumber: number } : {}),
    ...(address ? { address } : {}),
    organizations: [...new Set(records.map(({ org }) => names.get(org) ?? 'An organisation'))],
  };
}
