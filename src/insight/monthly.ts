import type { Reader } from '#store';
import { type AskedMeasure, measureNumber } from './ask.ts';
import type { Tally } from './contract.ts';
import { type MonthKind, monthlyRule } from './month-bits.ts';
import { type MonthRow, readMonths } from './monthly.queries.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces, isSmall } from './suppress.ts';

/** A measure of a place month by month, each told of that month alone: a proportion of its own, as month ends that look back are not. */
export type Months = {
  readonly kind: MonthKind;
  /** What is looked for in the month, in words. */
  readonly of: readonly string[];
  /** Oldest first; without a share it is not told. */
  readonly shares: readonly { readonly day: MonthEnd; readonly share?: Tally }[];
};

type MonthEnd = ReturnType<AskedMeasure['history']>[number]['day'];

/** Undefined of what no month alone can be told: several things together, one after another, what is not there; and of teams. */
export async function monthsOf(reader: Reader, asked: AskedMeasure): Promise<Months | undefined> {
  const { pack, tree, node, underway, history, measure } = asked;
  const rule = monthlyRule(measure);
  const number = measureNumber(pack, measure.id);
  const ends = history(node, number)
    .map(({ day }) => day)
    .reverse();
  if (!rule || underway || node.place.level === 'team' || ends.length === 0) return undefined;
  const rows = await readMonths(reader, { pack: pack.number, measure: number, practices: practicesIn(tree), ends });
  if (rows.length === 0) return undefined;
  const told = tellerOf(rule.kind, rows, asked);
  return {
    kind: rule.kind,
    of: rule.facts.map((id) => pack.pack.facts.find((fact) => fact.id === id)?.title ?? id),
    shares: ends
      .map((day, at) => {
        const share = told(at + 1);
        return { day, ...(share ? { share } : {}) };
      })
      .reverse(),
  };
}

/**
 * What is told of a month at the place that is asked for. Not told is, beside what is small, what leaves few of the figure of that month end,
 * and whatever is not told of that.
 */
function tellerOf(
  kind: MonthKind,
  rows: readonly MonthRow[],
  asked: AskedMeasure,
): (slot: number) => Tally | undefined {
  const { tree, node, viewpoint, pack, measure, history } = asked;
  const nodes = nodesOf(tree).map((one) => ({ ...one, practices: practicesIn(one), ends: endsOf(one) }));
  const byKey = new Map(rows.map((row) => [`${row.slot} ${row.place}`, row]));
  const shareOf = (practices: readonly string[], slot: number): Tally =>
    practices
      .map((practice) => byKey.get(`${slot} ${practice}`))
      .reduce((sum, row) => (row ? plus(sum, shareIn(kind, row)) : sum), { met: 0, of: 0 });
  function endsOf(one: PlaceNode) {
    return history(one, measureNumber(pack, measure.id)).toReversed();
  }
  return (slot) => {
    const shares = new Map(nodes.map(({ place, practices }) => [place.id, shareOf(practices, slot)]));
    const tallyOf = (place: string) => shares.get(place) ?? { met: 0, of: 0 };
    const { own, everything } = viewpoint;
    const untold = nodes.flatMap(({ place, ends }) => {
      const end = ends[slot - 1]?.tally;
      return !end || isSmall(minus(end, tallyOf(place.id)), pack.pack.smallNumber) ? [place.id] : [];
    });
    const hidden = hiddenPlaces(tree, tallyOf, { own, smallNumber: pack.pack.smallNumber }, new Set(untold));
    return everything || !hidden.has(node.place.id) ? tallyOf(node.place.id) : undefined;
  };
}

function shareIn(kind: MonthKind, { counted, had, met }: MonthRow): Tally {
  return kind === 'done' ? { met: had, of: counted } : { met, of: had };
}

function plus(one: Tally, other: Tally): Tally {
  return { met: one.met + other.met, of: one.of + other.of };
}

function minus(one: Tally, other: Tally): Tally {
  return { met: one.met - other.met, of: one.of - other.of };
}
