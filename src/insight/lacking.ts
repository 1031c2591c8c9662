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
import { inOrder, type Listed, placeOf, startBehind } from './lacking-order.ts';
import { nextContacts, whereOf } from './next-contact.ts';
import { nodesOf } from './place.ts';
import { registeredAt } from './registered.ts';
import { bornOf, nameOf, type SeeingServices, type SeenPerson, seePeople } from './seen.ts';
import { leavingOut } from './extract/left-out.ts';
import { CARE_LIST, declaredList } from './use.ts';
import { seesPeople } from './viewpoint.ts';

type Question = Parameters<InsightAnswers['lacking']>[1];

const LIMIT_MAX = 200;
const PEOPLE_AT_ONCE = 500;

/** Of a page of people, those who are shown; only these are told that they were looked at. */
export type Choosing = (people: readonly LackingPerson[]) => readonly LackingPerson[];

/**
 * People of a place who lack a check or miss a target, by their next contact or by name: those whose record and diagnosis this viewer
 * may see, judged by what the viewer may see of them. The number is that of the list, not of the figures: these count what nobody may be shown.
 */
export async function lacking(
  asking: Asking & { readonly services: SeeingServices & Pick<Services, 'answers' | 'now' | 'zone'> },
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
  const { tree, asAt: today, pack, measure, running } = found.value;
  const line = { pack, measure, today, running };
  const places = new Map(nodesOf(tree).map(({ place }) => [place.id, place.name]));
  const registered = await registeredAt(services, access, found.value);
  const { whole, inPart } = await leaveOut.value(registered.map(({ person }) => person));
  const candidates = registered.filter(({ person }) => !whole.has(person) && !inPart.has(person));
  const practiceOf = new Map(candidates.map(({ person, place }) => [person, places.get(place) ?? '']));
  const all = await lackingAmong(services, access, { ...line, persons: [...practiceOf.keys()] });
  const { order = 'next', after } = question;
  const rows = (order === 'next' ? await withContacts(services, access, all) : all).sort(inOrder);
  const limit = Math.min(Math.max(question.limit, 1), LIMIT_MAX);
  const from = after === undefined ? 0 : await startBehind(rows, after, (person) => nameNow(services, access, person));
  const cut = rows.slice(from, from + limit);
  // Of a list by name only those of the page are asked after.
  const page = order === 'name' ? await withContacts(services, access, cut) : cut;
  const people = choose(await shownOf(services, access, { line, page, practiceOf }));
  await note(asking.services, access, { measure: measure.id, people });
  const last = page.at(-1);
  const more = last && from + limit < rows.length;
  return accepted({
    use: declaredList(CARE_LIST, optOuts),
    order,
    people,
    total: rows.length,
    ...(more ? { next: placeOf(last, order) } : {}),
  });
}

type ListServices = SeeingServices & Pick<Services, 'answers' | 'now' | 'zone'>;

async function withContacts(services: ListServices, access: Access, rows: readonly Listed[]): Promise<Listed[]> {
  const contacts = await nextContacts(services, access, rows);
  return rows.map((row) => {
    const contact = contacts.get(row.person);
    return contact ? { ...row, contact } : row;
  });
}

type Page = {
  readonly line: Judged;
  readonly page: readonly Listed[];
  readonly practiceOf: ReadonlyMap<string, string>;
};

async function shownOf(
  services: ListServices,
  access: Access,
  { line, page, practiceOf }: Page,
): Promise<readonly LackingPerson[]> {
  const persons = page.map(({ person }) => person);
  const seen = new Map((await seePeople(services, access, persons)).map((one) => [one.person, one]));
  const contacts = page.flatMap(({ contact }) => contact ?? []);
  const where = await whereOf(services, access, contacts);
  return page.flatMap(({ person, name, contact }) => {
    const one = seen.get(person);
    if (!one) return [];
    const told = lackingPerson(one, { ...line, name, practice: practiceOf.get(person) ?? '' });
    if (!contact) return [told];
    const place = where(contact);
    return [{ ...told, next: { at: contact.start, ...(place === undefined ? {} : { where: place }) } }];
  });
}

async function nameNow(services: SeeingServices, access: Access, person: string): Promise<string | undefined> {
  const [seen] = await seePeople(services, access, [person], { facts: [] });
  const [patient] = seen?.patients ?? [];
  return patient && nameOf(patient);
}

async function lackingAmong(
  services: SeeingServices,
  access: Access,
  { persons, ...line }: Judged & { readonly persons: readonly string[] },
): Promise<Listed[]> {
  const { pack, measure } = line;
  const names = [pack.pack.register, ...rulesOf(measure)].flatMap(factsOf);
  const facts = [...new Set(names.map(pack.factNumber))];
  const found: Listed[] = [];
  for (let from = 0; from < persons.length; from += PEOPLE_AT_ONCE) {
    const seen = await seePeople(services, access, persons.slice(from, from + PEOPLE_AT_ONCE), { facts });
    for (const one of seen.filter((each) => lacks(each, line))) {
      const [patient] = one.patients;
      if (!patient) continue;
      found.push({ person: one.person, name: nameOf(patient), patients: one.patients.map(({ id }) => id) });
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
