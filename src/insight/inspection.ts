import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { SERVICE } from './agreed.ts';
import type { Asking } from './ask.ts';
import { factTypes, packOf, readFacts } from './catalogue.ts';
import { mapsOf } from './coding/maps.ts';
import { censusRows, takeCensus } from './census.queries.ts';
import type { InspectionShown } from './contract.ts';
import { newFigures } from './sums.ts';
import { figuresOf } from './figures.ts';
import { monthDifferences } from './month-check.ts';
import { keepInspection, lastInspection, readInspections } from './inspection.queries.ts';
import { everybody } from './known.queries.ts';
import { bodyOf, type Differences, differences, rawState, recordOf, staysOfStored } from './recompute.ts';
import type { Scope } from './scope.ts';
import { keepOdd } from './sentinel/odd.queries.ts';
import { readRun, readTallies, statesOf, type TallyRow } from './state.queries.ts';
import { teamAt } from './team.ts';
import { numberOf } from './timeline.ts';

/** The queue of the nightly inspection. */
export const INSPECT_FIGURES = 'insight.inspect-figures';

type Inspecting = Asking & { readonly services: Pick<Services, 'store' | 'zone' | 'ports' | 'repository' | 'now'> };

export type Inspection = {
  readonly today: Day;
  readonly figures: number;
  readonly people: number;
  readonly wrong: Differences;
};

const PEOPLE = 100;
const ATTEMPTS = 3;
const ITEMS_MAX = 5_000;

/**
 * Holds every kept figure of today against everybody counted again from the facts, what some people count in against their raw resources,
 * and of a measure of each pack the figures of single months against the facts. Other people and another measure each night. What differs is kept, and reported to those who answer what is odd.
 */
export async function inspect(asking: Inspecting): Promise<Inspection> {
  const found = await compare(asking);
  const at = new Date(asking.services.now());
  await keepInspection(asking.services.store, { ...found, at });
  const [first] = found.wrong;
  if (first) {
    const words = `The nightly inspection found ${found.wrong.length} kept figures that differ from a recount, ${first.measure} of ${first.pack} among them. Until everybody is counted anew they are not to be relied on.`;
    const by = { organization: '', name: 'The nightly inspection', principal: SERVICE.principal };
    await keepOdd(asking.services.store, { words, place: '/measures/inspections', ...by, at });
  }
  return found;
}

const DAY_MS = 86_400_000;
/** The next may begin a little later than the one before. */
const LATE_MS = 3_600_000;

/** Whether the program did not run at the hour of an inspection: figures that people read have gone a day without one. */
export async function inspectionOwed({ store, now }: Pick<Services, 'store' | 'now'>): Promise<boolean> {
  const { scope } = await readRun(store);
  if (scope === null) return false;
  const last = await lastInspection(store);
  return last === undefined || now() - last.getTime() > DAY_MS + LATE_MS;
}

/** The last inspections, newest first, for staff. */
export async function inspections(
  { services, keeping }: Inspecting,
  access: Access,
): Promise<Outcome<readonly InspectionShown[]>> {
  if (access.role === 'person') {
    const text = 'Inspections of the figures are for staff of the partnership.';
    return refuse('forbidden', 'insight.staff-only', text);
  }
  const { scope } = await keeping.current();
  const names = new Map(
    scope.packs.flatMap(({ practices, teams = [] }) => [...practices, ...teams].map(({ id, name }) => [id, name])),
  );
  const rows = await readInspections(services.store);
  return accepted(
    rows.map(({ at, today, figures, people, wrong }) => ({
      at: at.toISOString(),
      today,
      figures,
      people,
      wrong: wrong.map(({ pack, place, measure }) => ({ pack, measure, place: nameIn(names, place) })),
    })),
  );
}

/** Of a practice its name; of a team at one both. */
function nameIn(names: ReadonlyMap<string, string>, place: string): string {
  const { team, practice } = teamAt(place) ?? { practice: place };
  return [...(team === undefined ? [] : [team]), practice].map((id) => names.get(id) ?? id).join(', ');
}

/** Figures that moved meanwhile are compared again, and those that were read by other mappings. */
async function compare(asking: Inspecting): Promise<Inspection> {
  const { services, keeping } = asking;
  for (let attempt = 1; ; attempt += 1) {
    const mapped = await keeping.mapped();
    const { revision, scope, today } = await keeping.current();
    // As they stand in the database, not as somebody remembers them.
    const kept = (await readTallies(services.store)).filter(({ slot }) => slot === 0);
    const counted = await census(services, scope, today);
    const sample = await sampleOf(services, { scope, today });
    const months = await monthDifferences(services.store, { scope, today }, (count) => oneOf(count, today));
    const after = await keeping.current();
    const moved = after.revision !== revision || (await keeping.mapped()) !== mapped;
    if (moved && attempt < ATTEMPTS) continue;
    const packs = new Set(counted.packs);
    const whole = kept.filter(({ pack }) => packs.has(pack));
    const figures = { kept: figuresOf(whole), raw: figuresOf(counted.rows), strata: true };
    const among = { ...scope, packs: scope.packs.filter(({ pack }) => packs.has(packOf(pack)?.number ?? 0)) };
    const wrong = [...differences(among, figures), ...differences(scope, { ...sample, strata: false }), ...months];
    return { today, figures: whole.length, people: sample.people, wrong };
  }
}

async function census({ store, ports }: Inspecting['services'], { packs }: Scope, today: Day) {
  const rows: TallyRow[] = [];
  const counted: number[] = [];
  for (const scope of packs) {
    const pack = packOf(scope.pack);
    const question = { scope, at: numberOf(today), everyone: ports.persons.everyone };
    const found = pack && (await takeCensus(store, { pack, ...question }));
    if (!pack || !found) continue;
    counted.push(pack.number);
    rows.push(...censusRows(pack, found, 0));
  }
  return { packs: counted, rows };
}

/** What some people count in today: as it is kept, and by the rules as they stand from what their records say. */
async function sampleOf(
  { store, ports, repository }: Inspecting['services'],
  { scope, today }: { readonly scope: Scope; readonly today: Day },
) {
  const from = async (bkt: number, limit: number) =>
    everybody(store, { after: { bkt, cmp: '0' }, limit, reported: undefined });
  const last = await from(placeFor(today), PEOPLE);
  const some = [...last, ...(await from(-1, PEOPLE - last.length))];
  const rows = await ports.persons.of(store, some);
  const persons = [...new Set(rows.map(({ person }) => person))];
  const [kept, raw] = [newFigures(), newFigures()];
  for (const state of await statesOf(store, persons)) kept.add(firstDay(state), 1);
  const records = await ports.persons.records(store, persons);
  const bound = repository(SERVICE);
  for (const person of persons) {
    const compartments: readonly Compartment[] = records.filter((record) => record.person === person);
    const question = { types: [...new Set(['Patient', 'CareTeam', ...factTypes])], limit: ITEMS_MAX };
    const stored = await bound.compartments(compartments, question);
    const own = stored.filter(({ type }) => type === 'Patient').map(recordOf);
    const read = stored.flatMap((one) =>
      readFacts(bodyOf(one), mapsOf(store).now().of(one.org)).map((fact) => ({ ...fact, org: one.org })),
    );
    const stays = stored.filter(({ type }) => type === 'CareTeam').flatMap(staysOfStored);
    for (const one of scope.packs) {
      const counted = rawState(one, { own, read, stays, today });
      if (counted) raw.add(firstDay(counted), 1);
    }
  }
  return { people: persons.length, kept: figuresOf(kept.rows()), raw: figuresOf(raw.rows()) };
}

type Counted = Parameters<ReturnType<typeof newFigures>['add']>[0];

function firstDay(state: Counted): Counted {
  const { pack, place, counted, met, teams = [], within = [] } = state;
  return { pack, place, counted: counted.slice(0, 1), met: met.slice(0, 1), strata: [], teams, within };
}

/** Another every night, all of them in turn. */
function oneOf(count: number, today: Day): readonly number[] {
  return count === 0 ? [] : [numberOf(today) % count];
}

const BUCKETS = 32_768;

/** Other people every night, all of them in turn. */
function placeFor(today: Day): number {
  return (numberOf(today) * 7_919) % BUCKETS;
}
