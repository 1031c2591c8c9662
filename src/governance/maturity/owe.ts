import type { Access, Holder } from '#agreement';
import type { NewObligation } from '#obligation';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import { same } from '../decision/body.ts';
import { nameOf } from '../decision/who.ts';
import type { Maturity } from './round.ts';

export type Owing = {
  readonly acting: Acting;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly round: Maturity;
};

/** Asked again after half a year: sooner little has moved, later nobody remembers. */
const AGAIN_MONTHS = 6;
const TALK_WORKING_DAYS = 20;

/** Each role that is asked owes its scores by the last day; the round that was owed is here. */
export async function oweScores(owing: Owing): Promise<void> {
  const { acting, transaction, access, round } = owing;
  await acting.obligations?.fact(transaction, access, nextFact(round));
  for (const place of round.places) {
    await open(owing, {
      kind: 'maturity-score',
      key: scoreFact(round, place),
      title: 'Score how far we are in working as one',
      owner: place,
      because: 'Everybody scores alone, before anybody talks about it.',
      due: { on: round.until },
      closedBy: { fact: scoreFact(round, place) },
      attested: false,
    });
  }
}

/** Kept once everybody who sits in the role has scored; where nobody is known to sit there, by the first. */
export async function keepScore(
  { acting, transaction, access, round }: Owing,
  place: Holder,
  scored: ReadonlySet<string>,
): Promise<void> {
  const sitting = (await acting.holders?.(place.organization, place.role)) ?? [];
  if (sitting.every(({ account }) => scored.has(`account/${account}`)))
    await acting.obligations?.fact(transaction, access, scoreFact(round, place));
}

/** Nobody owes a score any more; whoever leads owes the talk. */
export async function oweTalk(owing: Owing, lead: Holder): Promise<void> {
  const { acting, transaction, access, round } = owing;
  for (const place of round.places) {
    const owed = await acting.obligations?.find(transaction, 'maturity-score', scoreFact(round, place));
    if (owed) await acting.obligations?.withdraw(transaction, access, owed, 'The round was closed for scoring.');
  }
  await open(owing, {
    kind: 'maturity-agree',
    key: round.id,
    title: 'Talk over where we differ, and write down what was agreed',
    owner: lead,
    because: `Scoring was closed at ${nameOf(acting.current.book(), round.opened.organization)}. What differs is what to talk about.`,
    due: { in: TALK_WORKING_DAYS, unit: 'working-days' },
    closedBy: { fact: agreedFact(round) },
    attested: false,
  });
}

/** All was talked over: the next round is due half a year later. */
export async function oweNext(owing: Owing, lead: Holder): Promise<void> {
  const { acting, transaction, access, round } = owing;
  await acting.obligations?.fact(transaction, access, agreedFact(round));
  await open(owing, {
    kind: 'maturity-next',
    key: round.id,
    title: 'Ask again how far we are in working as one',
    owner: lead,
    because: 'What moves shows only where the same is asked again.',
    page: '/maturity',
    due: { in: AGAIN_MONTHS, unit: 'months' },
    closedBy: { fact: nextFact(round) },
  });
}

export function placeOf(places: readonly Holder[], place: Holder | undefined): Holder | undefined {
  return place && places.find((one) => same(one, place));
}

function scoreFact({ id }: Maturity, { organization, role }: Holder): string {
  return `maturity-score:${id}.${organization}.${role}`;
}

function agreedFact({ id }: Maturity): string {
  return `maturity-agreed:${id}`;
}

function nextFact({ programme }: Maturity): string {
  return `maturity-next:${programme ?? 'partnership'}`;
}

async function open({ acting, transaction, access, round }: Owing, asked: NewObligation): Promise<void> {
  const opened = await acting.obligations?.open(transaction, access, { page: `/maturity/${round.id}`, ...asked });
  if (opened && !opened.ok) throw new Error(`a duty of a round could not be opened: ${opened.refusals[0].code}`);
}
