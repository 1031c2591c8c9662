import type { Day } from '#base';

/** Something that a worker did and a clause with an incentive pays for, as the record has it now. */
export type Claim = {
  readonly typ: number;
  readonly id: string;
  readonly day: Day;
  /** Whose record it is in: the records of one person are one. */
  readonly person: string;
  /** Which clause pays, and for what. */
  readonly pair: string;
  readonly activity: string;
  readonly minor: bigint;
  /** The other clause, where two pay for it alike. */
  readonly twice?: string;
  /** All whom the record names; of these, who is of the role that the clause pays. */
  readonly named: readonly string[];
  readonly workers: readonly string[];
  /** Whether it is shown, as its clause asks for. */
  readonly shown: boolean;
};

export type Verdict =
  | { readonly state: 'earned' }
  | { readonly state: 'waits'; readonly why: 'nobody-named' | 'not-of-the-role' | 'not-shown' }
  | { readonly state: 'refused'; readonly why: 'funded-twice' }
  | { readonly state: 'refused'; readonly why: 'claimed-before'; readonly first: Claim };

export type Judged = { readonly claim: Claim; readonly verdict: Verdict };

/**
 * What of some claims is earned, what waits, and what is refused. The same for one person by one worker on one day is paid once,
 * whichever programmes recorded it: of several claims the first that is shown counts, and of none that is shown the first. Claims of
 * different days never meet, so that days can be judged apart.
 */
export function judge(claims: readonly Claim[]): readonly Judged[] {
  const firsts = new Map<string, Claim>();
  for (const claim of [...claims].filter(stands).sort(inOrder)) {
    const keys = keysOf(claim);
    // What is refused itself keeps nobody else from being paid.
    if (!keys.some((key) => firsts.has(key))) for (const key of keys) firsts.set(key, claim);
  }
  return claims.map((claim) => ({ claim, verdict: verdictOf(claim, firsts) }));
}

/** What each worker has of a claim: several who did it together share it, and the parts add up to it. */
export function sharesOf({ workers, minor }: Pick<Claim, 'workers' | 'minor'>): ReadonlyMap<string, bigint> {
  const each = minor / BigInt(Math.max(1, workers.length));
  const rest = minor - each * BigInt(workers.length);
  return new Map(workers.map((worker, at) => [worker, BigInt(at) < rest ? each + 1n : each]));
}

function verdictOf(claim: Claim, firsts: ReadonlyMap<string, Claim>): Verdict {
  if (claim.twice !== undefined) return { state: 'refused', why: 'funded-twice' };
  if (claim.named.length === 0) return { state: 'waits', why: 'nobody-named' };
  if (claim.workers.length === 0) return { state: 'waits', why: 'not-of-the-role' };
  const first = keysOf(claim)
    .map((key) => firsts.get(key))
    .find((one) => one !== undefined && one !== claim);
  if (first) return { state: 'refused', why: 'claimed-before', first };
  return claim.shown ? { state: 'earned' } : { state: 'waits', why: 'not-shown' };
}

function stands({ twice, workers }: Claim): boolean {
  return twice === undefined && workers.length > 0;
}

function keysOf({ workers, person, day, activity }: Claim): readonly string[] {
  return workers.map((worker) => JSON.stringify([worker, person, day, activity]));
}

/** What is shown comes first; else in the order in which it was recorded: ids of the server are ordered by time. */
function inOrder(a: Claim, b: Claim): number {
  if (a.shown !== b.shown) return a.shown ? -1 : 1;
  return a.typ - b.typ || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
