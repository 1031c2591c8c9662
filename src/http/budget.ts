/** What somebody may ask for: so many units a second on and on, and as many as `most` at once. */
export type Budget = { readonly perSecond: number; readonly most: number };

export type Budgets = {
  /** Takes the units, answering 0; or takes none, answering the seconds until they are there. */
  readonly spend: (key: string, units: number, budget: Budget, nowMs: number) => number;
  /** Takes what only the end has shown to be owed: the next one waits for it. */
  readonly charge: (key: string, units: number, budget: Budget, nowMs: number) => void;
};

/** Somebody who has not asked for long has a full budget, so whoever asked longest ago is forgotten first. */
const KEYS_MAX = 100_000;

/** Budgets of one program, kept in memory: they hold back a flood, and nobody's rights depend on them. */
export function openBudgets(keysMax = KEYS_MAX): Budgets {
  const left = new Map<string, { readonly units: number; readonly atMs: number }>();
  const leftOf = (key: string, { perSecond, most }: Budget, nowMs: number): number => {
    const before = left.get(key);
    if (!before) return most;
    return Math.min(most, before.units + (Math.max(0, nowMs - before.atMs) * perSecond) / 1_000);
  };
  const keep = (key: string, units: number, nowMs: number): void => {
    left.delete(key);
    left.set(key, { units, atMs: nowMs });
    if (left.size <= keysMax) return;
    const [oldest] = left.keys();
    if (oldest !== undefined) left.delete(oldest);
  };
  return {
    spend: (key, units, budget, nowMs) => {
      const has = leftOf(key, budget, nowMs);
      // What costs more than a full budget is done with a full one.
      const wanted = Math.min(units, budget.most);
      if (has < wanted) return Math.ceil((wanted - has) / budget.perSecond);
      keep(key, Math.max(has - units, -budget.most), nowMs);
      return 0;
    },
    charge: (key, units, budget, nowMs) => {
      // No debt is larger than a budget, so that nobody is shut out for hours.
      keep(key, Math.max(leftOf(key, budget, nowMs) - units, -budget.most), nowMs);
    },
  };
}
