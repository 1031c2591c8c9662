import type { CountedPack } from '../catalogue.ts';
import { definitionOf, ruleWords } from '../definition.ts';
import { CANONICAL, coded, DIRECTION, POPULATION } from '../export/measure-report.ts';
import type { MeasureDefinition, Rule } from '../pack.ts';
import { dimensionTitle } from '../strata.ts';

const SCORING = 'http://terminology.hl7.org/CodeSystem/measure-scoring';
const TYPE = 'http://terminology.hl7.org/CodeSystem/measure-type';

/** What packs are called, whatever server tells of them. */
const LIBRARY = 'https://concord.health/Library/';
const LIBRARY_TYPE = 'http://terminology.hl7.org/CodeSystem/library-type';

/** The pack that measures are defined by, whole, as it runs: value sets, windows, units and rules. https://hl7.org/fhir/R4/library.html */
export function libraryOf({ pack }: Pick<CountedPack, 'pack'>) {
  return {
    resourceType: 'Library',
    id: `${pack.id}-${pack.version}`,
    url: `${LIBRARY}${pack.id}`,
    version: pack.version,
    title: pack.title,
    status: 'active',
    type: coded(LIBRARY_TYPE, 'logic-library'),
    description: 'The definitions of these measures as they are counted by.',
    relatedArtifact: [{ type: 'documentation', display: pack.source }],
    content: [{ contentType: 'application/json', data: Buffer.from(JSON.stringify(pack)).toString('base64') }],
  };
}

/** What a measure counts, for whoever reads its reports: https://hl7.org/fhir/R4/measure.html. The rules are told in sentences; they run in the pack alone. */
export function measureOf({ pack }: Pick<CountedPack, 'pack'>, measure: MeasureDefinition) {
  const { id, title, kind, better, of, exclusions = [], met } = measure;
  const criterion = (code: string, rule: Rule, description?: string) => ({
    code: coded(POPULATION, code),
    ...(description === undefined ? {} : { description }),
    criteria: { language: 'text/plain', expression: ruleWords(rule, pack) },
  });
  return {
    resourceType: 'Measure',
    id,
    url: `${CANONICAL}${id}`,
    version: pack.version,
    title,
    status: 'active',
    description: definitionOf(pack, measure).join('\n\n'),
    library: [`${LIBRARY}${pack.id}|${pack.version}`],
    topic: [{ text: pack.title }],
    relatedArtifact: [{ type: 'documentation', display: pack.source }],
    scoring: coded(SCORING, 'proportion'),
    type: [coded(TYPE, kind === 'process' || kind === 'step' ? 'process' : 'outcome')],
    improvementNotation: coded(DIRECTION, better === 'lower' ? 'decrease' : 'increase'),
    group: [
      {
        population: [
          criterion('initial-population', pack.register),
          criterion('denominator', of === 'register' ? pack.register : of),
          ...exclusions.map((one) =>
            criterion('denominator-exclusion', one.rule, `${one.title}${one.unlessMet ? ', unless met' : ''}`),
          ),
          criterion('numerator', met),
        ],
        ...(pack.strata.length > 0
          ? { stratifier: pack.strata.map((dimension) => ({ code: { text: dimensionTitle(dimension) } })) }
          : {}),
      },
    ],
  };
}
