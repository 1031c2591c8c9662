import type { Day } from '#base';
import type { Compartment, Persons } from '#repository';
import type { Reader, Transaction } from '#store';
import { pack, registerFacts } from './diabetes.ts';
import type { Fact, Known } from './evaluate.ts';
import { settle } from './fact.ts';
import { everybody, factsIn, patientsIn } from './known.queries.ts';
import { type Counted, count, type Directory, directoryOf, type PatientRecord, standingOf } from './person.ts';
import type { Scope } from './scope.ts';
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
    const states = people.flatMap(({ state }) => (state ? [state] : []));
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
    const compartments = await everybody(reader, after, PEOPLE_AT_ONCE);
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
  readonly state?: State;
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
  const states = people.flatMap(({ state }) => (state ? [state] : []));
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
    .filter(({ state }) => state !== undefined)
    .flatMap(({ person, records }) => records.map(({ bkt, cmp }) => ({ bkt, cmp, person })));
}

async function countPeople(
  reader: Reader,
  persons: readonly string[],
  { persons: port, scope, days }: Counting,
): Promise<readonly CountedPerson[]> {
  const directory = directoryOf(scope);
  const records = await port.records(reader, persons);
  const [patients, diagnoses] = await Promise.all([
    patientsIn(reader, records, scope.contributors),
    factsIn(reader, records, { from: scope.contributors, facts: registerFacts }),
  ]);
  const ill = new Set(diagnoses.map(keyOf));
  const byPerson = grouped(records, ({ person }) => person);
  const candidates = [...byPerson.values()].filter((own) => own.some((record) => ill.has(keyOf(record)))).flat();
  const facts = await factsIn(reader, candidates, { from: scope.contributors });
  const factsOf = grouped(facts, keyOf, ({ fact }) => fact);
  const patientsOf = grouped(patients, keyOf, ({ record }) => record);
  return persons.map((person) => {
    const own = byPerson.get(person) ?? [];
    const counted = stateOf(
      own.flatMap((record) => patientsOf.get(keyOf(record)) ?? []),
      own.flatMap((record) => factsOf.get(keyOf(record)) ?? []),
      { directory, days },
    );
    return { person, records: own, ...(counted ? { state: { person, ...counted } } : {}) };
  });
}

/** Where a person is counted and in what, from everything that is known of them. Undefined: nowhere. */
export function stateOf(
  patients: readonly PatientRecord[],
  facts: readonly Fact[],
  { directory, days }: { readonly directory: Directory; readonly days: readonly Day[] },
): (Counted & { readonly place: string }) | undefined {
  const { place, born, died } = standingOf(patients, directory);
  if (place === undefined || facts.length === 0) return undefined;
  const known: Known = { facts: settle(pack, facts), born, died };
  const counted = count(pack, known, days);
  return counted && { place, ...counted };
}

/** Sums of what states count in. */
export function newFigures(): {
  readonly add: (state: Pick<State, 'place' | 'counted' | 'met'>, sign: 1 | -1) => void;
  readonly rows: () => readonly TallyRow[];
} {
  const sums = new Map<string, { -readonly [K in keyof TallyRow]: TallyRow[K] }>();
  const bits = pack.measures.length + 1;
  return {
    add: ({ place, counted, met }, sign) =>
      counted.forEach((all, slot) => {
        for (let measure = 0; measure < bits && all >> measure !== 0; measure += 1) {
          if ((all & (1 << measure)) === 0) continue;
          const key = `${place} ${slot} ${measure}`;
          const sum = sums.get(key) ?? { place, slot, measure, met: 0, counted: 0 };
          sum.counted += sign;
          sum.met += ((met[slot] ?? 0) >> measure) & 1 ? sign : 0;
          sums.set(key, sum);
        }
      }),
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
