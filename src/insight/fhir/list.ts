import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { AskedMeasure } from '../ask.ts';
import { CANONICAL, coded, DIRECTION, POPULATION } from '../export/measure-report.ts';
import { leavingOut } from '../extract/left-out.ts';
import { factsOf, rulesOf } from '../pack.ts';
import { registeredAt } from '../registered.ts';
import { seePeople } from '../seen.ts';
import { CARE_LIST } from '../use.ts';
import type { Resource } from './contract.ts';
import { type Ground, reporterOf, type Stands, standsTo } from './person.ts';

const MOST = 2_000;
const AT_ONCE = 250;

type Listed = Stands & { readonly person: string; readonly reference: string };

/** Who of a place is counted and who is met, by what this viewer may see; the numbers are those of the lists, not of the figures. */
export async function subjectList(ground: Ground, access: Access, asked: AskedMeasure): Promise<Outcome<Resource>> {
  const { services, asking } = ground;
  const { pack, measure, node, asAt } = asked;
  const leaveOut = await leavingOut(services, asking.optOuts(CARE_LIST));
  if (!leaveOut.ok) return leaveOut;
  const registered = (await registeredAt(services, access, asked)).map(({ person }) => person);
  if (registered.length > MOST) {
    const text = `So many people of ${node.place.name} are on the register that they make no list: more than ${MOST}. Ask for a practice.`;
    return refuse('too-costly', 'insight.list-many', text, 'subject');
  }
  const { whole, inPart } = await leaveOut.value(registered);
  const people = await listed(ground, access, {
    asked,
    persons: registered.filter((person) => !whole.has(person) && !inPart.has(person)),
  });
  const lists = [
    listOf('initial-population', people),
    listOf(
      'denominator',
      people.filter(({ counted }) => counted),
    ),
    listOf(
      'numerator',
      people.filter(({ met }) => met),
    ),
  ];
  return accepted({
    resourceType: 'MeasureReport',
    contained: lists.map(({ list }) => list),
    status: 'complete',
    type: 'subject-list',
    measure: `${CANONICAL}${measure.id}|${pack.pack.version}`,
    reporter: await reporterOf(ground, access),
    period: { start: asAt, end: asAt },
    improvementNotation: coded(DIRECTION, measure.better === 'lower' ? 'decrease' : 'increase'),
    group: [{ code: { text: measure.title }, population: lists.map(({ population }) => population) }],
  });
}

/** Those of the register whom the viewer may see, and by what they see of them; each is told that they were looked at. */
async function listed(
  { services }: Ground,
  access: Access,
  { asked, persons }: { readonly asked: AskedMeasure; readonly persons: readonly string[] },
): Promise<readonly Listed[]> {
  const { pack, measure, asAt } = asked;
  const names = [pack.pack.register, ...rulesOf(measure)].flatMap(factsOf);
  const facts = [...new Set(names.map(pack.factNumber))];
  const found: Listed[] = [];
  for (let from = 0; from < persons.length; from += AT_ONCE) {
    const seen = await seePeople(services, access, persons.slice(from, from + AT_ONCE), { facts });
    const some = seen.flatMap(({ person, patients: [patient], known }) => {
      const stands = standsTo({ pack, measure }, known(pack), asAt);
      return patient && stands.onRegister ? [{ ...stands, person, reference: `Patient/${patient.id}` }] : [];
    });
    const query = `evaluate ${measure.id}`;
    await Promise.all(
      some.map(({ person }) => services.ports.audit.note(access, { action: 'search', outcome: 'done', person, query })),
    );
    found.push(...some);
  }
  return found.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

const EMPTY = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';

function listOf(id: string, people: readonly Listed[]) {
  const list = {
    resourceType: 'List',
    id,
    status: 'current',
    mode: 'snapshot',
    ...(people.length > 0
      ? { entry: people.map(({ reference }) => ({ item: { reference } })) }
      : { emptyReason: coded(EMPTY, 'nilknown') }),
  };
  const population = { code: coded(POPULATION, id), count: people.length, subjectResults: { reference: `#${id}` } };
  return { list, population };
}
