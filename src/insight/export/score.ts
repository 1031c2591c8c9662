import type { SentValue } from '#joint';
import type { ScoreTold } from '../contract.ts';
import { coded, POPULATION } from './code.ts';
import { elementName } from './names.ts';

/** The score that stands beside a measure, as each kind of file tells it: what the page tells this viewer, and no more. */

const ASKED = 'Asked in a year, and answered since';

export type ScoreRow = {
  readonly title: string;
  readonly mean?: number;
  readonly met?: number;
  readonly of?: number;
  readonly why?: string;
};

/** Two lines of a table: the mean of so many people, and how many of those who were asked answered since. */
export function scoreRows({ title, best, mean, people, asked, why }: ScoreTold): readonly ScoreRow[] {
  const not = why === undefined ? {} : { why };
  return [
    {
      title: `${title} (${best})`,
      ...(mean === undefined ? not : { mean, ...(people === undefined ? {} : { of: people }) }),
    },
    { title: ASKED, ...(asked ?? not) },
  ];
}

/** Two groups of a MeasureReport: https://hl7.org/fhir/R4/measurereport.html#group. Of a mean the population is who was measured. */
export function scoreGroups({ title, best, mean, people = 0, asked, why }: ScoreTold) {
  const not = (code: string) => ({ population: [{ code: { ...coded(POPULATION, code), text: why ?? 'not told' } }] });
  return [
    {
      code: { text: `${title} (${best})` },
      ...(mean === undefined
        ? not('measure-population')
        : {
            population: [{ code: coded(POPULATION, 'measure-population'), count: people }],
            measureScore: { value: mean },
          }),
    },
    {
      code: { text: ASKED },
      ...(asked === undefined
        ? not('denominator')
        : {
            population: [
              { code: coded(POPULATION, 'denominator'), count: asked.of },
              { code: coded(POPULATION, 'numerator'), count: asked.met },
            ],
            ...(asked.of > 0
              ? { measureScore: { value: Number(((100 * asked.met) / asked.of).toFixed(1)), unit: '%' } }
              : {}),
          }),
    },
  ];
}

/** Data values of ADX and DHIS2: what is not told is left out. */
export function scoreValues(measure: string, { mean, people, asked }: ScoreTold): readonly SentValue[] {
  const value = (part: Parameters<typeof elementName>[1], number: number | undefined) =>
    number === undefined ? [] : [{ dataElement: elementName(measure, part), option: '', value: String(number) }];
  return [
    ...(mean === undefined ? [] : [...value('mean', mean), ...value('people', people)]),
    ...value('asked', asked?.of),
    ...value('answered', asked?.met),
  ];
}
