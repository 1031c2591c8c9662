import type { Access, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Compartment, compartmentOf } from '#repository';
import type { Transaction } from '#store';
import type { CandidateSide, LinkedRecord, MatchPair, WaitingPairs } from './contract.ts';
import { nameOf as displayOf } from '../person/banner.ts';
import type { Fields } from '../person/element.ts';
import { noPerson, recordsOf } from '../person/whose.ts';
import { type Keeping, keepRelationships } from '../relationship/keep.ts';
import { lastNotes, noteLink } from './link.queries.ts';
import { keyOf } from './matcher.ts';
import {
  type Couple,
  coupleNamed,
  coupleOf,
  dropWaiting,
  keepDecision,
  lockPair,
  nameOf,
  type PairRow,
  pairsAmong,
  placeNamed,
  placeNameOf,
  placeOf,
  type QueuePlace,
  type ShownRow,
  shown,
  waiting,
  waitingOf,
} from './pair.queries.ts';

/** Who may decide which records are one person. */
const DECIDERS: readonly Role[] = ['ig-lead', 'practice-manager', 'system'];
/** So many of the queue are looked at together, and at most so many times: who has none among those is told to look further. */
const TOGETHER = 500;
const LOOKS_MAX = 10;

/**
 * Doubtful pairs, likeliest first, from behind a place on. A decider sees the pairs in which at least one record is theirs to see; of
 * the other record what is compared is shown, since nobody can decide without it.
 */
export async function waitingPairs(
  services: Services,
  access: Access,
  limit: number,
  after?: string,
): Promise<Outcome<WaitingPairs>> {
  if (!DECIDERS.includes(access.role)) return notADecider();
  const organizations = await services.ports.contributors.organizations();
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  const found: Waits[] = [];
  let place = after === undefined ? undefined : placeNamed(after);
  for (let look = 0; look < LOOKS_MAX && found.length <= limit; look += 1) {
    const pairs = await waiting(services.store, place, TOGETHER);
    found.push(...(await visibleOf(services, access, pairs, names)));
    place = pairs.length < TOGETHER ? undefined : pairs.at(-1);
    if (place === undefined) break;
  }
  const pairs = found.slice(0, limit);
  const last = found.length > limit ? pairs.at(-1)?.place : place;
  return accepted({
    pairs: pairs.map(({ pair }) => pair),
    ...(last === undefined ? {} : { next: placeNameOf(last) }),
    behind: found.length - pairs.length,
    ...(place === undefined ? {} : { atLeast: true }),
  });
}

type Waits = { readonly place: QueuePlace; readonly pair: MatchPair };

async function visibleOf(
  services: Services,
  access: Access,
  pairs: readonly PairRow[],
  names: ReadonlyMap<number, string>,
): Promise<readonly Waits[]> {
  const sides = await shown(
    services.store,
    pairs.flatMap(({ left, right }) => [left, right]),
  );
  const byPlace = new Map(sides.map((side) => [keyOf(side), side]));
  const mine = await visibleAmong(services, access, sides);
  return pairs.flatMap((place): readonly Waits[] => {
    const [left, right] = [byPlace.get(keyOf(place.left)), byPlace.get(keyOf(place.right))];
    if (!left || !right || !(mine.has(keyOf(left)) || mine.has(keyOf(right)))) return [];
    const { score, reasons } = place;
    return [
      { place, pair: { id: nameOf(place), score, left: sideOf(left, names), right: sideOf(right, names), reasons } },
    ];
  });
}

/** What deciding needs beside the services: who may see a person changes with who the person is, in the same transaction. */
export type Deciding = Services & { readonly keeping: Keeping };

export type PairDecision = { readonly decision: 'same' | 'different'; readonly reason: string };

/** A human's word on a pair: links their persons, or keeps them apart for good. Either can be taken back by the other. */
export async function decidePair(
  services: Deciding,
  access: Access,
  pair: string,
  { decision, reason }: PairDecision,
): Promise<Outcome<true>> {
  if (!DECIDERS.includes(access.role)) return notADecider();
  const couple = coupleNamed(pair);
  const sides = couple ? await shown(services.store, [couple.left, couple.right]) : [];
  const mine = await visibleAmong(services, access, sides);
  if (!couple || sides.length < 2 || mine.size === 0) return noPair();
  if (reason.trim() === '') return noReason();
  const done = await services.store.write(async (transaction): Promise<Outcome<true>> => {
    const row = await lockPair(transaction, couple);
    if (row === undefined) return noPair();
    const at = new Date(services.now());
    const decided = { state: decision, by: access.principal, because: reason.trim(), at };
    if (decision === 'different') {
      await keepDecision(transaction, couple, decided);
      await dropAnswered(services, transaction, couple);
      return accepted(true);
    }
    if (await keptApart(services, transaction, couple)) return contradicts();
    await keepDecision(transaction, couple, decided);
    await link(services, transaction, couple, { at, by: access.principal, because: reason.trim() });
    return accepted(true);
  });
  if (done.ok) await noteAct(services, access, decision === 'same' ? 'link' : 'keep-apart', couple.left);
  return done;
}

/** Takes one record out of its person again; it will not be put back by matching. Exactly the record as it was: none was rewritten. */
export async function unlink(
  services: Deciding,
  access: Access,
  compartment: string,
  reason: string,
): Promise<Outcome<true>> {
  if (!DECIDERS.includes(access.role)) return notADecider();
  if (reason.trim() === '') return noReason();
  const patient = /^Patient\/(.+)$/.exec(compartment)?.[1] ?? '';
  const seen = await services.repository(access).read('Patient', patient);
  if (!seen.ok) return noPerson();
  const place = compartmentOf(compartment);
  const done = await services.store.write(async (transaction): Promise<Outcome<true>> => {
    const [row] = await services.ports.persons.of(transaction, [place]);
    const together = row ? await services.ports.persons.records(transaction, [row.person]) : [];
    const others = together.filter((one) => keyOf(one) !== keyOf(place)).map(placeOf);
    if (others.length === 0)
      return refuse(
        'conflict',
        'record.not-linked',
        'This record is not put together with any other. Look at it again.',
      );
    const at = new Date(services.now());
    await services.ports.persons.unlink(transaction, place);
    const by = access.principal;
    await noteLink(transaction, place, { op: 'unlink', at, by, because: reason.trim() });
    for (const other of others)
      await keepDecision(transaction, coupleOf(place, other), { state: 'different', by, because: reason.trim(), at });
    await keepRelationships(transaction, [place, ...others], services.keeping);
    return accepted(true);
  });
  if (done.ok) await noteAct(services, access, 'unlink', place);
  return done;
}

/** The records that are together as this person, of those the asker may see. */
export async function linked(
  services: Services,
  access: Access,
  person: string,
): Promise<Outcome<readonly LinkedRecord[]>> {
  const records = await recordsOf(services, person);
  const places = records.map(placeOf);
  const patients = await services.repository(access).compartments(places, { types: ['Patient'], limit: 100 });
  if (patients.length === 0) return noPerson();
  const notes = new Map((await lastNotes(services.store, places)).map((note) => [keyOf(note), note]));
  const since = new Map(records.map((record) => [keyOf(record), record.at]));
  const organizations = await services.ports.contributors.organizations();
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  return accepted(
    patients.map((patient): LinkedRecord => {
      const note = notes.get(keyOf(patient));
      const at = note?.at ?? since.get(keyOf(patient));
      return {
        compartment: `Patient/${patient.id}`,
        organization: names.get(patient.org) ?? 'An organisation',
        name: displayOf(JSON.parse(patient.body) as Fields) ?? 'Name not recorded',
        linkedBecause: note?.op === 'link' ? note.because : note ? `Taken apart: ${note.because}` : 'On its own so far',
        since: (at ?? patient.updated).toISOString(),
      };
    }),
  );
}

type Linking = { readonly at: Date; readonly by: string; readonly because: string };

async function link(services: Deciding, transaction: Transaction, couple: Couple, note: Linking): Promise<void> {
  const { left, right } = couple;
  await services.ports.persons.link(transaction, left, right);
  await noteLink(transaction, left, { op: 'link', other: right, ...note });
  await noteLink(transaction, right, { op: 'link', other: left, ...note });
  await dropAnswered(services, transaction, couple);
  await keepRelationships(transaction, [left], services.keeping);
}

async function noteAct(services: Services, access: Access, action: string, compartment: Compartment): Promise<void> {
  await services.ports.audit.note(access, { action, outcome: 'done', compartment });
}

/** Takes back what waits between the records of these two persons (or of the one they are now): it has been answered. */
async function dropAnswered({ ports }: Services, transaction: Transaction, { left, right }: Couple): Promise<void> {
  const rows = await ports.persons.of(transaction, [left, right]);
  const all = await ports.persons.records(transaction, [...new Set(rows.map(({ person }) => person))]);
  const inside = new Set(all.map(keyOf));
  const open = await waitingOf(transaction, all.map(placeOf));
  await dropWaiting(
    transaction,
    open.filter((one) => inside.has(keyOf(one.left)) && inside.has(keyOf(one.right))),
  );
}

/** Whether a human has kept any record of one person apart from one of the other. */
async function keptApart({ ports }: Services, transaction: Transaction, { left, right }: Couple): Promise<boolean> {
  const rows = await ports.persons.of(transaction, [left, right]);
  const all = await ports.persons.records(transaction, [...new Set(rows.map(({ person }) => person))]);
  const personOf = new Map(all.map((row) => [keyOf(row), row.person]));
  const pairs = await pairsAmong(transaction, all.map(placeOf));
  return pairs.some(
    (pair) =>
      pair.state === 'different' &&
      nameOf(pair) !== nameOf({ left, right }) &&
      personOf.get(keyOf(pair.left)) !== personOf.get(keyOf(pair.right)),
  );
}

async function visibleAmong(
  services: Services,
  access: Access,
  sides: readonly ShownRow[],
): Promise<ReadonlySet<string>> {
  const found = await services.repository(access).readMany(sides.map(({ id }) => `Patient/${id}`));
  return new Set(found.map((one: Compartment) => keyOf(one)));
}

function sideOf({ org, shown: side }: ShownRow, names: ReadonlyMap<number, string>): CandidateSide {
  return { organization: names.get(org) ?? 'An organisation', ...side };
}

function notADecider(): Outcome<never> {
  const text = 'Which records are one person is decided by practice managers and information governance.';
  return refuse('forbidden', 'record.not-a-decider', text);
}

function noPair(): Outcome<never> {
  return refuse(
    'not-found',
    'record.no-pair',
    'There is no such pair among those that you may decide. Open the list again.',
  );
}

function noReason(): Outcome<never> {
  return refuse('required', 'record.no-reason', 'Write why: whoever looks at this later has nothing else.');
}

function contradicts(): Outcome<never> {
  const text =
    'A record of one of them was kept apart from a record of the other. Decide that pair first, or take a record out.';
  return refuse('conflict', 'record.kept-apart', text);
}
