import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Asking, ask } from './ask.ts';
import { checkOf, dueTitles } from './checks.ts';
import type { InsightAnswers, Lacking, LackingPerson } from './contract.ts';
import { noMeasure } from './dashboard.ts';
import { factNumber, pack, registerFacts } from './diabetes.ts';
import { judge } from './evaluate.ts';
import { factsOf, type MeasureDefinition, type Rule } from './pack.ts';
import { nodesOf, practicesIn } from './place.ts';
import { bornOf, nameOf, type SeeingServices, type SeenPerson, seePeople } from './seen.ts';
import { onRegister } from './state.queries.ts';
import { leavingOut } from './extract/left-out.ts';
import { CARE_LIST, declaredList } from './use.ts';
import { seesPeople } from './viewpoint.ts';

type Question = Parameters<InsightAnswers['lacking']>[1];

const LIMIT_MAX = 200;
const PEOPLE_AT_ONCE = 500;

/**
 * People of a place who lack a check or miss a target, by name: those whose record and diagnosis this viewer may see, judged by
 * what the viewer may see of them. The number is that of the list, not of the figures: these count what nobody may be shown.
 */
export async function lacking(
  asking: Asking & { readonly services: SeeingServices & Pick<Services, 'answers'> },
  access: Access,
  question: Question,
): Promise<Outcome<Lacking>> {
  const measure = pack.measures.find(({ id }) => id === question.measure);
  if (!measure) return noMeasure(question.measure);
  if (!seesPeople(access)) return carersOnly();
  const optOuts = asking.optOuts(CARE_LIST);
  const leaveOut = await leavingOut(asking.services, optOuts);
  if (!leaveOut.ok) return leaveOut;
  const { services } = asking;
  const found = await ask(asking, access, { place: question.place });
  if (!found.ok) return found;
  const { node, asAt: today } = found.value;
  const places = new Map(nodesOf(node).map(({ place }) => [place.id, place.name]));
  const registered = await onRegister(services.store, practicesIn(node));
  const { whole, inPart } = await leaveOut.value(registered.map(({ person }) => person));
  const candidates = registered.filter(({ person }) => !whole.has(person) && !inPart.has(person));
  const practiceOf = new Map(candidates.map(({ person, place }) => [person, places.get(place) ?? '']));
  const all = await lackingAmong(services, access, { persons: [...practiceOf.keys()], measure, today });
  const rows = all.sort(byName);
  const limit = Math.min(Math.max(question.limit, 1), LIMIT_MAX);
  const from = question.after === undefined ? 0 : await startAfter(services, access, rows, question.after);
  const page = rows.slice(from, from + limit);
  const shown = await seePeople(
    services,
    access,
    page.map(({ person }) => person),
  );
  const people = page.flatMap(({ person, name }) => {
    const seen = shown.find((one) => one.person === person);
    return seen ? [lackingPerson(seen, { name, practice: practiceOf.get(person) ?? '', measure, today })] : [];
  });
  await note(asking.services, access, { measure, people });
  const last = page.at(-1);
  const more = last && from + limit < rows.length;
  return accepted({
    use: declaredList(CARE_LIST, optOuts),
    people,
    total: rows.length,
    ...(more ? { next: last.person } : {}),
  });
}

type Named = { readonly person: string; readonly name: string };

async function lackingAmong(
  services: SeeingServices,
  access: Access,
  {
    persons,
    measure,
    today,
  }: { readonly persons: readonly string[]; readonly measure: MeasureDefinition; readonly today: Day },
): Promise<Named[]> {
  const facts = [...new Set([...registerFacts, ...relevant(measure).map(factNumber)])];
  const found: Named[] = [];
  for (let from = 0; from < persons.length; from += PEOPLE_AT_ONCE) {
    const seen = await seePeople(services, access, persons.slice(from, from + PEOPLE_AT_ONCE), { facts });
    for (const one of seen.filter((each) => lacks(each, measure, today))) {
      const [patient] = one.patients;
      if (patient) found.push({ person: one.person, name: nameOf(patient) });
    }
  }
  return found;
}

function lacks({ known }: SeenPerson, { of, met }: MeasureDefinition, today: Day): boolean {
  if (!judge(pack.register, known, today).holds) return false;
  if (of !== 'register' && !judge(of, known, today).holds) return false;
  return !judge(met, known, today).holds;
}

function relevant({ of, met }: MeasureDefinition): readonly string[] {
  return [...factsOf(met), ...(of === 'register' ? [] : factsOf(of))];
}

function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.person < b.person ? -1 : 1;
}

/** The page goes on behind a person, also where that one lacks nothing any more. */
async function startAfter(
  services: SeeingServices,
  access: Access,
  rows: readonly Named[],
  after: string,
): Promise<number> {
  const there = rows.findIndex(({ person }) => person === after);
  if (there >= 0) return there + 1;
  const [seen] = await seePeople(services, access, [after], { facts: [] });
  const [patient] = seen?.patients ?? [];
  if (!patient) return 0;
  const behind = rows.findIndex((row) => byName(row, { person: after, name: nameOf(patient) }) > 0);
  return behind < 0 ? rows.length : behind;
}

type Line = {
  readonly name: string;
  readonly practice: string;
  readonly measure: MeasureDefinition;
  readonly today: Day;
};

function lackingPerson(
  { person, patients, known }: SeenPerson,
  { name, practice, measure, today }: Line,
): LackingPerson {
  const [patient] = patients;
  const born = patient && bornOf(patient);
  const last = lastOf(measure, known, today);
  return {
    person,
    name,
    ...(born ? { born } : {}),
    practice,
    ...(last ? { last } : {}),
    lacks: dueTitles(known, today, measure.id),
  };
}

function lastOf(measure: MeasureDefinition, known: SeenPerson['known'], today: Day): Day | undefined {
  if (isSum(measure.met)) return undefined;
  return checkOf(measure, known, today).last as Day | undefined;
}

function isSum(rule: Rule): boolean {
  return 'all' in rule || 'any' in rule;
}

/** Each person of the page is told that they were looked at. */
async function note(
  { ports }: SeeingServices,
  access: Access,
  { measure, people }: { readonly measure: MeasureDefinition; readonly people: readonly LackingPerson[] },
): Promise<void> {
  await Promise.all(
    people.map(({ person }) =>
      ports.audit.note(access, { action: 'search', outcome: 'done', person, query: `lacking ${measure.id}` }),
    ),
  );
}

function carersOnly(): Outcome<never> {
  const text = 'People are listed for those who care for them. Your seat is shown the figures without the people.';
  return refuse('forbidden', 'insight.carers-only', text);
}
