import charity from '#packs/mapping/charity.json' with { type: 'json' };
import council from '#packs/mapping/council.json' with { type: 'json' };
import { type Outcome, refuse } from '#fhir';
import { checkMapping, type Mapping } from './mapping.ts';

const BUILT_IN: Readonly<Record<string, unknown>> = { charity, council };

/** A mapping by the name of one that ships, or as the JSON text of one. */
export function mappingNamed(given: string): Outcome<Mapping> {
  if (given.trimStart().startsWith('{')) return checkMapping(given);
  const found = Object.hasOwn(BUILT_IN, given) ? BUILT_IN[given] : undefined;
  if (found !== undefined) return checkMapping(JSON.stringify(found));
  const names = Object.keys(BUILT_IN).join(', ');
  return refuse(
    'not-found',
    'intake.no-mapping',
    `There is no mapping '${given}'. Give a mapping file, or one of: ${names}.`,
  );
}
