import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { catalogue } from './catalogue.ts';
import type { Asked } from './checks.ts';
import type { InsightAnswers, MeasuredPerson } from './contract.ts';
import { countedBy, judge } from './evaluate.ts';
import { knownPeople } from './known-people.ts';
import { haveAny, MEASURED_MAX } from './measured.queries.ts';
import { factsOf, neededBy, rulesOf } from './pack.ts';
import { decidingFacts } from './why.ts';

type Question = Parameters<InsightAnswers['measured']>[1];
type Measuring = Pick<Services, 'store' | 'ports'>;

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
  const { organizations, asAt, part } = question;
  const { pack, measure } = asked;
  const some = await haveAny(store, { organizations, asAt, facts: neededNumbers(asked) });
  if (some.length > MEASURED_MAX) return tooMany(question.measure);
  const facts = [...new Set([pack.pack.register, ...rulesOf(measure)].flatMap(factsOf))];
  const found: MeasuredPerson[] = [];
  for await (const people of knownPeople({ store, ports }, some, { pack, facts, organizations, directory: NOWHERE }))
    for (const { person, records, known } of people) {
      const counts = judge(pack.pack.register, known, asAt).holds && countedBy(measure, known, asAt).holds;
      if (!counts || (part === 'met' && !judge(measure.met, known, asAt).holds)) continue;
      const items = decidingFacts(asked, known, asAt).flatMap(({ fact }) => fact.reference ?? []);
      found.push({ person, records, items: [...new Set(items)] });
    }
  return accepted(found);
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
