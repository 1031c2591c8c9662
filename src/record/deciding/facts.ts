import {
  type Access,
  ageRule,
  birthday,
  type Decider,
  hiddenFrom,
  type Jurisdiction,
  type PersonFacts,
  type Speaker,
  whoDecidesFor,
} from '#agreement';
import { type Day, day, dayIn, isDay } from '#base';
import { lawIn, type Services } from '#joint';
import type { Compartment } from '#repository';
import type { Reader } from '#store';
import { bannerOf } from '../person/banner.ts';
import { partOf } from '../person/part.ts';
import { type CoercionRow, coercionsOf } from '../protection/coercion.queries.ts';
import { isCalled } from '../protection/whom.ts';
import { type FindingRow, findingsIn } from './finding.queries.ts';
import { understandingsOf, type UnderstandingRow } from './understanding.queries.ts';

/** A person, by the places of their records; who asks is for what the records themselves say. */
export type About = {
  readonly access: Access;
  readonly person: string;
  readonly places: readonly Compartment[];
  /** As it is said where the person reads: who may be forcing them may read along, so nothing follows from that. */
  readonly unmarked?: boolean;
};

export type Known = {
  readonly facts: PersonFacts;
  readonly name: string;
  /** Absent where no whole birth date is recorded: then nobody is taken for young. */
  readonly born?: Day;
  /** The newest about each decision. */
  readonly findings: readonly FindingRow[];
  /** In force: the newest of each matter, unless it was withdrawn or the person is of age. */
  readonly judged: readonly UnderstandingRow[];
};

const PATIENTS_MAX = 100;
/** Who has no birth date on record is taken for an adult: a parent has to be shown to be one. */
const BEFORE_ALL: Day = day('1900-01-01');

/** What is known today of who can decide something for a person: their age, what was found and judged, who sits in their place. */
export async function knownOf(services: Services, reader: Reader, about: About): Promise<Known> {
  const today = dayIn(services.zone, services.now());
  const { access, unmarked = false } = about;
  const [{ name, born }, findings, rows, sitting, coercions] = await Promise.all([
    whoIs(services, about),
    findingsIn(reader, about.places),
    understandingsOf(reader, about.places),
    services.proxies?.of(`Person/${about.person}`, reader) ?? [],
    coercionsOf(reader, about.places),
  ]);
  const judged = inForce(rows, today);
  const inTheirPlace = sitting.flatMap(({ name: called, as, begins, ends }): readonly Speaker[] => {
    if (as === 'carer') return [];
    const from = begins === undefined ? BEFORE_ALL : dayIn(services.zone, begins);
    const until = ends === undefined ? {} : { until: dayIn(services.zone, ends) };
    return [{ name: called, as, covers: 'everything', from, ...until }];
  });
  const speakers = [...findings.flatMap(speakerOf), ...inTheirPlace];
  const all: PersonFacts = {
    name: 'The person',
    born: born ?? BEFORE_ALL,
    capacity: findings.map((one) => ({ decision: one.decision, has: one.able, on: day(one.found), by: one.found_by })),
    understands: judged.map(({ matter, found, found_by, until }) => ({
      decision: matter,
      on: found,
      by: found_by,
      until,
    })),
    speakers,
    ...advocateOf(findings),
    coercedBy: unmarked ? [] : forcing(coercions, speakers, today),
  };
  const facts = hiddenFrom(all, access.name ?? '', today).hidden ? { ...all, coercedBy: [] } : all;
  return { facts, name, judged, findings, ...(born === undefined ? {} : { born }) };
}

/** Who decides something today, with why. */
export function deciding({ zone, now }: Services, { facts }: Known, decision: string): Decider {
  return whoDecidesFor(facts, decision, dayIn(zone, now()), lawIn(zone));
}

/** Whether somebody is too young, on a day, to decide this by their age alone. */
export function isYoung(law: Jurisdiction, { born }: Pick<Known, 'born'>, decision: string, on: Day): boolean {
  const rule = ageRule(law, decision);
  return born !== undefined && rule !== undefined && on < birthday(born, rule.fromAge);
}

function speakerOf({ able, speaker, speaks_as, decision, found }: FindingRow): readonly Speaker[] {
  if (able || !speaker || !speaks_as) return [];
  return [{ name: speaker, as: speaks_as, covers: [decision], from: day(found) }];
}

/** Those of whom it is written, as the seats and findings call them. */
function forcing(coercions: readonly CoercionRow[], speakers: readonly Speaker[], from: Day): PersonFacts['coercedBy'] {
  return coercions.flatMap(({ name }) => {
    const called = speakers.filter((one) => isCalled(one.name, name)).map((one) => one.name);
    return [...new Set([name, ...called])].map((each) => ({ name: each, from }));
  });
}

function advocateOf(findings: readonly FindingRow[]): Pick<PersonFacts, 'advocate'> {
  const last = findings.findLast(({ able, advocate }) => !able && advocate);
  return last?.advocate ? { advocate: { name: last.advocate, from: day(last.found) } } : {};
}

function inForce(newestFirst: readonly UnderstandingRow[], today: Day): readonly UnderstandingRow[] {
  const seen = new Set<string>();
  const newest = newestFirst.filter(({ matter }) => !seen.has(matter) && seen.add(matter));
  return newest.filter(({ understands, until }) => understands && today < until);
}

/** Name and birth date as their records say, whoever asks: the law looks at the age, not at what a seat sees. */
async function whoIs(
  services: Services,
  { access, places }: About,
): Promise<{ readonly name: string; readonly born?: Day }> {
  const stored = await services
    .repository({ ...access, filter: { op: 'always' } })
    .compartments(places, { types: ['Patient'], limit: PATIENTS_MAX });
  if (stored.length === 0) return { name: 'The person' };
  const { name, born } = bannerOf(
    stored.map((one) => partOf(one, () => '')),
    [],
  );
  return { name, ...(born !== undefined && isDay(born) ? { born: day(born) } : {}) };
}
