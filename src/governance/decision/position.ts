import type { Amount } from '#agreement';
import type { PaperState } from './paper.ts';
import type { RightMove } from './under.ts';

/** Where what a partner gains or loses in money was taken from. */
export type MoneyFrom = 'simulation' | 'moves' | 'said' | 'no-money' | 'not-known';

/** Of a year: hours of work, and people who move with it. What nobody said is not known. */
export type Staff = { readonly hours?: number; readonly workers?: number };

/** What a paper would mean for one partner: worked out from the agreement and from what moves, and what it said itself. */
export type Position = {
  readonly organization: string;
  readonly money: readonly Amount[];
  readonly moneyFrom: MoneyFrom;
  readonly activity: readonly { readonly what: string; readonly perYear: number }[];
  readonly staff: Staff;
  /** Decision rights that move for it; undefined where a version is proposed and nobody read what it moves. */
  readonly rights?: readonly RightMove[];
  readonly loses: boolean;
  readonly words?: string;
  readonly by?: string;
};

type Known = Pick<PaperState, 'paper' | 'positions' | 'simulated'>;

/**
 * Each party of the agreement version that a paper is about, each partner that it moves anything of, and each that said what it means for
 * it. Money is that of the simulation where there is one; what is typed to move is not counted beside it, as the agreement pays for it.
 */
export function positionsOf(state: Known): readonly Position[] {
  const { paper, positions, simulated } = state;
  const organizations = [
    ...new Set([
      ...(paper.under?.parties ?? []),
      ...paper.moves.flatMap(({ from, to }) => [from, to]),
      ...(simulated?.movements ?? []).map(({ organization }) => organization).filter((one) => one !== ''),
      ...positions.map(({ organization }) => organization),
    ]),
  ];
  return organizations.map((organization) => positionOf(state, organization));
}

function positionOf({ paper, positions, simulated }: Known, organization: string): Position {
  const said = positions.find((one) => one.organization === organization);
  const touching = paper.moves.flatMap((move) => {
    const sign = Number(move.to === organization) - Number(move.from === organization);
    return sign === 0 ? [] : [{ ...move, sign }];
  });
  // Who took the place of two parties has what both have.
  const replayed = (simulated?.movements ?? []).filter((one) => one.organization === organization);
  const typed = touching.map(({ sign, perYear, price }) => ({ ...price, minor: sign * perYear * price.minor }));
  const money = summed([
    ...(replayed.length > 0 ? replayed.map(({ amount }) => amount) : typed),
    ...(said?.money ? [said.money] : []),
  ]);
  const rights = rightsOf(paper, organization);
  return {
    organization,
    money,
    moneyFrom: moneyFrom({
      replayed: replayed.length > 0,
      typed: typed.length > 0,
      said: said?.money !== undefined,
      none: paper.under?.money === false,
    }),
    activity: touching.map(({ what, sign, perYear }) => ({ what, perYear: sign * perYear })),
    staff: staffOf(touching),
    ...(rights ? { rights } : {}),
    loses: said?.loses === true || money.some(({ minor }) => minor < 0) || rights?.some(({ loses }) => loses) === true,
    ...(said ? { words: said.words, by: said.by } : {}),
  };
}

type Has = { readonly replayed: boolean; readonly typed: boolean; readonly said: boolean; readonly none: boolean };

function moneyFrom({ replayed, typed, said, none }: Has): MoneyFrom {
  if (replayed) return 'simulation';
  if (typed) return 'moves';
  if (said) return 'said';
  return none ? 'no-money' : 'not-known';
}

/** No agreement proposed: no right moves. One proposed and never read: nobody knows. */
function rightsOf({ draft, under }: PaperState['paper'], organization: string): readonly RightMove[] | undefined {
  if (!draft) return [];
  return under?.rights.filter((one) => one.organization === organization);
}

type Touching = {
  readonly sign: number;
  readonly perYear: number;
  readonly minutes?: number;
  readonly workers?: number;
};

/** Known only where it was said of everything that moves for this partner: a part of it would be taken for the whole. */
function staffOf(touching: readonly Touching[]): Staff {
  if (touching.length === 0) return {};
  const minutes = whole(touching, ({ sign, perYear, minutes: each }) =>
    each === undefined ? undefined : sign * perYear * each,
  );
  const workers = whole(touching, ({ sign, workers: people }) => (people === undefined ? undefined : sign * people));
  return {
    ...(minutes === undefined ? {} : { hours: Math.round(minutes / 60) }),
    ...(workers === undefined ? {} : { workers }),
  };
}

function whole(touching: readonly Touching[], of: (one: Touching) => number | undefined): number | undefined {
  return touching.reduce<number | undefined>((sum, one) => {
    const part = of(one);
    return sum === undefined || part === undefined ? undefined : sum + part;
  }, 0);
}

/** Partners that lose and to whom nothing was offered, or who have not said yes or no to it: until then the item stays open. */
export function unanswered(state: PaperState): readonly string[] {
  return positionsOf(state)
    .filter(({ loses }) => loses)
    .map(({ organization }) => organization)
    .filter((organization) => !state.offers.some(({ to, state: is }) => to === organization && is !== 'open'));
}

function summed(amounts: readonly Amount[]): readonly Amount[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.map((currency) => ({
    currency,
    minor: amounts.filter((one) => one.currency === currency).reduce((sum, { minor }) => sum + minor, 0),
  }));
}
