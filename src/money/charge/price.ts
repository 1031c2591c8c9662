import { amountWords, type PayClause, type Price } from '#agreement';
import { type Day, daysBetween, plusDays } from '#base';
import { rounded, shareOfDays, type Span } from './parts.ts';

/** A part of a price by the period, and on which of its days the version ruled that it is priced by. */
export type Priced = {
  readonly clause: PayClause;
  readonly part: Span;
  readonly spells: readonly Span[];
};

/** What was recorded on those days, as far as the model asks. */
export type Recorded = {
  /** By the lines: the value of all of it, and of the cases beyond the threshold. */
  readonly value: bigint;
  readonly beyond: bigint;
  readonly cases: number;
  /** Of people that are counted: days times per cent of their weight. */
  readonly weightedDays: bigint;
  /** Of care given together: how often. */
  readonly together: number;
};

export const NOTHING: Recorded = { value: 0n, beyond: 0n, cases: 0, weightedDays: 0n, together: 0 };

/** What a part comes to, beside what its activities are charged one by one. */
export function priceOf({ clause: { price }, part, spells }: Priced, recorded: Recorded): bigint {
  const ruled = (amount: number): bigint =>
    spells.reduce((sum, days) => sum + shareOfDays(BigInt(amount), part, days), 0n);
  switch (price.model) {
    case 'tariff':
      return 0n;
    case 'block':
      return ruled(price.amount.minor);
    case 'capitation':
      return rounded(
        BigInt(price.perPerson.minor) * recorded.weightedDays,
        100n * BigInt(daysBetween(part.from, part.until)),
      );
    case 'integration-premium':
      return BigInt(price.premium.minor) * BigInt(recorded.together);
    case 'blended': {
      const above = recorded.value - ruled(price.planned.minor);
      return ruled(price.fixed.minor) + percentOf(above, above > 0n ? price.abovePercent : price.belowPercent);
    }
    case 'cost-per-case': {
      const kept = recorded.value - recorded.beyond + percentOf(recorded.beyond, price.abovePercent);
      const most = price.most === undefined ? kept : ruled(price.most.minor);
      // Below nought: the cases are charged in full each, and this takes back what is past threshold and cap.
      return (kept < most ? kept : most) - recorded.value;
    }
  }
}

/** How many cases are paid in full, of a part in which the version ruled some days only: rounded in favour of whoever did them. */
export function thresholdOf({ clause: { price }, part, spells }: Priced): number {
  if (price.model !== 'cost-per-case') return 0;
  const days = spells.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0);
  return Math.ceil((price.threshold * days) / daysBetween(part.from, part.until));
}

/** Whether it is owed before the part is over: what limits cases limits them from the first one on. */
export function owedWhileRunning({ model }: Price): boolean {
  return model === 'cost-per-case';
}

/** What the item of a part says: no number of it leads to a person. */
export function pricedWords({ clause: { price }, part }: Priced, recorded: Recorded): string {
  const last: Day = plusDays(part.until, -1);
  const span = part.from === last ? part.from : `${part.from} to ${last}`;
  const currency = 'lines' in price ? (price.lines[0]?.price.currency ?? '') : '';
  const worth = amountWords({ minor: Number(recorded.value), currency });
  switch (price.model) {
    case 'tariff':
      return span;
    case 'block':
      return `A block, ${span}`;
    case 'capitation': {
      const people = Number(recorded.weightedDays) / 100 / daysBetween(part.from, part.until);
      return `${people.toFixed(2)} people by days and weights, ${span}`;
    }
    case 'integration-premium':
      return `Given together ${recorded.together} times, ${span}`;
    case 'blended':
      return `A fixed part, and what was done for ${worth} beside ${amountWords(price.planned)} planned, ${span}`;
    case 'cost-per-case':
      return `${recorded.cases} cases for ${worth}: past the threshold or the cap, ${span}`;
  }
}

function percentOf(amount: bigint, percent: number): bigint {
  // A percentage may have decimals; four are exact.
  return rounded(amount * BigInt(Math.round(percent * 10_000)), 1_000_000n);
}
