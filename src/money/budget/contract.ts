import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BridgeStep, PoolMay, PoolName, PoolSummary } from '../contract.ts';

export type BudgetRow = {
  readonly scheme: string;
  /** Budgeted, and spent, for the months that are over or have begun. */
  readonly soFar: Amount;
  readonly spent: Amount;
  /** Spent less budgeted: above nought too much. */
  readonly over: Amount;
  readonly promised: Amount;
  readonly year: Amount;
  readonly forecast: Amount;
};

export type BudgetMonth = { readonly month: string; readonly budget: Amount; readonly spent: Amount };

export const FORECAST_METHODS = ['run-rate', 'seasonal', 'commitments'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];
export type Forecast = {
  readonly method: ForecastMethod;
  readonly words: string;
  readonly amount: Amount;
  /** Forecast less the year's budget. */
  readonly over: Amount;
};

export type BudgetView = {
  readonly pool: PoolSummary;
  readonly from: Day;
  /** The last day of the year. */
  readonly until: Day;
  readonly asAt: Day;
  /** Where nothing was brought in, the budget is what the agreement puts in, month by month. */
  readonly source: { readonly number: number; readonly words: string };
  readonly soFar: Amount;
  readonly spent: Amount;
  readonly over: Amount;
  readonly year: Amount;
  readonly method: ForecastMethod;
  readonly forecasts: readonly Forecast[];
  readonly rows: readonly BudgetRow[];
  readonly months: readonly BudgetMonth[];
  /** From what was budgeted so far to what was spent, by what caused it. */
  readonly causes: readonly BridgeStep[];
  readonly may: PoolMay;
};

/** A line that cannot be taken in: where, by which rule, and what to do. */
export type LineFault = { readonly line: number; readonly rule: string; readonly remedy: string };

export type BudgetTried = {
  readonly lines: number;
  readonly faults: readonly LineFault[];
  /** What would be kept, by scheme, beside what is budgeted now. */
  readonly schemes: readonly { readonly scheme: string; readonly now: Amount; readonly next: Amount }[];
  readonly total: Amount;
};

export type BudgetSent = { readonly text: string } | { readonly file: Uint8Array; readonly name: string };

export type BudgetAnswers = {
  readonly budget: (access: Access, name: PoolName, method?: string) => Promise<Outcome<BudgetView>>;
  /** What a list of lines would come to, and every line that cannot be taken in; nothing is kept. */
  readonly tryBudget: (access: Access, name: PoolName, sent: BudgetSent) => Promise<Outcome<BudgetTried>>;
  /** Keeps it as the next budget; the ones before stay. */
  readonly keepBudget: (
    access: Access,
    name: PoolName,
    kept: { readonly text: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** The lines of a file as text that can be looked at and corrected. */
  readonly budgetText: (file: Uint8Array, name: string) => Promise<Outcome<string>>;
};

export const BUDGET_BYTES_MAX = 2 * 1024 * 1024;
