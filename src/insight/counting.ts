import type { Day } from '#base';
import type { Compartment, Persons } from '#repository';
import type { Reader, Transaction } from '#store';
import { reachOf } from './counter.ts';
import { countPerson, pack, registerFacts } from './diabetes.ts';
import { everybody, patientsIn, pointsOf } from './known.queries.ts';
import { directoryOf, standingOf } from './person.ts';
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
  const question = { from: scope.contributors, required: registerFacts, ...reachOf(pack, days) };
  const [patients, points] = await Promise.all([
    patientsIn(reader, records, scope.contributors),
    pointsOf(reader, records, question),
  ]);
  const patientsOf = grouped(patients, keyOf, ({ record }) => record);
  const recordsOf = grouped(records, ({ person }) => person);
  return persons.map((person) => {
    const own = recordsOf.get(person) ?? [];
    const { place, ...life } = standingOf(
      own.flatMap((record) => patientsOf.get(keyOf(record)) ?? []),
      directory,
    );
    const known = points.get(person);
    const counted = known && place !== undefined ? countPerson({ points: known, ...life }, days) : undefined;
    return {
      person,
      records: own,
      ...(counted && place !== undefined ? { state: { person, place, ...counted } } : {}),
    };
  });
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
