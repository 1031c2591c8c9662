import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import type { Typed } from '../programme/typed.ts';
import { type PairSaid, type PairState, pairOf } from './pair.ts';
import { addPairDeed, DEEDS_MAX, lockPair, type Two, twoOf } from './pair.queries.ts';
import { noPair, readPairDeed, SIGNED } from './pair-rules.ts';

/** Who says for an organisation what it competes for, and that something promised was broken. */
const SPEAKERS: readonly Access['role'][] = [
  'commissioner',
  'programme-lead',
  'finance-lead',
  'practice-manager',
  'signatory',
];

export function speaksOfRivals(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && SPEAKERS.includes(access.role);
}

export type PairAct = { readonly did: string; readonly typed: Typed };

/** What one of two says of both: of its own organisation and another, never of two others. */
export async function pairAct(acting: Acting, access: Access, to: string, done: PairAct): Promise<Outcome<true>> {
  const book = acting.current.book();
  const own = partnerOf(book, access)?.organization;
  const other = book.partners.find(({ organization }) => organization === to)?.organization;
  if (own === undefined || other === undefined || other === own) return noPair();
  if (SIGNED.includes(done.did) ? access.role !== 'signatory' : !speaksOfRivals(book, access)) return notYours();
  const two = twoOf(own, other);
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const deeds = await lockPair(transaction, two);
    if (deeds.length >= DEEDS_MAX)
      return refuse('too-costly', 'governance.pair-full', `Of two partners up to ${DEEDS_MAX} things are kept.`);
    const state = pairOf(deeds);
    const read = readPairDeed(done.did, { state, book, typed: done.typed, own });
    if (!read.ok) return read;
    const said = read.value;
    await addPairDeed(transaction, { access, at: new Date(acting.now()) }, { ...two, organization: own, said });
    await owe({ acting, transaction, access, book }, { two, own, other, state }, said);
    return accepted(true);
  });
}

type Owing = {
  readonly acting: Acting;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly book: OpenBook;
};
type Between = { readonly two: Two; readonly own: string; readonly other: string; readonly state: PairState };

/** Who is said to have broken a promise owes an answer to whoever says so, and to nobody else: no ladder leads to a third partner. */
async function owe({ acting, transaction, access, book }: Owing, between: Between, said: PairSaid): Promise<void> {
  const { two, own, other, state } = between;
  const factOf = (breach: string) => `fair-recruitment:${two.one}|${two.other}/${breach}`;
  if (said.did === 'answered' || said.did === 'settled')
    return void (await acting.obligations?.fact(transaction, access, factOf(said.breach)));
  const term = said.did === 'breach' ? state.terms.find(({ id }) => id === said.term) : undefined;
  if (!term) return;
  const fact = factOf(`b${state.breaches.length + 1}`);
  const opened = await acting.obligations?.open(transaction, access, {
    kind: 'fair-recruitment',
    key: fact,
    title: `Answer what ${nameOf(book, own)} says of fair recruitment`.slice(0, 200),
    owner: { organization: other, role: 'signatory' },
    owed: { organization: own },
    because: `Both agreed to answer within ${term.days} working days. What follows: ${term.follows}`.slice(0, 500),
    page: `/competition-map/${own.split('/').at(-1) ?? ''}`,
    due: { in: term.days, unit: 'working-days' },
    closedBy: { fact },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`an answer could not be asked for: ${opened.refusals[0].code}`);
}

function notYours(): Outcome<never> {
  return refuse(
    'forbidden',
    'governance.pair-whose',
    'What an organisation competes for is said by its leads, its manager or its signatory; terms are agreed, ended and answered for by its signatory.',
  );
}
