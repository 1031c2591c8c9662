import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import type { Typed } from '../programme/typed.ts';
import { pairOf } from './pair.ts';
import { owe } from './pair-owe.ts';
import { addPairDeed, DEEDS_MAX, lockPair, twoOf } from './pair.queries.ts';
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

function notYours(): Outcome<never> {
  return refuse(
    'forbidden',
    'governance.pair-whose',
    'What an organisation competes for is said by its leads, its manager or its signatory; terms are agreed, prolonged, ended and answered for by its signatory.',
  );
}
