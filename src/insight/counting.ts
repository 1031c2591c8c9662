import type { Day } from '#base';
import type { Compartment, PersonRecordRow, Persons } from '#repository';
import type { Reader, Transaction } from '#store';
import { type CountedPack, packOf } from './catalogue.ts';
import { reachOf, STRATA_DAYS } from './counter.ts';
import { everybody, patientsIn, pointsOf, type Reported } from './known.queries.ts';
import { directoryOf, standingOf } from './person.ts';
import { type PackScope, peopleKey, type Scope } from './scope.ts';
import { timelineOf } from './timeline.ts';
import {
  addTallies,
  clear,
  due,
  keepMembers,
  keepStates,
  membersOf,
  type State,
  statesOf,
  type TallyRow,
} from './state.queries.ts';

/** Of whom, as at which days. */
export type Counting = {
  readonly persons: Persons;
  readonly scope: Scope;
  /** Today first, then month ends. */
  readonly days: readonly Day[];
  /** As known at an instant that has passed; else as known now. */
  readonly reported?: Date;
};

const PEOPLE_AT_ONCE = 1_000;

/** Counts the people of some compartments anew and moves the figures by what has changed. Answers whether any did. */
export async function recount(
  transaction: Transaction,
  compartments: readonly Compartment[],
  counting: Counting,
): Promise<boolean> {
  const [now, before] = await Promise.all([
    counting.persons.of(transaction, compartments),
    membersOf(transaction, compartments),
  ]);
  return recountPeople(transaction, [...new Set([...now, ...before].map(({ person }) => person))], counting);
}

/** Those of whom time alone changes something by today. */
export async function recountDue(transaction: Transaction, counting: Counting): Promise<boolean> {
  let changed = false;
  for (;;) {
    const people = await due(transaction, counting.days[0] as Day, PEOPLE_AT_ONCE);
    if (people.length === 0) return changed;
    changed = (await recountPeople(transaction, people, counting)) || changed;
  }
}

/** Forgets every figure and counts everybody from the facts. */
export async function recountAll(transaction: Transaction, counting: Counting): Promise<void> {
  await clear(transaction);
  const figures = newFigures();
  for await (const people of sweep(transaction, counting)) {
    const states = people.flatMap((one) => one.states);
    for (const state of states) figures.add(state, 1);
    await keepStates(transaction, [], states);
    await keepMembers(transaction, membersIn(people));
  }
  await addTallies(transaction, figures.rows());
}

/** Everybody counted as at days, in batches, without keeping anything. Each person once. */
export async function* sweep(reader: Reader, counting: Counting): AsyncGenerator<readonly CountedPerson[]> {
  const seen = new Set<string>();
  let after: Compartment = { bkt: -1, cmp: '0' };
  for (;;) {
    const { reported } = counting;
    const compartments = await everybody(reader, { after, limit: PEOPLE_AT_ONCE, reported });
    const last = compartments.at(-1);
    if (last === undefined) return;
    after = last;
    const rows = await counting.persons.of(reader, compartments);
    const persons = [...new Set(rows.map(({ person }) => person))].filter((person) => !seen.has(person));
    for (const person of persons) seen.add(person);
    yield await countPeople(reader, persons, counting);
  }
}

export type CountedPerson = {
  readonly person: string;
  readonly records: readonly Compartment[];
  readonly states: readonly State[];
};

async function recountPeople(
  transaction: Transaction,
  persons: readonly string[],
  counting: Counting,
): Promise<boolean> {
  if (persons.length === 0) return false;
  const [before, people] = await Promise.all([
    statesOf(transaction, persons),
    countPeople(transaction, persons, counting),
  ]);
  const states = people.flatMap((one) => one.states);
  const figures = newFigures();
  for (const state of before) figures.add(state, -1);
  for (const state of states) figures.add(state, 1);
  const moved = figures.rows();
  if (before.length > 0 || states.length > 0) await keepStates(transaction, persons, states);
  await keepMembers(transaction, membersIn(people));
  await addTallies(transaction, moved);
  return moved.length > 0;
}

/** Compartments of people who count in something: who was counted is to be found when they are linked elsewhere. */
function membersIn(people: readonly CountedPerson[]) {
  return people
    .filter(({ states }) => states.length > 0)
    .flatMap(({ person, records }) => records.map(({ bkt, cmp }) => ({ bkt, cmp, person })));
}

async function countPeople(
  reader: Reader,
  persons: readonly string[],
  { persons: port, scope, days, reported }: Counting,
): Promise<readonly CountedPerson[]> {
  const records = await port.records(reader, persons);
  const recordsOf = grouped(records, ({ person }) => person);
  const states = new Map<string, State[]>();
  for (const group of groupsOf(scope))
    for (const state of await countGroup(reader, { group, records, recordsOf, persons, days, reported })) {
      const own = states.get(state.person);
      if (own) own.push(state);
      else states.set(state.person, [state]);
    }
  return persons.map((person) => ({
    person,
    records: recordsOf.get(person) ?? [],
    states: states.get(person) ?? [],
  }));
}

/** Packs that count the same people from the same facts: these are read once. */
type Group = { readonly scope: PackScope; readonly packs: readonly CountedPack[] };

function groupsOf({ packs }: Scope): readonly Group[] {
  const groups = new Map<string, { readonly scope: PackScope; readonly packs: CountedPack[] }>();
  for (const scope of packs) {
    const pack = packOf(scope.pack);
    if (!pack) continue;
    const key = peopleKey(scope);
    const group = groups.get(key);
    if (group) group.packs.push(pack);
    else groups.set(key, { scope, packs: [pack] });
  }
  return [...groups.values()];
}

type Grouped = {
  readonly group: Group;
  readonly records: readonly PersonRecordRow[];
  readonly recordsOf: ReadonlyMap<string, readonly PersonRecordRow[]>;
  readonly persons: readonly string[];
  readonly days: readonly Day[];
  readonly reported: Reported;
};

async function countGroup(
  reader: Reader,
  { group, records, recordsOf, persons, days, reported }: Grouped,
): Promise<readonly State[]> {
  const { scope, packs } = group;
  const directory = directoryOf(scope);
  const [patients, points] = await Promise.all([
    patientsIn(reader, records, { from: scope.contributors, reported }),
    pointsOf(reader, records, { from: scope.contributors, reported, ...reading(packs, days) }),
  ]);
  const patientsOf = grouped(patients, keyOf, ({ record }) => record);
  return persons.flatMap((person) => {
    const own = recordsOf.get(person) ?? [];
    const standing = standingOf(
      own.flatMap((record) => patientsOf.get(keyOf(record)) ?? []),
      directory,
    );
    const { place, belonging, ...life } = standing;
    if (place === undefined) return [];
    const timeline = timelineOf({ points: points.get(person) ?? [], ...life });
    return packs.flatMap(({ number, count }) => {
      const counted = count(timeline, belonging, days);
      return counted ? [{ person, pack: number, place, ...counted }] : [];
    });
  });
}

/** What all packs of a group read: who has none of `required` counts in none of them. */
function reading(packs: readonly CountedPack[], days: readonly Day[]) {
  const reaches = packs.map(({ pack, factNumber }) => reachOf(pack, factNumber, days));
  const required = packs.map((one) => one.required);
  return {
    required: required.every((one) => one !== undefined) ? [...new Set(required.flat())] : undefined,
    facts: [...new Set(packs.flatMap(({ pack, factNumber }) => pack.facts.map(({ id }) => factNumber(id))))],
    since: reaches.map(({ since }) => since).reduce((first, since) => (since < first ? since : first)),
    lasting: [...new Set(reaches.flatMap(({ lasting }) => lasting))],
  };
}

/** Sums of what states count in. */
export function newFigures(): {
  readonly add: (state: Pick<State, 'pack' | 'place' | 'counted' | 'met' | 'strata'>, sign: 1 | -1) => void;
  readonly rows: () => readonly TallyRow[];
} {
  const sums = new Map<string, { -readonly [K in keyof TallyRow]: TallyRow[K] }>();
  return {
    add: ({ pack, place, counted, met, strata }, sign) => {
      const dimensions = strata.length / Math.min(counted.length, STRATA_DAYS);
      counted.forEach((all, slot) => {
        const own = slot < STRATA_DAYS ? strata.slice(slot * dimensions, (slot + 1) * dimensions) : [];
        for (let measure = 0; measure < 31 && all >> measure !== 0; measure += 1) {
          if ((all & (1 << measure)) === 0) continue;
          const has = ((met[slot] ?? 0) >> measure) & 1 ? sign : 0;
          for (const stratum of ['', ...own]) {
            const key = `${pack} ${place} ${slot} ${measure} ${stratum}`;
            const sum = sums.get(key) ?? { pack, place, slot, measure, stratum, met: 0, counted: 0 };
            sum.counted += sign;
            sum.met += has;
            sums.set(key, sum);
          }
        }
      });
    },
    rows: () => [...sums.values()].filter((sum) => sum.met !== 0 || sum.counted !== 0),
  };
}

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

function grouped<T, V = T>(rows: readonly T[], key: (row: T) => string, value?: (row: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const one = value ? value(row) : (row as unknown as V);
    const group = groups.get(key(row));
    if (group) group.push(one);
    else groups.set(key(row), [one]);
  }
  return groups;
}
