import { createHash } from 'node:crypto';
import type { Access, OptOutOn, PartyRef, Use } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { type AgreementsAnswer, askAgreed } from '../agreed.ts';
import { ask, type Asking } from '../ask.ts';
import type { CountedPack } from '../catalogue.ts';
import type { Place } from '../contract.ts';
import { judge } from '../evaluate.ts';
import { nodesOf, type PlaceNode, practicesIn } from '../place.ts';
import { registeredAt } from '../registered.ts';
import { type SeenPerson, seePeople } from '../seen.ts';
import { declaredList } from '../use.ts';
import {
  EXTRACT_KINDS,
  type ExtractForm,
  type ExtractGround,
  type ExtractQuestion,
  type ExtractStatement,
} from './contract.ts';
import { addTo, coarseEnough, type Coarseness, noGroups, traitsOf } from './anonymous.ts';
import { groundsOf } from './ground.ts';
import { askedOneByOne, type LeaveOut, leavingOut, NOT_AGREED } from './left-out.ts';

export type Extracting = { readonly services: Services; readonly asking: Asking };

const AT_ONCE = 500;
const WORDS_MIN = 10;
const WORDS_MAX = 500;
const PROJECT_MAX = 200;

/** A list that can be made: who may be on it, and by what rules. */
export type Prepared = {
  readonly access: Access;
  readonly question: ExtractQuestion;
  readonly ground: ExtractGround;
  readonly use: Use;
  readonly optOuts: readonly OptOutOn[];
  readonly leaveOut: LeaveOut;
  /** The project asks people one by one: nobody is on it who has not agreed. */
  readonly asksEach: boolean;
  readonly place: Place;
  /** By whose register people are on it, and by whose checks they are told of. */
  readonly pack: CountedPack;
  readonly practiceOf: ReadonlyMap<string, string>;
  /** The locality of each, where the list is of several. */
  readonly areaOf: ReadonlyMap<string, string>;
  /** In the order of the list, which says nothing of the people. */
  readonly persons: readonly string[];
  /** Of a list under a key: what stands for a person, in this list and in no other. */
  readonly keyOf: (person: string) => string;
  readonly today: Day;
  readonly fewest: number;
};

/** Some people of a list; and of those who are not on it, or in part, by which rule. */
export type Batch = {
  readonly people: readonly SeenPerson[];
  readonly out: readonly { readonly rule: string; readonly inPart: boolean }[];
  /** How many of the people opted out, and agreed to the project of the list. */
  readonly agreed: number;
};

/** On what this seat can rest a list, and for which places. */
export async function extractForm({ services, asking }: Extracting, access: Access): Promise<Outcome<ExtractForm>> {
  const asked = await ask(asking, access, { place: 'all' });
  if (!asked.ok) return asked;
  const { grounds } = access.role === 'system' ? { grounds: [] } : await groundsFor(services, access);
  const places = new Map<string, Place>();
  const packs: ExtractForm['packs'][number][] = [];
  for (const { key, pack } of asked.value.running) {
    const one = await ask(asking, access, { place: 'all', pack: key });
    if (!one.ok) continue;
    packs.push({ key, title: pack.title });
    for (const { place } of [...nodesOf(one.value.tree), ...one.value.teams])
      if (!places.has(place.id)) places.set(place.id, place);
  }
  for (const { place } of packs.length === 0 ? nodesOf(asked.value.tree) : []) places.set(place.id, place);
  return accepted({ purpose: access.purpose, places: [...places.values()], packs, grounds: grounds.map(told) });
}

/** Understands what is asked, or says why such a list is not made. */
export async function prepare(
  { services, asking }: Extracting,
  access: Access,
  question: ExtractQuestion,
): Promise<Outcome<Prepared>> {
  const { kind, under, words, project = '' } = question;
  if (access.role === 'system') return peopleOnly();
  if (words.trim().length < WORDS_MIN || words.length > WORDS_MAX) return noWords();
  if (!EXTRACT_KINDS.includes(kind)) return noKind();
  if (project.length > PROJECT_MAX) return noProject();
  const { grounds, own } = await groundsFor(services, access);
  const ground = grounds.find(({ id }) => id === under);
  const counted = question.pack ?? ground?.pack;
  const asked = await ask(asking, access, {
    place: question.place,
    ...(counted === undefined ? {} : { pack: counted }),
  });
  if (!asked.ok) return asked;
  if (ground === undefined) return noGround();
  if (ground.kinds && !ground.kinds.includes(kind)) return noKind();
  if (ground.pack !== undefined && ground.pack !== counted) return otherPack(ground.pack);
  const { purpose } = access;
  const use: Use = { purpose, identifiability: kind, lawRequires: ground.lawRequires };
  const optOuts = asking.optOuts(use);
  const named = project.trim() === '' ? undefined : { id: project.trim(), organization: own as PartyRef };
  const leaveOut = await leavingOut(services, optOuts, named);
  if (!leaveOut.ok) return leaveOut;
  const onlyAgreed = await askedOneByOne(services, named);
  const { node, tree, pack } = asked.value;
  const names = new Map(nodesOf(tree).map(({ place }) => [place.id, place.name]));
  const areas = areasOf(node.place.level === 'team' ? tree : node);
  const candidates = await registeredAt(services, access, asked.value);
  const salt = services.newId() + services.newId();
  const keyOf = (person: string) => createHash('sha256').update(`${salt} ${person}`).digest('hex').slice(0, 16);
  const keys = new Map(candidates.map(({ person }) => [person, keyOf(person)]));
  const order = (a: string, b: string) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1);
  return accepted({
    access,
    question: { ...question, words: words.trim(), ...(named ? { project: named.id } : {}) },
    ground,
    use,
    optOuts,
    leaveOut: onlyAgreed?.(leaveOut.value) ?? leaveOut.value,
    asksEach: onlyAgreed !== undefined,
    place: node.place,
    pack,
    practiceOf: new Map(candidates.map(({ person, place }) => [person, names.get(place) ?? ''])),
    areaOf: new Map(candidates.map(({ person, place }) => [person, areas.get(place) ?? node.place.name])),
    persons: [...keys.keys()].sort(order),
    keyOf,
    today: dayIn(services.zone, services.now()),
    fewest: Math.max(pack.pack.smallNumber, lawIn(services.zone).fewestShown),
  });
}

/** The people of a list as the asker may see them, without those who are left out: a few hundred at a time, asked anew each time. */
export async function* batchesOf(services: Services, prepared: Prepared): AsyncGenerator<Batch> {
  const { access, persons, leaveOut, today, pack } = prepared;
  const listed = (one: SeenPerson) => judge(pack.pack.register, one.known(pack), today).holds;
  for (let from = 0; from < persons.length; from += AT_ONCE) {
    const some = persons.slice(from, from + AT_ONCE);
    const { whole, inPart, agreed } = await leaveOut(some);
    const concerned = [...whole.keys(), ...inPart.keys()];
    // Only who would be on it is counted among those who are not.
    const would = (concerned.length === 0 ? [] : await seePeople(services, access, concerned)).filter(listed);
    const without = new Map([...inPart].map(([person, one]) => [person, one.without]));
    const left = some.filter((person) => !whole.has(person));
    const people = (await seePeople(services, access, left, { without })).filter(listed);
    const on = new Set(people.map(({ person }) => person));
    const order = new Map(some.map((person, at) => [person, at]));
    yield {
      people: people.sort((a, b) => (order.get(a.person) ?? 0) - (order.get(b.person) ?? 0)),
      out: would.map(({ person }) => ({
        rule: whole.get(person) ?? inPart.get(person)?.rule ?? '',
        inPart: on.has(person),
      })),
      agreed: [...agreed].filter((person) => on.has(person)).length,
    };
  }
}

export type Tally = { people: number; agreed: number; readonly out: Map<string, { whole: number; inPart: number }> };

export function emptyTally(): Tally {
  return { people: 0, agreed: 0, out: new Map() };
}

export function count(tally: Tally, { people, out, agreed }: Batch): void {
  tally.people += people.length;
  tally.agreed += agreed;
  for (const { rule, inPart } of out) {
    const before = tally.out.get(rule) ?? { whole: 0, inPart: 0 };
    tally.out.set(rule, {
      whole: before.whole + (inPart ? 0 : 1),
      inPart: before.inPart + (inPart ? 1 : 0),
    });
  }
}

/** What stands on the list. Small numbers are not told: a few who are left out could be somebody. */
export function statementOf(prepared: Prepared, tally: Tally, alike?: Coarseness): ExtractStatement {
  const { use, optOuts, question, ground, place, today, fewest, pack } = prepared;
  const suppressed = (number: number) => ({ fewest, ...(number > 0 && number < fewest ? {} : { count: number }) });
  return {
    use: declaredList(use, optOuts),
    words: question.words,
    ground: told(ground),
    place,
    asAt: today,
    pack: `${pack.pack.title} (${pack.key})`,
    people: tally.people,
    leftOut: [...optOuts.filter(({ reaches }) => reaches), ...(prepared.asksEach ? [ASKED_EACH] : [])].map(
      ({ optOut, words: why }) => {
        const { whole, inPart } = tally.out.get(optOut) ?? { whole: 0, inPart: 0 };
        return { optOut, words: why, people: suppressed(whole), inPart: suppressed(inPart) };
      },
    ),
    ...(question.project === undefined ? {} : { agreed: { ...suppressed(tally.agreed), project: question.project } }),
    ...(alike ? { alike: { fewest, words: alike.words } } : {}),
  };
}

const ASKED_EACH = {
  optOut: NOT_AGREED,
  words: 'The project asks each person. Who has not agreed, or has withdrawn, is not on its lists.',
};

export async function statement(
  extracting: Extracting,
  access: Access,
  question: ExtractQuestion,
): Promise<Outcome<ExtractStatement>> {
  const prepared = await prepare(extracting, access, question);
  if (!prepared.ok) return prepared;
  const tally = emptyTally();
  const groups = noGroups();
  for await (const batch of batchesOf(extracting.services, prepared.value)) {
    count(tally, batch);
    for (const one of batch.people) addTo(groups, traitsOf(prepared.value, one));
  }
  if (question.kind !== 'anonymised') return accepted(statementOf(prepared.value, tally));
  const coarse = coarseEnough(groups, prepared.value.fewest);
  return coarse.ok ? accepted(statementOf(prepared.value, tally, coarse.value)) : coarse;
}

function told({ id, words, agreement, lawRequires, pack }: ExtractGround): ExtractGround {
  return { id, words, lawRequires, ...(agreement ? { agreement } : {}), ...(pack ? { pack } : {}) };
}

/** Of practices in a locality its name; what stands alone is of the place asked for. */
function areasOf(node: PlaceNode): ReadonlyMap<string, string> {
  const localities = nodesOf(node).filter(({ place }) => place.level === 'locality');
  return new Map(localities.flatMap((one) => practicesIn(one).map((id) => [id, one.place.name] as const)));
}

async function groundsFor(services: Services, access: Access) {
  const { partners, instruments } = await askAgreed(services.answers['governance'] as AgreementsAnswer);
  const own = partners.find(({ key }) => key === access.organization)?.organization ?? '';
  return { own, grounds: groundsOf(access, own, instruments) };
}

function peopleOnly(): Outcome<never> {
  const text = 'A list of people is asked for by somebody who answers for it. Systems read the record itself.';
  return refuse('forbidden', 'insight.extract-seat', text);
}

function noWords(): Outcome<never> {
  const text = `Say what the list is for, in ${WORDS_MIN} to ${WORDS_MAX} letters: the people on it can be told.`;
  return refuse('required', 'insight.extract-words', text, 'words');
}

function noProject(): Outcome<never> {
  const text = `Name the project as the consents to it do, in up to ${PROJECT_MAX} letters.`;
  return refuse('value', 'insight.extract-project', text, 'project');
}

function noKind(): Outcome<never> {
  const text =
    'Under what was chosen people are not shown so recognisably. Take the list under a key, or another ground.';
  return refuse('business-rule', 'insight.extract-kind', text, 'kind');
}

function otherPack(pack: string): Outcome<never> {
  const text = `What was chosen lets people be counted by '${pack}' alone. Take that pack, or another ground.`;
  return refuse('business-rule', 'insight.extract-pack', text, 'pack');
}

function noGround(): Outcome<never> {
  const text = 'No agreement in force gives this seat such a list for its purpose. Choose one of the paragraphs named.';
  return refuse('forbidden', 'insight.extract-ground', text, 'under');
}
