import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Asking, askMeasure } from './ask.ts';
import type { CountedPack } from './catalogue.ts';
import { type Asked as AskedMeasure, checkOf, dueTitles } from './checks.ts';
import type { InsightAnswers, Lacking, LackingPerson } from './contract.ts';
import { countedBy, judge } from './evaluate.ts';
import { factsOf, type Rule, rulesOf } from './pack.ts';
import { nodesOf, practicesIn } from './place.ts';
import { bornOf, nameOf, type SeeingServices, type SeenPerson, seePeople } from './seen.ts';
import { onRegister } from './state.queries.ts';
import { leavingOut } from './extract/left-out.ts';
import { CARE_LIST, declaredList } from './use.ts';
import { seesPeople } from './viewpoint.ts';

type Question = Parameters<InsightAnswers['lacking']>[1];

const LIMIT_MAX = 200;
const PEOPLE_AT_ONCE = 500;

/** Of a page of people, those who are shown; only these are told that they were looked at. */
export type Choosing = (people: readonly LackingPerson[]) => readonly LackingPerson[];

/**
 * People of a place who lack a check or miss a target, by name: those whose record and diagnosis this viewer may see, judged by
 * what the viewer may see of them. The number is that of the list, not of the figures: these count what nobody may be shown.
 */
export async function lacking(
  asking: Asking & { readonly services: SeeingServices & Pick<Services, 'answers'> },
  access: Access,
  question: Question,
  choose: Choosing = (people) => people,
): Promise<Outcome<Lacking>> {
  if (!seesPeople(access)) return carersOnly();
  const optOuts = asking.optOuts(CARE_LIST);
  const leaveOut = await leavingOut(asking.services, optOuts);
  if (!leaveOut.ok) return leaveOut;
  const { services } = asking;
  const found = await askMeasure(asking, access, { id: question.measure, place: question.place });
  if (!found.ok) return found;
  const { node, asAt: today, pack, measure, running } = found.value;
  const line = { pack, measure, today, running };
  const places = new Map(nodesOf(node).map(({ place }) => [place.id, place.name]));
  const registered = await onRegister(services.store, pack.number, practicesIn(node));
  const { whole, inPart } = await leaveOut.value(registered.map(({ person }) => person));
  const candidates = registered.filter(({ person }) => !whole.has(person) && !inPart.has(person));
  const practiceOf = new Map(candidates.map(({ person, place }) => [person, places.get(place) ?? '']));
  const all = await lackingAmong(services, access, { ...line, persons: [...practiceOf.keys()] });
  const rows = all.sort(byName);
  const limit = Math.min(Math.max(question.limit, 1), LIMIT_MAX);
  const from = question.after === undefined ? 0 : await startAfter(services, access, rows, question.after);
  const page = rows.slice(from, from + limit);
  const shown = await seePeople(
    services,
    access,
    page.map(({ person }) => person),
  );
  const people = choose(
    page.flatMap(({ person, name }) => {
      const seen = shown.find((one) => one.person === person);
      return seen ? [lackingPerson(seen, { ...line, name, practice: practiceOf.get(person) ?? '' })] : [];
    }),
  );
  await note(asking.services, access, { measure: measure.id, people });
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
  { persons, ...line }: Judged & { readonly persons: readonly string[] },
): Promise<Named[]> {
  const { pack, measure } = line;
  const names = [pack.pack.register, ...rulesOf(measure)].flatMap(factsOf);
  const facts = [...new Set(names.map(pack.factNumber))];
  const found: Named[] = [];
  for (let from = 0; from < persons.length; from += PEOPLE_AT_ONCE) {
    const seen = await seePeople(services, access, persons.slice(from, from + PEOPLE_AT_ONCE), { facts });
    for (const one of seen.filter((each) => lacks(each, line))) {
      const [patient] = one.patients;
      if (patient) found.push({ person: one.person, name: nameOf(patient) });
    }
  }
  return found;
}

/** Who counts and is not met; of a measure of harm, whoever has it. */
function lacks(seen: SeenPerson, { pack, measure, today }: Judged): boolean {
  const known = seen.known(pack);
  if (!judge(pack.pack.register, known, today).holds) return false;
  if (!countedBy(measure, known, today).holds) return false;
  return judge(measure.met, known, today).holds === (measure.better === 'lower');
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

type Judged = AskedMeasure & { readonly today: Day; readonly running: readonly CountedPack[] };
type Line = Judged & { readonly name: string; readonly practice: string };

function lackingPerson({ person, patients, known }: SeenPerson, { name, practice, ...line }: Line): LackingPerson {
  const { measure, today, running } = line;
  const [patient] = patients;
  const born = patient && bornOf(patient);
  const last = lastOf(line, known);
  return {
    person,
    name,
    ...(born ? { born } : {}),
    practice,
    ...(last ? { last } : {}),
    lacks: dueTitles(running, { known, today, but: measure.id }),
  };
}

function lastOf(line: Judged, known: SeenPerson['known']): Day | undefined {
  if (isSum(line.measure.met)) return undefined;
  return checkOf(line, known(line.pack), line.today).last as Day | undefined;
}

function isSum(rule: Rule): boolean {
  return 'all' in rule || 'any' in rule;
}

/** Each person of the page is told that they were looked at. */
async function note(
  { ports }: SeeingServices,
  access: Access,
  { measure, people }: { readonly measure: string; readonly people: readonly LackingPerson[] },
): Promise<void> {
  await Promise.all(
    people.map(({ person }) =>
      ports.audit.note(access, { action: 'search', outcome: 'done', person, query: `lacking ${measure}` }),
    ),
  );
}

function carersOnly(): Outcome<never> {
  const text = 'People are listed for those who care for them. Your seat is shown the figures without the people.';
  return refuse('forbidden', 'insight.carers-only', text);
}
