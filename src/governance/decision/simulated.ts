import type { Access, Amount } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { Counting } from '../counted.ts';
import { walls } from '../competition/acts.ts';
import type { OpenBook } from '../book.ts';
import { heirOf } from '../succession/house.ts';
import { onPaper } from './acting.ts';
import type { Body } from './body.ts';
import { readPaper } from './decision.queries.ts';
import { type PaperState, paperState } from './paper.ts';
import { bodyFor, chairs, keeps, mayRead, noPaper, speaks } from './who.ts';

/** What was replayed under the version that a paper is about, as money keeps it: what each party's net moves by. */
export type SimulatedSaid = {
  readonly did: 'simulated';
  readonly kept: string;
  readonly from: Day;
  readonly until: Day;
  readonly movements: readonly { readonly organization: string; readonly amount: Amount }[];
};

/** What a paper asks of money; the rest of that joint's contract is not its business. */
type AskedMoney = {
  readonly simulationFor: (
    access: Access,
    asked: { readonly instrument: string; readonly version: number; readonly from?: string; readonly until?: string },
    use: { readonly decision: string; readonly page: string },
  ) => Promise<
    Outcome<{
      readonly id: string;
      readonly from: Day;
      readonly until: Day;
      readonly movements: readonly { readonly organization: string; readonly amount: Amount }[];
    }>
  >;
};

export type SimulationDays = { readonly from?: string; readonly until?: string };

/**
 * Replays the last year, or the days that are named, under the version that the paper is about, and keeps what comes of it for each partner
 * on the paper. Money decides who may; who does it tells those who decide about the paper, so nobody's figures get there by themselves.
 */
export async function simulate(
  acting: Acting & Counting,
  access: Access,
  id: string,
  { from = '', until = '' }: SimulationDays,
): Promise<Outcome<true>> {
  const book = acting.current.book();
  const kept = await readPaper(acting.store, id);
  if (!kept || !mayRead(book, access, paperState(kept).body)) return noPaper();
  const known = may(book, access, paperState(kept));
  if (!known.ok) return known;
  const { draft, title } = known.value.paper;
  const money = acting.answers?.['money'] as AskedMoney | undefined;
  if (!draft || !money) {
    return refuse(
      'business-rule',
      'governance.paper-no-version',
      'The paper is about no version of an agreement: there is nothing to replay.',
    );
  }
  if ([from, until].some((day) => day !== '' && !isDay(day)))
    return refuse('value', 'governance.simulate-day', 'Write days as 2026-03-31, or none.');
  // Asked before the paper is locked: another joint reads, and keeps what it told.
  const found = await money.simulationFor(
    access,
    { ...draft, from, until },
    { decision: title, page: `/papers/${encodeURIComponent(id)}` },
  );
  if (!found.ok) return found;
  const { id: at, movements, ...days } = found.value;
  const told = movements.map(({ organization, amount }) => ({ organization: heirOf(book, organization), amount }));
  return onPaper(acting, access, id, async ({ state }) => {
    const still = may(book, access, state);
    return still.ok ? accepted({ did: 'simulated', kept: at, ...days, movements: told } as const) : still;
  });
}

function may(book: OpenBook, access: Access, state: PaperState): Outcome<PaperState> {
  if (!isOpen(state)) return refuse('conflict', 'governance.paper-state', 'It is decided.');
  const body = bodyFor(book, state.body);
  return body && sitsClose(book, access, body)
    ? accepted(state)
    : refuse(
        'forbidden',
        'governance.not-speaker',
        'A lead of the partner, or who sits in the body for it, says that.',
      );
}

/** Whether a seat can have it replayed: money says the rest. */
export function maySimulate(book: OpenBook, access: Access, state: PaperState): boolean {
  return state.paper.draft !== undefined && state.paper.under?.money !== false && may(book, access, state).ok;
}

/**
 * The paper as this seat is told it: what was replayed is for those who decide about the paper or speak for a partner, and never for who bids
 * against one of those whose money it is.
 */
export async function asTold(acting: Acting, access: Access, state: PaperState): Promise<PaperState> {
  const { simulated, ...rest } = state;
  if (!simulated) return state;
  const book = acting.current.book();
  const body = bodyFor(book, state.body);
  const rivals = await walls(acting, access);
  const walled = simulated.movements.some(({ organization }) => rivals.includes(organization));
  return body && sitsClose(book, access, body) && !walled ? state : rest;
}

function sitsClose(book: OpenBook, access: Access, body: Body): boolean {
  return speaks(book, access, body) || keeps(book, access, body) || chairs(book, access, body);
}

function isOpen({ state }: PaperState): boolean {
  return state === 'waiting' || state === 'tabled';
}
