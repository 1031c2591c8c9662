import { setImmediate as breathe } from 'node:timers/promises';
import { type Day, day } from '#base';
import type { Compartment, PersonRecordRow, Persons } from '#repository';
import type { Reader, Sql, Transaction } from '#store';
import { type CountedPack, packOf } from './catalogue.ts';
import { reachOf } from './counter.ts';
import { changeOf, keptOf, writesOf } from './change.ts';
import { clearCourses, type CourseRow } from './course.queries.ts';
import { everybody, patientsIn, pointsOf, type Reported } from './known.queries.ts';
import { type Counted, directoryOf, standingOf } from './person.ts';
import { type PackScope, peopleKey, type Scope } from './scope.ts';
import { type FigureSums, newFigures } from './sums.ts';
import { type Membership, teamsByName, withinOn } from './team.ts';
import { staysOf } from './team.queries.ts';
import { numberOf, timelineOf } from './timeline.ts';
import {
  clear,
  due,
  type Member,
  membersOf,
  revisionRaised,
  type State,
  talliesAdded,
  writeAll,
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

/** With courses, for which all that is known of a person is read, however old. */
type Whole = Counting & { readonly courses?: true };

/** What of so many people is read and written at once, and how many are counted before others have their turn: a page waits for some milliseconds at most. */
const PEOPLE_AT_ONCE = 250;
const IN_ONE_BREATH = 10;
/** Of everybody so many in one transaction: whatever else is written waits for about a second at most until it is on the feed. */
const PEOPLE_A_TRANSACTION = 1_000;

/** Counts the people of some compartments anew and moves the figures, and their revision, by what has changed. */
export async function recount(
  transaction: Transaction,
  compartments: readonly Compartment[],
  counting: Counting,
): Promise<void> {
  const [now, before] = await Promise.all([
    counting.persons.of(transaction, compartments),
    membersOf(transaction, compartments),
  ]);
  const persons = [...new Set([...now, ...before].map(({ person }) => person))];
  const figures = newFigures();
  let writes: readonly Sql[] = [];
  for (let from = 0; from < persons.length; from += PEOPLE_AT_ONCE) {
    await writeAll(transaction, writes);
    writes = await recountPeople(transaction, persons.slice(from, from + PEOPLE_AT_ONCE), { counting, figures });
  }
  await moveFigures(transaction, figures, writes);
}

/** Those of whom time alone changes something by today. */
export async function recountDue(transaction: Transaction, counting: Counting): Promise<void> {
  const figures = newFigures();
  for (;;) {
    const people = await due(transaction, counting.days[0] as Day, PEOPLE_AT_ONCE);
    if (people.length === 0) return moveFigures(transaction, figures, []);
    await writeAll(transaction, await recountPeople(transaction, people, { counting, figures }));
  }
}

/** Before everybody. */
export const FIRST: Compartment = { bkt: -1, cmp: '0' };

/** Forgets every figure. */
export async function forgetAll(transaction: Transaction): Promise<void> {
  await clear(transaction);
  await clearCourses(transaction);
}

/**
 * Counts the next some of everybody and moves the figures by what has changed, so that whoever is counted meanwhile, or twice, does no harm.
 * Answers up to whom; undefined: that was the last of them.
 */
export async function recountNext(
  transaction: Transaction,
  after: Compartment,
  counting: Counting,
): Promise<Compartment | undefined> {
  const figures = newFigures();
  const seen = new Set<string>();
  let last: Compartment | undefined = after;
  for (let count = 0; last && count < PEOPLE_A_TRANSACTION; count += PEOPLE_AT_ONCE) {
    const compartments = await everybody(transaction, { after: last, limit: PEOPLE_AT_ONCE, reported: undefined });
    const persons = await unseen(transaction, counting, { compartments, seen });
    await writeAll(transaction, await recountPeople(transaction, persons, { counting, figures }));
    last = compartments.length < PEOPLE_AT_ONCE ? undefined : compartments.at(-1);
  }
  await moveFigures(transaction, figures, []);
  return last;
}

/** What is still to be written goes along. */
async function moveFigures(transaction: Transaction, figures: FigureSums, writes: readonly Sql[]): Promise<void> {
  const moved = figures.rows();
  await writeAll(transaction, moved.length === 0 ? writes : [...writes, talliesAdded(moved), revisionRaised]);
}

/** The same of the people of some compartments alone. */
export async function* sweepOf(
  reader: Reader,
  counting: Counting,
  compartments: readonly Compartment[],
): AsyncGenerator<readonly CountedPerson[]> {
  const seen = new Set<string>();
  for (let from = 0; from < compartments.length; from += PEOPLE_AT_ONCE) {
    const some = { compartments: compartments.slice(from, from + PEOPLE_AT_ONCE), seen };
    const persons = await unseen(reader, counting, some);
    const records = await counting.persons.records(reader, persons);
    yield await countPeople(reader, { persons, records }, counting);
  }
}

type Some = { readonly compartments: readonly Compartment[]; readonly seen: Set<string> };

async function unseen(
  reader: Reader,
  { persons: port }: Counting,
  { compartments, seen }: Some,
): Promise<readonly string[]> {
  const rows = await port.of(reader, compartments);
  const persons = [...new Set(rows.map(({ person }) => person))].filter((person) => !seen.has(person));
  for (const person of persons) seen.add(person);
  return persons;
}

export type CountedPerson = {
  readonly person: string;
  readonly records: readonly Compartment[];
  readonly states: readonly State[];
  readonly courses: readonly CourseRow[];
};

type Recounting = { readonly counting: Counting; readonly figures: FigureSums };

/** By what the figures move is added up; answers what is to be written, since what is kept of people is written where it differs alone. */
async function recountPeople(
  transaction: Transaction,
  persons: readonly string[],
  { counting, figures }: Recounting,
): Promise<readonly Sql[]> {
  if (persons.length === 0) return [];
  const records = await counting.persons.records(transaction, persons);
  const [before, people] = await Promise.all([
    keptOf(transaction, persons, records),
    countPeople(transaction, { persons, records }, { ...counting, courses: true }),
  ]);
  const change = changeOf(before, {
    states: people.flatMap((one) => one.states),
    courses: people.flatMap((one) => one.courses),
    members: membersIn(people),
  });
  for (const [was, is] of change.states) figures.move(was, is);
  const writes = writesOf(change);
  // Linked by a change that is still to come: who they were counted as until now would not be found any more.
  const others = change.elsewhere.filter((person) => !persons.includes(person));
  if (others.length === 0) return writes;
  await writeAll(transaction, writes);
  return recountPeople(transaction, others, { counting, figures });
}

/** Compartments of people who count, or once counted, in something: who was counted is to be found when they are linked elsewhere. */
function membersIn(people: readonly CountedPerson[]): readonly Member[] {
  return people
    .filter(({ states, courses }) => states.length > 0 || courses.length > 0)
    .flatMap(({ person, records }) => records.map(({ bkt, cmp }) => ({ bkt, cmp, person })));
}

type People = { readonly persons: readonly string[]; readonly records: readonly PersonRecordRow[] };

async function countPeople(
  reader: Reader,
  { persons, records }: People,
  { scope, days, reported, courses = undefined }: Omit<Whole, 'persons'>,
): Promise<readonly CountedPerson[]> {
  const recordsOf = grouped(records, ({ person }) => person);
  const counted: GroupCount[] = [];
  for (const group of groupsOf(scope))
    counted.push(await countGroup(reader, { group, records, recordsOf, persons, days, reported, courses }));
  const statesOfEach = grouped(
    counted.flatMap((one) => one.states),
    ({ person }) => person,
  );
  const coursesOfEach = grouped(
    counted.flatMap((one) => one.courses),
    ({ person }) => person,
  );
  return persons.map((person) => ({
    person,
    records: recordsOf.get(person) ?? [],
    states: statesOfEach.get(person) ?? [],
    courses: coursesOfEach.get(person) ?? [],
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
  readonly courses: true | undefined;
};

type GroupCount = { readonly states: readonly State[]; readonly courses: readonly CourseRow[] };

async function countGroup(
  reader: Reader,
  { group, records, recordsOf, persons, days, reported, courses }: Grouped,
): Promise<GroupCount> {
  const { scope, packs } = group;
  const directory = directoryOf(scope);
  const byName = teamsByName(scope.teams);
  const [patients, points, stays] = await Promise.all([
    patientsIn(reader, records, { from: scope.contributors, reported }),
    pointsOf(reader, records, {
      from: scope.contributors,
      reported,
      ...reading(packs, days),
      ...(courses ? { since: EVER } : {}),
    }),
    staysOf(reader, records, { from: scope.contributors, byName, reported }),
  ]);
  const patientsOf = grouped(patients, keyOf, ({ record }) => record);
  const found = { states: [] as State[], courses: [] as CourseRow[] };
  const until = numberOf(days[0] as Day);
  for (const [at, person] of persons.entries()) {
    if (at % IN_ONE_BREATH === IN_ONE_BREATH - 1) await breathe();
    const standing = standingOf(
      (recordsOf.get(person) ?? []).flatMap((record) => patientsOf.get(keyOf(record)) ?? []),
      directory,
    );
    const { place, belonging, ...life } = standing;
    if (place === undefined) continue;
    const timeline = timelineOf({ points: points.get(person) ?? [], ...life });
    const own = stays.get(person) ?? NOWHERE;
    const { next: turn, ...within } = withinOn(own, days);
    for (const { number: pack, count, course: courseOf, months } of packs) {
      const known = courses && { course: courseOf(timeline, until) };
      const counted = count(timeline, belonging, days, known);
      const had = counted ? months(timeline, days) : [];
      if (counted) found.states.push({ person, pack, place, ...within, ...sooner(counted, turn), had });
      if (known?.course) found.courses.push({ person, pack, place, ...known.course, ...columnsOf(own) });
    }
  }
  return found;
}

const NOWHERE: readonly Membership[] = [];

/** Looked at again no later than on the day on which they join or leave a team. */
function sooner(counted: Counted, turn: Day | undefined): Counted {
  return turn === undefined || (counted.next !== undefined && counted.next <= turn)
    ? counted
    : { ...counted, next: turn };
}

function columnsOf(stays: readonly Membership[]): Pick<CourseRow, 'teams' | 'joins' | 'leaves'> {
  return {
    teams: stays.map(({ team }) => team),
    joins: stays.map(({ joins }) => joins),
    leaves: stays.map(({ leaves }) => leaves),
  };
}

/** No fact is older: fact.ts takes earlier days for errors. */
const EVER = day('1850-01-01');

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
