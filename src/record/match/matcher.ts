import type { Compartment, Persons } from '#repository';
import type { Transaction } from '#store';
import { noteLink } from './link.queries.ts';
import {
  type Couple,
  candidates,
  coupleOf,
  dropWaiting,
  type Known,
  keepWaiting,
  known,
  nameOf,
  pairsAmong,
  placeOf,
  waitingOf,
} from './pair.queries.ts';
import { type Score, score } from './score.ts';

export type Matching = { readonly persons: Persons; readonly now: () => number };

type Scored = { readonly couple: Couple; readonly score: Score };

/**
 * Compares these Patient records with all that share a block key: certain pairs are linked, doubtful ones put up for a human.
 * What a human decided is never asked again. Runs on the feed, one batch at a time, in the consumer's transaction.
 */
export async function match(
  transaction: Transaction,
  changed: readonly Compartment[],
  { persons, now }: Matching,
): Promise<void> {
  const couples = await candidates(transaction, changed);
  const waitingBefore = await waitingOf(transaction, changed);
  if (couples.length === 0 && waitingBefore.length === 0) return;
  const clusters = await clustersOf(transaction, [...couples, ...waitingBefore], persons);
  const at = new Date(now());
  const scored = couples
    .flatMap((couple): readonly Scored[] => {
      const [left, right] = [clusters.side(couple.left), clusters.side(couple.right)];
      return left && right ? [{ couple, score: score(left.side, right.side) }] : [];
    })
    .sort((one, other) => other.score.score - one.score.score || (nameOf(one.couple) < nameOf(other.couple) ? -1 : 1));
  for (const one of scored) {
    if (one.score.verdict === 'different' || clusters.together(one.couple) || clusters.keptApart(one.couple)) continue;
    if (one.score.verdict === 'certain' && clusters.mayMeet(one.couple)) {
      await link(transaction, one, { persons, at });
      clusters.join(one.couple);
    } else await keepWaiting(transaction, one.couple, one.score, at);
  }
  const answered = new Set(
    scored.filter(({ score }) => score.verdict === 'different').map(({ couple }) => nameOf(couple)),
  );
  const compared = new Set(scored.map(({ couple }) => nameOf(couple)));
  await settle(transaction, clusters, ({ name, mine }) => answered.has(name) || (mine && !compared.has(name)), changed);
}

async function link(
  transaction: Transaction,
  { couple: { left, right }, score }: Scored,
  { persons, at }: { readonly persons: Persons; readonly at: Date },
): Promise<void> {
  await persons.link(transaction, left, right);
  const note = { op: 'link', at, by: 'matching', because: reasonWords(score) } as const;
  await noteLink(transaction, left, { ...note, other: right });
  await noteLink(transaction, right, { ...note, other: left });
}

type Question = { readonly name: string; readonly mine: boolean };

/**
 * One question about two persons at most: the pair that scores highest waits for them all. What has become one person, what
 * is no longer alike, and what two NHS numbers answer is taken back; where the two numbers themselves disagree about one name,
 * a human must look.
 */
async function settle(
  transaction: Transaction,
  clusters: Clusters,
  over: (question: Question) => boolean,
  changed: readonly Compartment[],
): Promise<void> {
  const mine = new Set(changed.map(keyOf));
  const open = await waitingOf(transaction, clusters.everybody);
  const kept = new Set<string>();
  const done = [...open]
    .sort((one, other) => other.score - one.score)
    .filter((pair) => {
      const question = { name: nameOf(pair), mine: mine.has(keyOf(pair.left)) || mine.has(keyOf(pair.right)) };
      if (over(question) || clusters.together(pair) || clusters.keptApart(pair)) return true;
      if (!clusters.mayMeet(pair) && !clusters.disagree(pair)) return true;
      const persons = clusters.personsOf(pair);
      if (kept.has(persons)) return true;
      kept.add(persons);
      return false;
    });
  await dropWaiting(transaction, done);
}

/** Why two records are one person, in words: what weighed most. */
export function reasonWords({ reasons }: Score): string {
  return [...reasons]
    .sort((left, right) => right.weight - left.weight)
    .filter(({ weight }) => weight > 0)
    .slice(0, 4)
    .map(({ agreement }) => agreement)
    .join(', ');
}

type Clusters = {
  readonly side: (of: Compartment) => Known | undefined;
  readonly together: (couple: Couple) => boolean;
  /** A human has kept a record of one person apart from a record of the other: nobody is asked about these two again. */
  readonly keptApart: (couple: Couple) => boolean;
  /** No record of one person has another valid NHS number than one of the other. */
  readonly mayMeet: (couple: Couple) => boolean;
  /** The two records themselves have two valid NHS numbers. */
  readonly disagree: (couple: Couple) => boolean;
  readonly join: (couple: Couple) => void;
  /** The two persons of a pair, as one name. */
  readonly personsOf: (couple: Couple) => string;
  readonly everybody: readonly Compartment[];
};

/** The persons that these records belong to, with all their records: links are between persons, not between two records. */
async function clustersOf(transaction: Transaction, couples: readonly Couple[], persons: Persons): Promise<Clusters> {
  const touched = await persons.of(transaction, distinct(couples.flatMap(({ left, right }) => [left, right])));
  const rows = await persons.records(transaction, [...new Set(touched.map(({ person }) => person))]);
  const all = distinct(rows.map(placeOf));
  const sides = new Map((await known(transaction, all)).map((one) => [keyOf(one), one]));
  const pairs = await pairsAmong(transaction, all);
  const apart = new Set(pairs.filter(({ state }) => state === 'different').map(nameOf));
  const personOf = new Map(rows.map((row) => [keyOf(row), row.person]));
  const members = new Map<string, Compartment[]>();
  for (const row of rows) members.set(row.person, [...(members.get(row.person) ?? []), placeOf(row)]);
  const membersOf = (of: Compartment) => members.get(personOf.get(keyOf(of)) ?? '') ?? [of];
  const across = ({ left, right }: Couple, holds: (one: Compartment, other: Compartment) => boolean) =>
    membersOf(left).some((one) => membersOf(right).some((other) => holds(one, other)));
  const differ = (one: Compartment, other: Compartment) => {
    const [left, right] = [sides.get(keyOf(one))?.side.nhs, sides.get(keyOf(other))?.side.nhs];
    return left !== undefined && right !== undefined && left !== right;
  };
  return {
    side: (of) => sides.get(keyOf(of)),
    together: ({ left, right }) => {
      const person = personOf.get(keyOf(left));
      return person !== undefined && person === personOf.get(keyOf(right));
    },
    keptApart: (couple) => across(couple, (one, other) => apart.has(nameOf(coupleOf(one, other)))),
    mayMeet: (couple) => !across(couple, differ),
    disagree: ({ left, right }) => differ(left, right),
    personsOf: ({ left, right }) =>
      [left, right]
        .map((one) => personOf.get(keyOf(one)) ?? keyOf(one))
        .sort()
        .join(' '),
    everybody: all,
    join: ({ left, right }) => {
      const [into, from] = [personOf.get(keyOf(left)) ?? '', personOf.get(keyOf(right)) ?? ''];
      members.set(into, [...membersOf(left), ...membersOf(right)]);
      for (const one of members.get(from) ?? []) personOf.set(keyOf(one), into);
      members.delete(from);
    },
  };
}

export function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

export function distinct(of: readonly Compartment[]): readonly Compartment[] {
  return [...new Map(of.map((one) => [keyOf(one), placeOf(one)])).values()];
}
