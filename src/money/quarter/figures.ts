import { spaced } from '#agreement';
import type { FigureGroup } from './contract.ts';
import type { FundSum, OpenCharge } from './quarter.queries.ts';

export type Figure = {
  readonly id: string;
  readonly group: FigureGroup;
  readonly words: string;
  readonly minor: bigint;
};
export type YearFigures = { readonly budget: bigint; readonly forecast: bigint };

type Counted = {
  readonly sums: readonly FundSum[];
  readonly open: readonly OpenCharge[];
  readonly nameOf: (organization: string) => string;
  readonly year?: YearFigures;
};

/** Kinds of entries that are not spending: what is put in, what is shared, and what only changes whose it was. */
export const NOT_SPENT: readonly string[] = ['contribution', 'risk-share', 'cover'];

/**
 * What there was, what came, what was shared, what was spent by scheme, what there is: what stands between adds up to the last of
 * them, whatever was entered. What is owed and not entered yet stands beside it, and counts in none of them.
 */
export function figuresOf({ sums, open, nameOf, year }: Counted): readonly Figure[] {
  const before = sums.filter((one) => one.before);
  const here = sums.filter((one) => !one.before);
  const ofKind = (kind: string) => here.filter((one) => one.kind === kind);
  const spent = here.filter(({ kind }) => !NOT_SPENT.includes(kind));
  const partner = (owner: string): string => (owner === '' ? 'nobody yet' : nameOf(owner));
  return [
    { id: 'opening', group: 'opening', words: 'There at the beginning', minor: total(before) },
    ...grouped('income', ofKind('contribution'), ({ owner }) => owner, partner),
    ...grouped('shared', ofKind('risk-share'), ({ owner }) => owner, partner),
    ...grouped('spent', spent, ({ scheme }) => scheme, schemeWords),
    { id: 'closing', group: 'closing', words: 'There at the end', minor: total(sums) },
    ...grouped('accrued', open, ({ scheme }) => scheme, schemeWords),
    ...(year
      ? ([
          { id: 'year:budget', group: 'year', words: 'Budget of the year', minor: year.budget },
          { id: 'year:forecast', group: 'year', words: 'Forecast of the year', minor: year.forecast },
          { id: 'year:over', group: 'year', words: 'Over the budget', minor: year.forecast - year.budget },
        ] as const)
      : []),
  ];
}

/** The part of a figure's name that says what it is of: 'foot-care' of 'spent:foot-care'. */
export function ofFigure(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function grouped<T extends { readonly minor: bigint }>(
  group: FigureGroup,
  all: readonly T[],
  nameIn: (one: T) => string,
  wordsOf: (name: string) => string,
): readonly Figure[] {
  const names = [...new Set(all.map(nameIn))].sort();
  return names.map((name) => ({
    id: `${group}:${name}`,
    group,
    words: wordsOf(name),
    minor: total(all.filter((one) => nameIn(one) === name)),
  }));
}

function schemeWords(scheme: string): string {
  return scheme === '' ? 'all of the pool' : spaced(scheme);
}

function total(all: readonly { readonly minor: bigint }[]): bigint {
  return all.reduce((sum, { minor }) => sum + minor, 0n);
}
