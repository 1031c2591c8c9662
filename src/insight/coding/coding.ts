import type { Access } from '#agreement';
import { type Day, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { ask, askMeasure, type Asked, type Asking } from '../ask.ts';
import { codedFacts } from '../catalogue.ts';
import { factsOf, rulesOf } from '../pack.ts';
import { nodesOf } from '../place.ts';
import { bornOf, nameOf, type SeeingServices, seePeople } from '../seen.ts';
import { declared, FIGURES } from '../use.ts';
import { seesPeople } from '../viewpoint.ts';
import { countUses, resourcesOf, type UseRow, type Window, withoutRead } from './coding.queries.ts';
import { mappingOn, type Mapping } from './mapping.ts';
import type { CodingAnswers, CodingPeople, CodingPerson, CodingQuestion, CodingView } from './contract.ts';
import { found, type Found } from './found.ts';
import type { Unreadable } from './unread.ts';
import { explained, questionOf } from './words.ts';
import { unreadIn, wayIn, wayText } from './written.ts';

export type Coding = {
  readonly asking: Asking;
  readonly services: SeeingServices & Pick<Services, 'now' | 'log'>;
  readonly partners: Mapping['partners'];
};

const MONTHS = 12;
const KEPT_MS = 60_000;
const RESOURCES_MAX = 500;
const PEOPLE_MAX = 100;

/** Practices that write the same care otherwise than the others do, so that it counts otherwise or not at all. */
export function codingOn(coding: Coding): CodingAnswers {
  const uses = keptUses(coding);
  const { services, asking, partners } = coding;
  return {
    ...mappingOn({ services, keeping: asking.keeping, partners }),
    coding: (access, question) => view(coding, access, { ...question, uses }),
    codingPeople: (access, question) => people(coding, access, { ...question, uses }),
  };
}

type Uses = (asked: Asked, facts: readonly Unreadable[]) => Promise<readonly UseRow[]>;

/** One pass over a year of facts serves everybody who asks within a minute. */
function keptUses({ services: { store, now } }: Coding): Uses {
  const kept = new Map<string, { readonly at: number; readonly rows: Promise<readonly UseRow[]> }>();
  return ({ practices, asAt }, facts) => {
    const question = { orgs: practices.map(({ key }) => key), facts: facts.map(({ number }) => number) };
    const key = JSON.stringify([question, asAt]);
    for (const [old, { at }] of kept) if (now() - at > KEPT_MS) kept.delete(old);
    const known = kept.get(key);
    if (known) return known.rows;
    const rows = countUses(store, question, windowOf(asAt));
    kept.set(key, { at: now(), rows });
    rows.catch(() => kept.delete(key));
    return rows;
  };
}

function windowOf(asAt: Day): Window {
  return { from: plusMonths(asAt, -MONTHS), until: asAt };
}

type Viewing = { readonly place: string; readonly measure?: string; readonly uses: Uses };

async function view(
  { asking, services }: Coding,
  access: Access,
  { place, measure, uses }: Viewing,
): Promise<Outcome<CodingView>> {
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const understood =
    measure === undefined
      ? await ask(asking, access, { place })
      : await askMeasure(asking, access, { id: measure, place });
  if (!understood.ok) return understood;
  const asked = understood.value;
  const facts = factsFor(asked, measure);
  const below = new Set(nodesOf(asked.node).map((node) => node.place.id));
  const all = found(asked.practices, await uses(asked, facts)).filter(({ place: id }) => below.has(id));
  const questions = await Promise.all(all.map((one) => questionFrom(services, asked, one)));
  return accepted({
    use: use.value,
    place: asked.node.place,
    from: plusDays(windowOf(asked.asAt).from, 1),
    asAt: asked.asAt,
    practices: asked.practices.length,
    questions,
    people: seesPeople(access),
  });
}

/** What the packs that count are made of; of one measure, what its rules ask for. */
function factsFor({ running, pack }: Asked, measure: string | undefined): readonly Unreadable[] {
  const named = pack.pack.measures.find(({ id }) => id === measure);
  const titles = named
    ? rulesOf(named)
        .flatMap(factsOf)
        .flatMap((id) => pack.pack.facts.find((fact) => fact.id === id)?.title ?? [])
    : running.flatMap((one) => one.pack.facts.map(({ title }) => title));
  return codedFacts.filter(({ title }) => titles.includes(title));
}

async function questionFrom({ store }: Coding['services'], asked: Asked, one: Found): Promise<CodingQuestion> {
  const { fact, way, variance, org } = one;
  const { own, others } = variance;
  const percent = (100 * own.met) / own.of;
  const othersPercent = (100 * others.met) / others.of;
  const uncounted = way.kind === 'unknown-code' || way.kind === 'no-value';
  const without = uncounted ? await withoutRead(store, { org, fact, way }, windowOf(asked.asAt)) : 0;
  const small = tooFewOf(asked, one.place);
  const practice = asked.practices.find(({ id }) => id === one.place)?.name ?? '';
  const said = {
    fact,
    way,
    called: one.called,
    practice,
    percent,
    othersPercent,
    ...(uncounted && !small(without, own.met) ? { without } : {}),
  };
  return {
    fact: fact.id,
    way: wayText(way),
    place: { id: one.place, name: practice, level: 'practice' },
    title: fact.title,
    question: questionOf(said),
    words: explained(said),
    ...(small(own.met, own.of) ? {} : { tally: own }),
    percent,
    othersPercent,
    uncounted,
    ...(way.kind === 'unknown-code' ? { unread: unreadIn(way.code) } : {}),
  };
}

/** Whether some of so many, or the rest of them, are so few that others than their own practice are not told. */
function tooFewOf({ viewpoint, pack }: Asked, place: string): (some: number, of: number) => boolean {
  const few = (count: number) => count > 0 && count < pack.pack.smallNumber;
  return (some, of) => !viewpoint.everything && !viewpoint.own.has(place) && (few(some) || few(of - some));
}

type Behind = { readonly practice: string; readonly fact: string; readonly way: string; readonly uses: Uses };

async function people(
  coding: Coding,
  access: Access,
  { practice, fact, way, uses }: Behind,
): Promise<Outcome<CodingPeople>> {
  if (!seesPeople(access)) {
    const text = 'People are listed for those who care for them. Your seat is shown the figures without the people.';
    return refuse('forbidden', 'insight.carers-only', text);
  }
  const understood = await ask(coding.asking, access, { place: practice });
  if (!understood.ok) return understood;
  const asked = understood.value;
  const all = found(asked.practices, await uses(asked, factsFor(asked, undefined)));
  const wanted = wayIn(way);
  const one = all.find(
    (each) => each.place === practice && each.fact.id === fact && wanted && wayText(each.way) === way,
  );
  if (!one) {
    const text = 'Nothing is written there otherwise than at the others now. Look at the list again.';
    return refuse('not-found', 'insight.no-coding', text);
  }
  const listed = await peopleBehind(coding, access, { one, asAt: asked.asAt });
  return accepted({
    question: await questionFrom(coding.services, asked, one),
    people: listed.slice(0, PEOPLE_MAX),
    more: listed.length > PEOPLE_MAX,
  });
}

/** Those whose record, and whose very item, this viewer may see. */
async function peopleBehind(
  { services }: Coding,
  access: Access,
  { one, asAt }: { readonly one: Found; readonly asAt: Day },
): Promise<readonly CodingPerson[]> {
  const { store, ports, repository } = services;
  const rows = await resourcesOf(store, one, { ...windowOf(asAt), limit: RESOURCES_MAX });
  const visible = await repository(access).readMany(rows.map(({ reference }) => reference));
  const seen = new Set(visible.map(({ type, id }) => `${type}/${id}`));
  const places = rows.filter(({ reference }) => seen.has(reference));
  const persons = [...new Set((await ports.persons.of(store, places)).map(({ person }) => person))];
  const shown = (await seePeople(services, access, persons, { facts: [] })).flatMap(
    ({ person, patients: [patient] }) => {
      if (!patient) return [];
      const born = bornOf(patient);
      return [{ person, name: nameOf(patient), ...(born ? { born } : {}) }];
    },
  );
  await Promise.all(
    shown
      .slice(0, PEOPLE_MAX)
      .map(({ person }) =>
        ports.audit.note(access, { action: 'search', outcome: 'done', person, query: `coding ${one.fact.id}` }),
      ),
  );
  return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
}
