import type { Services } from '#joint';
import type { Compartment } from '#repository';
import type { CountedPack } from './catalogue.ts';
import type { Known } from './evaluate.ts';
import { factsIn, patientsIn } from './known.queries.ts';
import { type Directory, standingOf } from './person.ts';

/** Somebody with what some organisations recorded of them, by the facts of a pack. */
export type KnownPerson = {
  readonly person: string;
  readonly records: readonly Compartment[];
  /** The practice whose list they are on, where that is asked for. */
  readonly place?: string;
  readonly known: Known;
};

type Question = {
  readonly pack: CountedPack;
  /** Names of facts of the pack. */
  readonly facts: readonly string[];
  readonly organizations: readonly number[];
  readonly directory: Directory;
};

const PEOPLE_AT_ONCE = 2_000;

/** The people of some compartments, each once, some at a time. */
export async function* knownPeople(
  { store, ports }: Pick<Services, 'store' | 'ports'>,
  compartments: readonly Compartment[],
  question: Question,
): AsyncGenerator<readonly KnownPerson[]> {
  const seen = new Set<string>();
  for (let from = 0; from < compartments.length; from += PEOPLE_AT_ONCE) {
    const rows = await ports.persons.of(store, compartments.slice(from, from + PEOPLE_AT_ONCE));
    const persons = [...new Set(rows.map(({ person }) => person))].filter((person) => !seen.has(person));
    for (const person of persons) seen.add(person);
    yield await some(store, await ports.persons.records(store, persons), question);
  }
}

async function some(
  store: Services['store'],
  records: readonly (Compartment & { readonly person: string })[],
  { pack, facts, organizations, directory }: Question,
): Promise<readonly KnownPerson[]> {
  const [factRows, patientRows] = await Promise.all([
    factsIn(store, records, { from: organizations, facts: facts.map(pack.factNumber) }),
    patientsIn(store, records, { from: organizations }),
  ]);
  const [factsAt, patientsAt] = [byRecord(factRows), byRecord(patientRows)];
  const people = new Map<string, Compartment[]>();
  for (const { person, bkt, cmp } of records) people.set(person, [...(people.get(person) ?? []), { bkt, cmp }]);
  return [...people].map(([person, own]) => {
    const all = own.flatMap((record) => (patientsAt.get(keyOf(record)) ?? []).map((row) => row.record));
    const { place, born, died } = standingOf(all, directory);
    const mine = own.flatMap((record) => (factsAt.get(keyOf(record)) ?? []).map(({ fact }) => fact));
    const known = pack.known(mine, { ...(born ? { born } : {}), ...(died ? { died } : {}) });
    return { person, records: own, ...(place === undefined ? {} : { place }), known };
  });
}

function byRecord<Row extends Compartment>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(keyOf(row));
    if (own) own.push(row);
    else found.set(keyOf(row), [row]);
  }
  return found;
}

export function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}
