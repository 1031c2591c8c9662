import { createHash } from 'node:crypto';
import type { Access, OptOutOn, Use } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { type AgreementsAnswer, askAgreed } from '../agreed.ts';
import { ask, type Asking } from '../ask.ts';
import type { CountedPack } from '../catalogue.ts';
import type { Place } from '../contract.ts';
import { judge } from '../evaluate.ts';
import { nodesOf, practicesIn } from '../place.ts';
import { type SeenPerson, seePeople } from '../seen.ts';
import { onRegister } from '../state.queries.ts';
import { declaredList } from '../use.ts';
import {
  EXTRACT_KINDS,
  type ExtractForm,
  type ExtractGround,
  type ExtractQuestion,
  type ExtractStatement,
} from './contract.ts';
import { groundsOf } from './ground.ts';
import { type LeaveOut, leavingOut } from './left-out.ts';

export type Extracting = { readonly services: Services; readonly asking: Asking };

const AT_ONCE = 500;
const WORDS_MIN = 10;
const WORDS_MAX = 500;

/** A list that can be made: who may be on it, and by what rules. */
export type Prepared = {
  readonly access: Access;
  readonly question: ExtractQuestion;
  readonly ground: ExtractGround;
  readonly use: Use;
  readonly optOuts: readonly OptOutOn[];
  readonly leaveOut: LeaveOut;
  readonly place: Place;
  /** By whose register people are on it, and by whose checks they are told of. */
  readonly pack: CountedPack;
  readonly practiceOf: ReadonlyMap<string, string>;
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
};

/** On what this seat can rest a list, and for which places. */
export async function extractForm({ services, asking }: Extracting, access: Access): Promise<Outcome<ExtractForm>> {
  const asked = await ask(asking, access, { place: 'all' });
  if (!asked.ok) return asked;
  const grounds = access.role === 'system' ? [] : await groundsFor(services, access);
  return accepted({
    purpose: access.purpose,
    places: nodesOf(asked.value.tree).map(({ place }) => place),
    grounds: grounds.map(told),
  });
}

/** Understands what is asked, or says why such a list is not made. */
export async function prepare(
  { services, asking }: Extracting,
  access: Access,
  question: ExtractQuestion,
): Promise<Outcome<Prepared>> {
  const { kind, under, words } = question;
  if (access.role === 'system') return peopleOnly();
  if (words.trim().length < WORDS_MIN || words.length > WORDS_MAX) return noWords();
  if (!EXTRACT_KINDS.includes(kind)) return noKind();
  const asked = await ask(asking, access, { place: question.place });
  if (!asked.ok) return asked;
  const ground = (await groundsFor(services, access)).find(({ id }) => id === under);
  if (ground === undefined) return noGround();
  if (ground.kinds && !ground.kinds.includes(kind)) return noKind();
  const { purpose } = access;
  const use: Use = { purpose, identifiability: kind, lawRequires: ground.lawRequires };
  const optOuts = asking.optOuts(use);
  const leaveOut = await leavingOut(services, optOuts);
  if (!leaveOut.ok) return leaveOut;
  const { node, pack } = asked.value;
  const names = new Map(nodesOf(node).map(({ place }) => [place.id, place.name]));
  const candidates = await onRegister(services.store, pack.number, practicesIn(node));
  const salt = services.newId() + services.newId();
  const keyOf = (person: string) => createHash('sha256').update(`${salt} ${person}`).digest('hex').slice(0, 16);
  const keys = new Map(candidates.map(({ person }) => [person, keyOf(person)]));
  const order = (a: string, b: string) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1);
  return accepted({
    access,
    question: { ...question, words: words.trim() },
    ground,
    use,
    optOuts,
    leaveOut: leaveOut.value,
    place: node.place,
    pack,
    practiceOf: new Map(candidates.map(({ person, place }) => [person, names.get(place) ?? ''])),
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
    const { whole, inPart } = await leaveOut(some);
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
    };
  }
}

export type Tally = { people: number; readonly out: Map<string, { whole: number; inPart: number }> };

export function emptyTally(): Tally {
  return { people: 0, out: new Map() };
}

export function count(tally: Tally, { people, out }: Batch): void {
  tally.people += people.length;
  for (const { rule, inPart } of out) {
    const before = tally.out.get(rule) ?? { whole: 0, inPart: 0 };
    tally.out.set(rule, {
      whole: before.whole + (inPart ? 0 : 1),
      inPart: before.inPart + (inPart ? 1 : 0),
    });
  }
}

/** What stands on the list. Small numbers are not told: a few who are left out could be somebody. */
export function statementOf(prepared: Prepared, tally: Tally): ExtractStatement {
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
    leftOut: optOuts
      .filter(({ reaches }) => reaches)
      .map(({ optOut, words: why }) => {
        const { whole, inPart } = tally.out.get(optOut) ?? { whole: 0, inPart: 0 };
        return { optOut, words: why, people: suppressed(whole), inPart: suppressed(inPart) };
      }),
  };
}

export async function statement(
  extracting: Extracting,
  access: Access,
  question: ExtractQuestion,
): Promise<Outcome<ExtractStatement>> {
  const prepared = await prepare(extracting, access, question);
  if (!prepared.ok) return prepared;
  const tally = emptyTally();
  for await (const batch of batchesOf(extracting.services, prepared.value)) count(tally, batch);
  return accepted(statementOf(prepared.value, tally));
}

function told({ id, words, agreement, lawRequires }: ExtractGround): ExtractGround {
  return { id, words, lawRequires, ...(agreement ? { agreement } : {}) };
}

async function groundsFor(services: Services, access: Access): Promise<ReturnType<typeof groundsOf>> {
  const { partners, instruments } = await askAgreed(services.answers['governance'] as AgreementsAnswer);
  const own = partners.find(({ key }) => key === access.organization)?.organization ?? '';
  return groundsOf(access, own, instruments);
}

function peopleOnly(): Outcome<never> {
  const text = 'A list of people is asked for by somebody who answers for it. Systems read the record itself.';
  return refuse('forbidden', 'insight.extract-seat', text);
}

function noWords(): Outcome<never> {
  const text = `Say what the list is for, in ${WORDS_MIN} to ${WORDS_MAX} letters: the people on it can be told.`;
  return refuse('required', 'insight.extract-words', text, 'words');
}

function noKind(): Outcome<never> {
  const text =
    'Under what was chosen people are not shown so recognisably. Take the list under a key, or another ground.';
  return refuse('business-rule', 'insight.extract-kind', text, 'kind');
}

function noGround(): Outcome<never> {
  const text = 'No agreement in force gives this seat such a list for its purpose. Choose one of the paragraphs named.';
  return refuse('forbidden', 'insight.extract-ground', text, 'under');
}
