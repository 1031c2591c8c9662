import type { Dashboard, MeasureRow, ScoreTold } from '../contract.ts';
import { coded, POPULATION } from './code.ts';
import { scoreGroups } from './score.ts';

export { coded, POPULATION } from './code.ts';
export const DIRECTION = 'http://terminology.hl7.org/CodeSystem/measure-improvement-notation';

/** What measures are called, whatever server tells of them. */
export const CANONICAL = 'https://concord.health/Measure/';

/** One summary MeasureReport a measure: https://hl7.org/fhir/R4/measurereport.html. A figure that is not told has no counts, and says why. */
export function measureReports(
  board: Pick<Dashboard, 'place' | 'asAt' | 'reportedOn' | 'measures'> & { readonly score?: ScoreTold },
) {
  const { score } = board;
  return {
    resourceType: 'Bundle',
    type: 'collection',
    // A score stands beside the measure that is asked for, which comes first.
    entry: board.measures.map((row, at) => ({ resource: reportOf(row, board, at === 0 ? score : undefined) })),
  };
}

export function reportOf(
  row: MeasureRow,
  { place, asAt, reportedOn }: Pick<Dashboard, 'place' | 'asAt' | 'reportedOn'>,
  score?: ScoreTold,
) {
  const { id, version, title, tally, better, why } = row;
  return {
    resourceType: 'MeasureReport',
    status: tally ? 'complete' : 'error',
    type: 'summary',
    measure: `${CANONICAL}${id}|${version}`,
    ...(place.level === 'practice' || place.level === 'team'
      ? { reporter: { reference: `Organization/${place.id}`, display: place.name } }
      : { reporter: { display: place.name } }),
    ...(reportedOn === undefined ? {} : { date: reportedOn }),
    // The figure is as at a day; what it looks back over stands in the definition.
    period: { start: asAt, end: asAt },
    improvementNotation: coded(DIRECTION, better === 'lower' ? 'decrease' : 'increase'),
    group: [
      {
        code: { text: title },
        ...(tally
          ? {
              population: [counted('denominator', tally.of), counted('numerator', tally.met)],
              ...(tally.of > 0
                ? { measureScore: { value: Number(((100 * tally.met) / tally.of).toFixed(1)), unit: '%' } }
                : {}),
            }
          : { population: [{ code: { ...coded(POPULATION, 'denominator'), text: why ?? 'not told' } }] }),
      },
      ...(score ? scoreGroups(score) : []),
    ],
  };
}

export function counted(code: string, count: number) {
  return { code: coded(POPULATION, code), count };
}
