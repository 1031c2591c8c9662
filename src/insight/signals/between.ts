import type { PlaceRow, Tally } from '../contract.ts';
import type { Group } from '../peers.ts';
import { caterpillarOf } from '../statistics/caterpillar.ts';
import { funnelOf } from '../statistics/funnel.ts';
import { referenceOf, standardise, type StratumShare } from '../statistics/standardise.ts';
import type { CaterpillarRow, FunnelRow, MeasureSignals, StandardisedBy, StandardisedRow } from './contract.ts';

/** Practices within the limits that chance puts for their number of people; none where too few are told. */
export function funnelIn(practices: readonly PlaceRow[]): Pick<MeasureSignals, 'funnel'> {
  const funnel = funnelOf(toldOf(practices));
  if (!funnel) return {};
  const rows = funnel.points.map(
    ({ place, share, band, limits95, limits998 }): FunnelRow => ({
      place,
      tally: share,
      percent: (share.met * 100) / share.of,
      band,
      limits95,
      limits998,
    }),
  );
  return { funnel: { whole: funnel.whole, rows, hidden: practices.filter(({ tally }) => !tally).length } };
}

/** The same practices in order, each with the interval of its own figure. */
export function caterpillarIn(practices: readonly PlaceRow[]): readonly CaterpillarRow[] {
  const told = toldOf(practices);
  if (told.length < 2) return [];
  return caterpillarOf(told).map(({ share, ...row }) => ({ ...row, tally: share }));
}

/**
 * Each practice against what all of them together would do with the people it has, by each way people are told apart. Worked out from
 * what is told: the strata of a practice that are not told count together, as what is left of it, against the same strata of all.
 */
export function standardisedIn(groups: readonly Group[]): readonly StandardisedBy[] {
  return groups.flatMap((group) => {
    const rows = group.places.flatMap((place): readonly StandardisedRow[] => {
      const pooled = poolOf(group, place);
      const found = pooled && standardise(pooled.own, pooled.reference);
      return found ? [{ ...found, place: place.place, together: pooled.together }] : [];
    });
    if (rows.length < 2) return [];
    return [
      {
        dimension: group.dimension,
        title: group.title,
        whole: (100 * group.whole.met) / group.whole.of,
        rows: [...rows].sort((a, b) => a.ratio - b.ratio),
      },
    ];
  });
}

function toldOf(practices: readonly PlaceRow[]) {
  return practices.flatMap(({ place, tally }) => (tally && tally.of > 0 ? [{ place, share: tally }] : []));
}

const REST = 'rest';

function poolOf({ strata, whole, all }: Group, { tally, parts }: Group['places'][number]) {
  if (!tally || tally.of === 0 || whole.of === 0) return undefined;
  const apart = strata.filter((stratum) => parts.has(stratum) && all.has(stratum));
  const own = withRest(apart, parts, tally);
  const reference = referenceOf([withRest(apart, all, whole)]);
  const together = own.find(({ stratum }) => stratum === REST)?.of ?? 0;
  return { own, reference, together };
}

function withRest(apart: readonly string[], parts: ReadonlyMap<string, Tally>, whole: Tally): readonly StratumShare[] {
  const told = apart.map((stratum) => ({ stratum, ...(parts.get(stratum) ?? { met: 0, of: 0 }) }));
  const rest = told.reduce((left, { met, of }) => ({ met: left.met - met, of: left.of - of }), whole);
  return rest.of > 0 ? [...told, { stratum: REST, ...rest }] : told;
}
