import type { Access } from '#agreement';
import { type Day, endOfDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { askMeasure, type AskedMeasure, type Asking, measureNumber, oneOnly } from './ask.ts';
import { shown } from './checks.ts';
import type { CountedAs, InsightAnswers, RestatedPerson, Restatement } from './contract.ts';
import { sweepOf } from './counting.ts';
import { touchedAfter } from './course.queries.ts';
import type { Compartment } from '#repository';
import { amongOf, practicesIn } from './place.ts';
import { seenInTeam } from './registered.ts';
import { nameOf, type SeeingServices, seePeople } from './seen.ts';
import type { State } from './state.queries.ts';
import { isSmall } from './suppress.ts';
import { factsOf, rulesOf } from './pack.ts';
import { CARE_LIST } from './use.ts';
import { seesPeople } from './viewpoint.ts';

type Question = Parameters<InsightAnswers['restatement']>[1];
type Changed = { readonly person: string; readonly before: CountedAs; readonly after: CountedAs };
type RestatingServices = SeeingServices & Asking['services'];

const PEOPLE_MAX = 500;

/**
 * Why the figure of one day is told otherwise on two report days: those of whom anything was learned since the first are counted as at that
 * day from what was known on the one and on the other, and those who count otherwise are the difference.
 */
export async function restatement(
  asking: Asking & { readonly services: RestatingServices },
  access: Access,
  { measure: id, place, asAt, from, to }: Question,
): Promise<Outcome<Restatement>> {
  if (from >= to) return refuse('business-rule', 'insight.report-days', 'Name the earlier report day first.');
  const [first, second] = [
    await askMeasure(asking, access, { id, place, asAt, reportedOn: from }),
    await askMeasure(asking, access, { id, place, asAt, reportedOn: to }),
  ];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const asked = second.value;
  const { measure, pack, node } = asked;
  const number = measureNumber(pack, id);
  const [before, after] = [first.value.told(first.value.node, number), asked.told(node, number)];
  const changed = await changesOf(asking, asked, { from, to });
  const open = seesPeople(access) && asking.optOuts(CARE_LIST).every(({ reaches }) => !reaches);
  const people = open ? await peopleOf(asking.services, access, { asked, changed, from, to }) : undefined;
  const within = node.place.level === 'team' ? [node.place.id] : practicesIn(node);
  const own = within.every((id) => asked.viewpoint.own.has(id)) || asked.viewpoint.everything;
  const told = own || !isSmall({ met: changed.length, of: changed.length }, pack.pack.smallNumber);
  return accepted({
    measure: { id, title: measure.title },
    place: node.place,
    asAt,
    from,
    to,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(told && before && after ? { changed: changed.length } : {}),
    ...(people ? { people } : {}),
  });
}

type Days = { readonly from: Day; readonly to: Day };

async function changesOf(asking: Asking, asked: AskedMeasure, { from, to }: Days): Promise<readonly Changed[]> {
  const touched = await touchedAfter(asking.services.store, new Date(endOfDay(asking.services.zone, from) - 1));
  const [before, after] = [
    await countedOn(asking, asked, { reportedOn: from, touched }),
    await countedOn(asking, asked, { reportedOn: to, touched }),
  ];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((person) => {
    const [was, is] = [before.get(person) ?? 'not-counted', after.get(person) ?? 'not-counted'];
    return was === is ? [] : [{ person, before: was, after: is }];
  });
}

/** How each person of the place counts in the measure, as was known at the end of a day. */
async function countedOn(
  asking: Asking,
  { scope, tree, node, asAt, pack, measure }: AskedMeasure,
  { reportedOn, touched }: { readonly reportedOn: Day; readonly touched: readonly Compartment[] },
): Promise<ReadonlyMap<string, CountedAs>> {
  const run = await asking.keeping.current();
  const counting = { ...oneOnly(asking, { run, scope, reportedOn }), days: [asAt] };
  const { practices, team } = amongOf({ node, tree });
  const places = new Set(practices);
  const bit = 1 << measureNumber(pack, measure.id);
  const found = new Map<string, CountedAs>();
  const add = ({ person, place, counted, met, teams }: State) => {
    if (!places.has(place) || (team !== undefined && !teams.includes(team)) || ((counted[0] ?? 0) & bit) === 0) return;
    found.set(person, ((met[0] ?? 0) & bit) === 0 ? 'not-met' : 'met');
  };
  for await (const people of sweepOf(asking.services.store, counting, touched))
    for (const { states } of people) states.forEach(add);
  return found;
}

/** Those whom the viewer may see, each told that they were looked at; with what was learned of them meanwhile. */
async function peopleOf(
  services: RestatingServices,
  access: Access,
  { asked, changed, from, to }: Days & { readonly asked: AskedMeasure; readonly changed: readonly Changed[] },
): Promise<readonly RestatedPerson[]> {
  const { pack, measure } = asked;
  const some = changed.slice(0, PEOPLE_MAX);
  const seen = await seePeople(
    services,
    access,
    some.map(({ person }) => person),
  );
  const inTeam =
    asked.node.place.level === 'team'
      ? await seenInTeam(services, access, { ...asked, persons: some.map(({ person }) => person) })
      : undefined;
  const names = new Set([pack.pack.register, ...rulesOf(measure)].flatMap(factsOf));
  const [opens, closes] = [endOfDay(services.zone, from), endOfDay(services.zone, to)];
  const people = some.flatMap(({ person, before, after }): readonly RestatedPerson[] => {
    const one = seen.find((each) => each.person === person);
    const [patient] = one?.patients ?? [];
    if (!one || !patient || inTeam?.has(person) === false) return [];
    const because = one.known(pack).facts.flatMap((fact) => {
      const learned = fact.learned?.getTime() ?? 0;
      if (!names.has(fact.fact) || learned < opens || learned >= closes) return [];
      const title = pack.pack.facts.find((each) => each.id === fact.fact)?.title ?? fact.fact;
      const value = shown(pack, fact);
      return [{ title, at: fact.at, ...(value ? { value } : {}) }];
    });
    return [{ person, name: nameOf(patient), before, after, because }];
  });
  await services.ports.audit.note(
    access,
    ...people.map(({ person }) => ({
      action: 'search' as const,
      outcome: 'done' as const,
      person,
      query: `restatement ${measure.id}`,
    })),
  );
  return people.sort((a, b) => (a.name < b.name ? -1 : 1));
}
