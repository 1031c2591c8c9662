import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import type { Asking } from './ask.ts';
import type { InsightAnswers } from './contract.ts';
import { newFigures } from './sums.ts';
import { type CountedPack, factTypes, packOf, readFacts } from './catalogue.ts';
import { mapsOf } from './coding/maps.ts';
import type { Fact } from './evaluate.ts';
import { type Figures, figuresAt, figuresOf } from './figures.ts';
import { patientFacts } from './patient.ts';
import { count, directoryOf, type PatientRecord, standingOf } from './person.ts';
import { everyResource } from './record.ts';
import type { PackScope, Scope } from './scope.ts';
import { slotDays } from './slots.ts';
import { atPractice, membershipOf, type Stay, staysIn, teamsByName, withinOn } from './team.ts';

export type Differences = Awaited<ReturnType<InsightAnswers['recompute']>> extends Outcome<infer Value> ? Value : never;
type RecomputingServices = Pick<Services, 'store' | 'zone' | 'ports' | 'repository'>;

const ATTEMPTS = 3;

/**
 * Every figure from the raw resources, through a search of them all, and the differences from the kept ones. It shares with
 * the kept figures the rules of the pack and the reading of resources: no projection, no kept state, not the compiled pack. Figures that moved meanwhile are
 * compared again.
 */
export async function recompute(
  asking: Asking & { readonly services: RecomputingServices },
  access: Access,
  asAt?: Day,
): Promise<Outcome<Differences>> {
  if (access.role !== 'system' && access.role !== 'ig-lead') {
    const text = 'Figures are recomputed by the program or for information governance.';
    return refuse('forbidden', 'insight.recompute', text);
  }
  for (let attempt = 1; ; attempt += 1) {
    const mapped = await asking.keeping.mapped();
    const run = await asking.keeping.current();
    const day = asAt ?? run.today;
    const raw = await rawFigures(asking.services, { ...run, today: day });
    const after = await asking.keeping.current();
    const moved = after.revision !== run.revision || (await asking.keeping.mapped()) !== mapped;
    if (moved && attempt < ATTEMPTS) continue;
    const kept =
      asAt === undefined
        ? await asking.figures(run.revision)
        : await figuresAt(asking.services.store, asking.keeping.counting(run, []), asAt);
    return accepted(differences(run.scope, { kept, raw, strata: asAt === undefined }));
  }
}

type Compared = { readonly kept: Figures; readonly raw: Figures; readonly strata: boolean };

/** By strata figures are kept for today and the last month end alone. */
export function differences({ packs }: Scope, { kept, raw, strata: byStrata }: Compared): Differences {
  return packs.flatMap(({ pack: key, practices, teams = [] }) => {
    const entry = packOf(key);
    if (!entry) return [];
    const atTeams = teams.flatMap(({ id }) => {
      const at = new Set([...kept.practicesOf(id), ...raw.practicesOf(id)]);
      return [...at].map((practice) => atPractice(id, practice));
    });
    return [...practices.map(({ id }) => id), ...atTeams].flatMap((place) =>
      [{ id: 'register' }, ...entry.pack.measures].flatMap(({ id: measure }, number) => {
        const cell = { pack: entry.number, slot: 0, measure: number };
        const strata = new Set(['', ...(byStrata ? [...kept.strata(cell), ...raw.strata(cell)] : [])]);
        return [...strata].flatMap((stratum) => {
          const [is, ought] = [kept.sum([place], { ...cell, stratum }), raw.sum([place], { ...cell, stratum })];
          const named = stratum === '' ? measure : `${measure} (${stratum})`;
          return is.met === ought.met && is.of === ought.of
            ? []
            : [{ pack: key, place, measure: named, kept: is, raw: ought }];
        });
      }),
    );
  });
}

async function rawFigures(
  services: RecomputingServices,
  { scope, today }: { readonly scope: Scope; readonly today: Parameters<typeof slotDays>[0] },
): Promise<Figures> {
  const contributors = new Set(scope.packs.flatMap((one) => one.contributors));
  const counts = ({ org, cmp }: Stored) => contributors.has(org) && cmp !== '0';
  const facts = new Map<string, (Fact & { readonly org: number })[]>();
  for (const type of factTypes)
    for await (const page of everyResource(services.repository, type))
      for (const stored of page.filter(counts)) put(facts, stored, ...factsOf(services, stored));
  const stays = new Map<string, (Stay & { readonly org: number })[]>();
  for await (const page of everyResource(services.repository, 'CareTeam'))
    for (const stored of page.filter(counts)) put(stays, stored, ...staysOfStored(stored));
  const patients = new Map<string, PatientRecord[]>();
  const places = new Map<string, Compartment>();
  for await (const page of everyResource(services.repository, 'Patient'))
    for (const stored of page) {
      places.set(keyOf(stored), { bkt: stored.bkt, cmp: stored.cmp });
      if (counts(stored)) put(patients, stored, recordOf(stored));
    }
  const sums = newFigures();
  for (const records of await clusters(services, [...places.values()])) {
    const own = records.flatMap((record) => patients.get(keyOf(record)) ?? []);
    const read = records.flatMap((record) => facts.get(keyOf(record)) ?? []);
    for (const one of scope.packs) {
      const counted = rawState(one, {
        own,
        read,
        stays: records.flatMap((record) => stays.get(keyOf(record)) ?? []),
        today,
      });
      if (counted) sums.add(counted, 1);
    }
  }
  return figuresOf(sums.rows());
}

function factsOf({ store }: RecomputingServices, stored: Stored) {
  const translate = mapsOf(store).now().of(stored.org);
  return readFacts(bodyOf(stored), translate).map((fact) => ({ ...fact, org: stored.org }));
}

type Raw = {
  readonly own: readonly PatientRecord[];
  readonly read: readonly (Fact & { readonly org: number })[];
  readonly stays: readonly (Stay & { readonly org: number })[];
  readonly today: Day;
};

/** What somebody counts in by one pack, from the contributions that it counts. */
export function rawState({ pack: key, contributors, ...scope }: PackScope, { own, read, stays, today }: Raw) {
  const entry: CountedPack | undefined = packOf(key);
  const from = new Set(contributors);
  const standing = standingOf(
    own.filter(({ org }) => from.has(org)),
    directoryOf(scope),
  );
  const { place, belonging, ...life } = standing;
  if (!entry || place === undefined) return undefined;
  const known = entry.known(
    read.filter(({ org }) => from.has(org)),
    life,
  );
  const counted = count(entry.pack, known, belonging, [today]);
  const byName = teamsByName(scope.teams);
  const memberships = stays.filter(({ org }) => from.has(org)).flatMap((stay) => membershipOf(stay, byName));
  const { teams, within } = withinOn(memberships, [today]);
  return counted && { place, pack: entry.number, ...counted, teams, within };
}

/** The compartments of each person. */
async function clusters(
  { store, ports }: RecomputingServices,
  compartments: readonly Compartment[],
): Promise<readonly (readonly Compartment[])[]> {
  const rows = await ports.persons.of(store, compartments);
  const records = await ports.persons.records(store, [...new Set(rows.map(({ person }) => person))]);
  const people = new Map<string, Compartment[]>();
  for (const { person, bkt, cmp } of records) people.set(person, [...(people.get(person) ?? []), { bkt, cmp }]);
  return [...people.values()];
}

export function recordOf(stored: Stored): PatientRecord {
  const { id, org, updated } = stored;
  return { ...patientFacts(bodyOf(stored)), id, org, learned: updated.getTime() };
}

export function staysOfStored(stored: Stored): readonly (Stay & { readonly org: number })[] {
  return staysIn(bodyOf(stored)).map((stay) => ({ ...stay, org: stored.org }));
}

export function bodyOf({ body }: Stored): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

function put<T>(groups: Map<string, T[]>, at: Compartment, ...values: readonly T[]): void {
  const group = groups.get(keyOf(at));
  if (group) group.push(...values);
  else groups.set(keyOf(at), [...values]);
}
