import { type CountedPack, catalogue, once } from '../catalogue.ts';
import type { MeasureDefinition, Rule } from '../pack.ts';
import type { Scope } from '../scope.ts';
import { SERIES } from './series.ts';

/** One fact as it happens; with bounds, of such a value alone. */
export type Happening = {
  readonly fact: number;
  readonly below?: number;
  readonly atMost?: number;
  readonly above?: number;
  readonly atLeast?: number;
};

/** What a balancing measure asks for, as a series: not who had it in a year, but when it happened to those whom the measure is about. */
export type MeasuredSeries = {
  readonly id: string;
  readonly title: string;
  readonly worse: 'up' | 'down';
  readonly pack: CountedPack;
  /** Place of the measure in the pack, from 1. */
  readonly measure: number;
  readonly happenings: readonly Happening[];
};

const BOUNDS = ['below', 'atMost', 'above', 'atLeast'] as const;

/** Of what is sensitive nobody is told small numbers, and a series is made of them: it is watched by no sentinel. */
export function measuredSeries(): readonly MeasuredSeries[] {
  return of(catalogue);
}

const of = once((all: readonly CountedPack[]): readonly MeasuredSeries[] =>
  all
    .filter(({ pack }) => pack.sensitive === undefined)
    .flatMap((entry) =>
      entry.pack.measures.flatMap((measure, at) => {
        const happenings = measure.kind === 'balancing' ? happeningsIn(measure.met, entry) : undefined;
        return happenings ? [seriesOf(entry, measure, { number: at + 1, happenings })] : [];
      }),
    ),
);

function seriesOf(
  pack: CountedPack,
  { id, title, better }: MeasureDefinition,
  { number, happenings }: { readonly number: number; readonly happenings: readonly Happening[] },
): MeasuredSeries {
  // The measure looks back over a year; the series says when it happened.
  const shown = title.replace(/ in a year\b/, '');
  return { id, title: shown, worse: better === 'lower' ? 'up' : 'down', pack, measure: number, happenings };
}

/** Those whose pack counts by an agreement in force. */
export function measuredIn({ packs }: Pick<Scope, 'packs'>): readonly MeasuredSeries[] {
  return measuredSeries().filter(({ pack: { key } }) => packs.some(({ pack }) => pack === key));
}

/** What a series is called, of contacts or of a measure. */
export function titleOf(series: string): string {
  return [...SERIES, ...measuredSeries()].find(({ id }) => id === series)?.title ?? series;
}

/** Undefined for a rule that is more than that something happened: two things together, or one after another. */
function happeningsIn(rule: Rule, pack: CountedPack): readonly Happening[] | undefined {
  if ('any' in rule) {
    const all = rule.any.map((one) => happeningsIn(one, pack));
    return all.some((one) => one === undefined) ? undefined : all.flatMap((one) => one ?? []);
  }
  if ('has' in rule) return rule.after ? undefined : [{ fact: pack.factNumber(rule.has) }];
  if (!('latest' in rule) || rule.after || 'secondAtMost' in rule || 'secondBelow' in rule) return undefined;
  const bounds = BOUNDS.flatMap((name) => (rule[name] === undefined ? [] : [[name, rule[name]] as const]));
  return [{ fact: pack.factNumber(rule.latest), ...Object.fromEntries(bounds) }];
}
