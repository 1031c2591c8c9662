import type { Random } from '#base';
import {
  chance,
  choose,
  CODES,
  FAMILIES,
  PEOPLE,
  randomDate,
  STAFF,
} from '../../src/repository/search/world.testing.ts';
import { type Maker, query } from './program.ts';

type Pair = readonly [name: string, value: string];

const person = (random: Random): string => choose(random, PEOPLE);

/** What R4 puts into no compartment and is about somebody all the same: by whom it names, alone, beside them and through them. */
const BY: readonly ((random: Random) => Pair)[] = [
  (random) => ['patient', person(random)],
  (random) => ['subject', `Patient/${person(random)}`],
  (random) => ['patient.name', choose(random, FAMILIES).slice(0, 2)],
  (random) => ['focus:Encounter.class', choose(random, ['AMB', 'IMP'])],
  (random) => ['owner', `Practitioner/${choose(random, STAFF)}`],
  (random) => ['code', choose(random, CODES)],
  (random) => ['authored-on', `ge${randomDate(random)}`],
  (random) => ['patient:missing', String(chance(random, 0.5))],
  (random) => ['_sort', choose(random, ['authored-on', '-code', '_id'])],
  (random) => ['_include', choose(random, ['Task:patient', 'Task:focus', 'Task:*'])],
  () => ['_summary', 'count'],
];

const AROUND: readonly ((random: Random) => readonly [type: string, ...pairs: readonly Pair[]])[] = [
  (random) => ['Patient', ['_id', person(random)], ['_revinclude', 'Task:patient']],
  (random) => ['Patient', ['_has:Task:patient:code', choose(random, CODES)]],
  (random) => [`Patient/${person(random)}/Task`],
  (random) => [`Patient/${person(random)}/Task`, ['code', choose(random, CODES)]],
];

export const tasks: Maker = (random) => {
  if (chance(random, 0.4)) {
    const [place, ...pairs] = choose(random, AROUND)(random);
    return { method: 'GET', url: `/fhir/${place}?${query(pairs)}` };
  }
  const pairs = BY.filter(() => chance(random, 0.2)).map((one) => one(random));
  return { method: 'GET', url: `/fhir/Task?${query(pairs)}` };
};
