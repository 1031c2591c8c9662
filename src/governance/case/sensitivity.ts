import type { CaseState } from './case.ts';

type Scored = Pick<CaseState, 'options' | 'criteria' | 'sheets'>;

export type OptionTotal = {
  readonly option: string;
  /** 0 to 10: the mean of the panel, weighted. */
  readonly score: number;
  /** Of each criterion, unweighted. */
  readonly by: Readonly<Record<string, number>>;
};

/** Every option with its weighted mean, the best first; the order of the case where two are the same. */
export function totalsOf(scored: Scored): readonly OptionTotal[] {
  const weights = weightsOf(scored);
  return scored.options
    .map(({ id }) => {
      const by = Object.fromEntries(scored.criteria.map((one) => [one.id, meanOf(scored, id, one.id)]));
      return {
        option: id,
        score: scored.criteria.reduce((sum, one) => sum + (weights.get(one.id) ?? 0) * (by[one.id] ?? 0), 0),
        by,
      };
    })
    .sort((a, b) => b.score - a.score);
}

const SAME = 1e-9;

/** The best; undefined where two are as good. */
export function winnerOf(totals: readonly OptionTotal[]): string | undefined {
  const [first, second] = totals;
  return first && (!second || first.score - second.score > SAME) ? first.option : undefined;
}

/** Another option wins once this criterion weighs more (or less) than `at` of the whole; the others keep their proportions. */
export type Flip = { readonly criterion: string; readonly now: number; readonly at: number; readonly winner: string };

/**
 * For each criterion the nearest weight at which the winner changes. What an option scores is linear in one weight, so that two options
 * cross once at most: b + p (a - b), where a is by how much the winner leads on this criterion and b on all others.
 */
export function flipsOf(scored: Scored): readonly Flip[] {
  const totals = totalsOf(scored);
  const winner = winnerOf(totals);
  if (winner === undefined) return [];
  const weights = weightsOf(scored);
  return scored.criteria.flatMap(({ id }) => {
    const now = weights.get(id) ?? 0;
    if (now >= 1 - SAME) return [];
    const lead = (other: string): { readonly a: number; readonly b: number } => {
      const difference = (criterion: string) => meanOf(scored, winner, criterion) - meanOf(scored, other, criterion);
      const rest = scored.criteria.filter((one) => one.id !== id);
      const b = rest.reduce((sum, one) => sum + (weights.get(one.id) ?? 0) * difference(one.id), 0) / (1 - now);
      return { a: difference(id), b };
    };
    const crossings = scored.options
      .filter((one) => one.id !== winner)
      .flatMap((one) => {
        const { a, b } = lead(one.id);
        const at = b / (b - a);
        return Math.abs(b - a) > SAME && at > SAME && at < 1 - SAME ? [{ criterion: id, now, at, winner: one.id }] : [];
      })
      .sort((one, other) => Math.abs(one.at - now) - Math.abs(other.at - now));
    return crossings.slice(0, 1);
  });
}

/** The same case with one criterion weighing `share` of the whole, the others in proportion: for whoever tries it out. */
export function reweighed(scored: Scored, criterion: string, share: number): Scored {
  const weights = weightsOf(scored);
  const others = 1 - (weights.get(criterion) ?? 0);
  const criteria = scored.criteria.map((one) => ({
    ...one,
    weight: one.id === criterion ? share : others <= 0 ? 0 : ((weights.get(one.id) ?? 0) / others) * (1 - share),
  }));
  return { ...scored, criteria };
}

function weightsOf({ criteria }: Pick<Scored, 'criteria'>): ReadonlyMap<string, number> {
  const all = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(criteria.map(({ id, weight }) => [id, all === 0 ? 0 : weight / all]));
}

function meanOf({ sheets }: Pick<Scored, 'sheets'>, option: string, criterion: string): number {
  if (sheets.length === 0) return 0;
  return sheets.reduce((sum, { scores }) => sum + (scores[`${option}.${criterion}`] ?? 0), 0) / sheets.length;
}
