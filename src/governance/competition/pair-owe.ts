import { type Access, dayWords } from '#agreement';
import type { NewObligation } from '#obligation';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf } from '../decision/who.ts';
import type { PairSaid, PairState, Term } from './pair.ts';
import type { Two } from './pair.queries.ts';

export type Owing = {
  readonly acting: Acting;
  readonly transaction: Transaction;
  readonly access: Access;
  readonly book: OpenBook;
};
/** Who speaks, to whom, and what was said before. */
export type Between = { readonly two: Two; readonly own: string; readonly other: string; readonly state: PairState };

/** What one of two makes due from the other by what it says, and what it keeps: owed to whoever speaks and to nobody else, with no ladder. */
export async function owe(owing: Owing, between: Between, said: PairSaid): Promise<void> {
  const { state } = between;
  switch (said.did) {
    case 'breach':
      return oweAnswer(owing, between, said.term);
    case 'answered':
    case 'settled':
      return kept(owing, breachFact(between, said.breach));
    case 'extension':
      return oweWord(owing, between, said);
    case 'ended':
    case 'extended':
    case 'not-extended': {
      const term = state.terms.find(({ id }) => id === said.term);
      return term?.extension ? kept(owing, extensionFact(between, term, term.proposals)) : undefined;
    }
    default:
  }
}

/** Who is said to have broken a promise owes an answer in the days that both agreed. */
async function oweAnswer(owing: Owing, between: Between, id: string): Promise<void> {
  const { own, state } = between;
  const term = state.terms.find((one) => one.id === id);
  if (!term) return;
  await open(owing, between, breachFact(between, `b${state.breaches.length + 1}`), {
    title: `Answer what ${nameOf(owing.book, own)} says of fair recruitment`,
    because: `Both agreed to answer within ${term.days} working days. What follows: ${term.follows}`,
    due: { in: term.days, unit: 'working-days' },
  });
}

/** Whoever is asked for a later day says yes or no before the term runs out. Who is asked anew, or asks for another day, has answered. */
async function oweWord(owing: Owing, between: Between, said: Extract<PairSaid, { did: 'extension' }>): Promise<void> {
  const term = between.state.terms.find(({ id }) => id === said.term);
  if (!term) return;
  if (term.extension) await kept(owing, extensionFact(between, term, term.proposals));
  await open(owing, between, extensionFact(between, term, term.proposals + 1), {
    title: `Say whether fair recruitment with ${nameOf(owing.book, between.own)} goes on`,
    because: `They propose that it holds up to ${dayWords(said.until)}. Without your word it runs out.`,
    due: { on: term.until },
  });
}

function breachFact({ two }: Between, breach: string): string {
  return `fair-recruitment:${two.one}|${two.other}/${breach}`;
}

function extensionFact({ two }: Between, { id }: Term, proposal: number): string {
  return `fair-recruitment:${two.one}|${two.other}/${id}.${proposal}`;
}

async function kept({ acting, transaction, access }: Owing, fact: string): Promise<void> {
  await acting.obligations?.fact(transaction, access, fact);
}

async function open(
  { acting, transaction, access }: Owing,
  { own, other }: Between,
  fact: string,
  asked: Pick<NewObligation, 'title' | 'due'> & { readonly because: string },
): Promise<void> {
  const opened = await acting.obligations?.open(transaction, access, {
    ...asked,
    kind: 'fair-recruitment',
    key: fact,
    title: asked.title.slice(0, 200),
    because: asked.because.slice(0, 500),
    owner: { organization: other, role: 'signatory' },
    owed: { organization: own },
    page: `/competition-map/${own.split('/').at(-1) ?? ''}`,
    closedBy: { fact },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`an answer could not be asked for: ${opened.refusals[0].code}`);
}
