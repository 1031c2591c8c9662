import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { catalogue } from './catalogue.ts';
import type { Asked } from './checks.ts';
import type { InsightAnswers, MeasuredPerson } from './contract.ts';
import { countedBy, judge } from './evaluate.ts';
import { factsIn, patientsIn } from './known.queries.ts';
import { haveAny, MEASURED_MAX } from './measured.queries.ts';
import { factsOf, neededBy, rulesOf } from './pack.ts';
import { standingOf } from './person.ts';
import { decidingFacts } from './why.ts';

type Question = Parameters<InsightAnswers['measured']>[1];
type Measuring = Pick<Services, 'store' | 'ports'>;

const PEOPLE_AT_ONCE = 2_000;
/** Whose list somebody is on is not asked: who pays for them is. */
const NOWHERE = { byName: new Map(), byKey: new Map() } as const;

/**
 * Whom a measure counts as at a day by what some organisations recorded alone, each with the items that decided: what a return to whoever
 * pays these organisations is made of. For another joint's service, never for a seat: who may see which item is for that joint to ask.
 */
export async function measured(
  { store, ports }: Measuring,
  access: Access,
  question: Question,
): Promise<Outcome<readonly MeasuredPerson[]>> {
  if (access.role !== 'system') return serviceOnly();
  const asked = askedIn(question.measure);
  if (!asked) return noMeasure(question.measure);
  const some = await haveAny(store, { ...question, facts: neededNumbers(asked) });
  if (some.length > MEASURED_MAX) return tooMany(question.measure);
  const found: MeasuredPerson[] = [];
  const seen = new Set<string>();
  for (let from = 0; from < some.length; from += PEOPLE_AT_ONCE) {
    const rows = await ports.persons.of(store, some.slice(from, from + PEOPLE_AT_ONCE));
    const persons = [...new Set(rows.map(({ person }) => person))].filter((person) => !seen.has(person));
    for (const person of persons) seen.add(person);
    const records = await ports.persons.records(store, persons);
    found.push(...(await judged(store, { asked, question, records })));
  }
  return accepted(found);
}

type Judging = {
  readonly asked: Asked;
  readonly question: Question;
  readonly records: readonly (Compartment & { readonly person: string })[];
};

async function judged(
  store: Measuring['store'],
  { asked, question, records }: Judging,
): Promise<readonly MeasuredPerson[]> {
  const { pack, measure } = asked;
  const { organizations, asAt, part } = question;
  const facts = [pack.pack.register, ...rulesOf(measure)].flatMap(factsOf).map(pack.factNumber);
  const [factRows, patientRows] = await Promise.all([
    factsIn(store, records, { from: organizations, facts }),
    patientsIn(store, records, { from: organizations }),
  ]);
  const [factsAt, patientsAt] = [byRecord(factRows), byRecord(patientRows)];
  const people = new Map<string, Compartment[]>();
  for (const { person, bkt, cmp } of records) people.set(person, [...(people.get(person) ?? []), { bkt, cmp }]);
  return [...people].flatMap(([person, own]): readonly MeasuredPerson[] => {
    const { born, died } = standingOf(
      own.flatMap((record) => (patientsAt.get(keyOf(record)) ?? []).map((row) => row.record)),
      NOWHERE,
    );
    const mine = own.flatMap((record) => (factsAt.get(keyOf(record)) ?? []).map(({ fact }) => fact));
    const known = pack.known(mine, { ...(born ? { born } : {}), ...(died ? { died } : {}) });
    const counts = judge(pack.pack.register, known, asAt).holds && countedBy(measure, known, asAt).holds;
    if (!counts || (part === 'met' && !judge(measure.met, known, asAt).holds)) return [];
    const items = decidingFacts(asked, known, asAt).flatMap(({ fact }) => fact.reference ?? []);
    return [{ person, records: own, items: [...new Set(items)] }];
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

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

function askedIn(id: string): Asked | undefined {
  return catalogue
    .flatMap((pack) => pack.pack.measures.map((measure) => ({ pack, measure })))
    .find(({ measure }) => measure.id === id);
}

/** Facts of which whoever is counted has one: by whom the measure asks for, else by the register. */
function neededNumbers({ pack, measure }: Asked): readonly number[] {
  const needed = measure.of === 'register' ? undefined : neededBy(measure.of);
  return (needed ?? neededBy(pack.pack.register) ?? pack.pack.facts.map(({ id }) => id)).map(pack.factNumber);
}

function serviceOnly(): Outcome<never> {
  const text = 'Whom a measure counts is told to the return of a grant, which shows its items to who may see them.';
  return refuse('forbidden', 'insight.service-only', text);
}

function noMeasure(id: string): Outcome<never> {
  const text = `There is no measure '${id.slice(0, 80)}' in a pack that is installed. Install its pack, or take another set of figures.`;
  return refuse('not-found', 'insight.no-measure', text);
}

function tooMany(id: string): Outcome<never> {
  const text = `More than ${MEASURED_MAX} records are looked at for '${id}'; it cannot be told in one return.`;
  return refuse('too-costly', 'insight.measured-long', text);
}
