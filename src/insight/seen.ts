import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Services } from '#joint';
import type { Compartment, PersonRecordRow, Stored } from '#repository';
import type { CountedPack } from './catalogue.ts';
import type { Known } from './evaluate.ts';
import { firstDay } from './fact.ts';
import { factsIn, patientsIn } from './known.queries.ts';
import { patientFacts } from './patient.ts';

export type SeeingServices = Pick<Services, 'store' | 'ports' | 'repository'>;

/** A person as one viewer may see them: the facts whose resources are visible to them, and no others. */
export type SeenPerson = {
  readonly person: string;
  /** Their visible Patient records, that of the viewer's own organisation first. */
  readonly patients: readonly Stored[];
  /** By the facts of a pack. */
  readonly known: (pack: CountedPack) => Known;
};

export type SeeingQuestion = {
  readonly facts?: readonly number[];
  readonly since?: Day;
  /** Organisations (keys) of which nothing that they recorded of a person is used, by person. */
  readonly without?: ReadonlyMap<string, ReadonlySet<number>>;
};

const REFERENCES_AT_ONCE = 2_000;

/**
 * What a viewer may see of people, so that what is told of one person never rests on anything hidden from who asks: a check
 * that was done elsewhere and is not shared is, for them, not done.
 */
export async function seePeople(
  { store, ports, repository }: SeeingServices,
  access: Access,
  persons: readonly string[],
  { without = NOTHING_OUT, ...question }: SeeingQuestion = {},
): Promise<readonly SeenPerson[]> {
  const [first] = persons;
  const one = first !== undefined && persons.length === 1;
  const records = await (one ? ports.persons.recordsOnce(access, store, first) : ports.persons.records(store, persons));
  const personOf = new Map(records.map((record) => [keyOf(record), record.person]));
  const used = (row: Compartment, org: number) => !without.get(personOf.get(keyOf(row)) ?? '')?.has(org);
  const patientRows = (await patientsIn(store, records, { from: undefined })).filter((row) =>
    used(row, row.record.org),
  );
  const visible = await readVisible(
    repository(access),
    patientRows.map(({ record }) => `Patient/${record.id}`),
  );
  const openRecords = new Set(patientRows.filter(({ record }) => visible.has(`Patient/${record.id}`)).map(keyOf));
  const people = byPerson(records).filter(({ own }) => own.some((record) => openRecords.has(keyOf(record))));
  const found = await factsIn(
    store,
    people.flatMap(({ own }) => own),
    { from: undefined, ...question },
  );
  const factRows = found.filter((row) => used(row, row.org));
  const references = factRows.flatMap(({ fact }) => fact.reference ?? []);
  const facts = await visibleAmong(repository(access), access, references);
  const patientsOf = grouped(patientRows, ({ record }) => visible.get(`Patient/${record.id}`));
  const factsOf = grouped(factRows, ({ fact }) => (facts.has(fact.reference ?? '') ? fact : undefined));
  return people.map(({ person, own }) => {
    const patients = own
      .flatMap((record) => patientsOf.get(keyOf(record)) ?? [])
      .sort((a, b) => Number(b.org === access.organization) - Number(a.org === access.organization));
    const mine = own.flatMap((record) => factsOf.get(keyOf(record)) ?? []);
    const life = livesOf(patients);
    return { person, patients, known: (pack) => pack.known(mine, life) };
  });
}

const NOTHING_OUT: NonNullable<SeeingQuestion['without']> = new Map();

function livesOf(patients: readonly Stored[]): Pick<Known, 'born' | 'died'> {
  const facts = patients.map(({ body }) => patientFacts(JSON.parse(body) as Readonly<Record<string, unknown>>));
  const born = facts.find((one) => one.born !== undefined)?.born;
  const died = facts
    .flatMap((one) => one.died ?? [])
    .sort()
    .at(0);
  return { ...(born ? { born } : {}), ...(died ? { died } : {}) };
}

type Reading = Pick<ReturnType<Services['repository']>, 'readMany' | 'visibleOf'>;

async function readVisible(repository: Reading, references: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
  const found = new Map<string, Stored>();
  for (let from = 0; from < references.length; from += REFERENCES_AT_ONCE) {
    const some = await repository.readMany(references.slice(from, from + REFERENCES_AT_ONCE));
    for (const stored of some) found.set(`${stored.type}/${stored.id}`, stored);
  }
  return found;
}

/** Which of these a viewer may see. Who may see everything need not be asked. */
export async function visibleAmong(
  repository: Reading,
  access: Access,
  references: readonly string[],
): Promise<{ readonly has: (reference: string) => boolean }> {
  if (access.filter.op === 'always' && access.scopes === undefined) return new Set(references);
  const found = new Set<string>();
  for (let from = 0; from < references.length; from += REFERENCES_AT_ONCE) {
    for (const one of await repository.visibleOf(references.slice(from, from + REFERENCES_AT_ONCE))) found.add(one);
  }
  return found;
}

function byPerson(
  records: readonly PersonRecordRow[],
): readonly { readonly person: string; readonly own: readonly PersonRecordRow[] }[] {
  const people = new Map<string, PersonRecordRow[]>();
  for (const record of records) {
    const own = people.get(record.person);
    if (own) own.push(record);
    else people.set(record.person, [record]);
  }
  return [...people].map(([person, own]) => ({ person, own }));
}

function grouped<Row extends Compartment, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value | undefined,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const value = valueOf(row);
    if (value === undefined) continue;
    const group = groups.get(keyOf(row));
    if (group) group.push(value);
    else groups.set(keyOf(row), [value]);
  }
  return groups;
}

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

/** Family name in capitals, as lists of people are read; the official name where there are several. */
export function nameOf(patient: Stored): string {
  const { name } = JSON.parse(patient.body) as { readonly name?: readonly HumanName[] };
  const one = name?.find(({ use }) => use === 'official') ?? name?.find(({ use }) => use !== 'old') ?? name?.[0];
  const text = [one?.family?.toUpperCase(), one?.given?.join(' ')].filter(Boolean).join(', ');
  return text || one?.text || 'Name not recorded';
}

type HumanName = {
  readonly use?: string;
  readonly text?: string;
  readonly family?: string;
  readonly given?: readonly string[];
};

export function bornOf(patient: Stored): string | undefined {
  const { birthDate } = JSON.parse(patient.body) as { readonly birthDate?: string };
  return typeof birthDate === 'string' && firstDay(birthDate) ? birthDate : undefined;
}
