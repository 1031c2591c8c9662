import { list, object, wholeNumber } from '../shape.ts';
import type { ClauseBase, CodeSet, Parties, PartyRef } from './base.ts';
import { clauseOf, codeSet, MOST, organization, parties, sentence, token } from './shapes.ts';

/** Longer than this nobody keeps a medicine, lends it or waits for it. */
export const STOCK_DAYS_MAX = 365;

/** A medicine that each site always has for so many days, by what is used there. */
export type StockMedicine = {
  readonly id: string;
  readonly words: string;
  readonly codes: CodeSet;
  readonly days: number;
};

/** What one keeps for all: to last them so many days together, and what each may draw of it, by when it is given back. */
export type StockPooled = {
  readonly keptBy: PartyRef;
  readonly lastsDays: number;
  readonly drawDays: number;
  readonly backDays: number;
};

/** Essential medicines of several sites: how much each has, by when one answers another that asks, and what one keeps for all. */
export type StockClause = ClauseBase & {
  readonly clause: 'stock';
  readonly medicines: readonly StockMedicine[];
  readonly at: Parties;
  /** A request of one for another's stock is answered, with a yes or a reason, within so many working days. */
  readonly answerWorkingDays: number;
  readonly pooled?: StockPooled;
};

const medicine = object({ id: token, words: sentence, codes: codeSet, days: wholeNumber(1) });
const pooled = object({
  keptBy: organization,
  lastsDays: wholeNumber(1),
  drawDays: wholeNumber(1),
  backDays: wholeNumber(1),
});

export const STOCK_SHAPES = {
  stock: clauseOf(
    'stock',
    { medicines: list(medicine, MOST), at: parties, answerWorkingDays: wholeNumber(1) },
    { pooled },
  ),
};
