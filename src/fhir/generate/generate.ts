import { codeSets } from './codes.ts';
import { compartmentRows } from './compartment.ts';
import { readDefinitions } from './definitions.ts';
import { extractorsFile } from './extractors.ts';
import { parameterRow, parametersByType } from './parameters.ts';
import { resourceTypes, structureRows, summaryRows } from './structures.ts';
import { targetRows } from './targets.ts';

const HEADER = '// Generated from the published definitions of FHIR R4 (4.0.1) by `npm run generate`; do not edit.\n';

type Row = readonly [name: string, text: string];

/**
 * Every generated file, by name. The same definitions give the same bytes. The extractors walk the structures as they are
 * written in generated/structures.ts: after a change of those, generate twice.
 */
export function generate(): ReadonlyMap<string, string> {
  const definitions = readDefinitions();
  const sets = codeSets(definitions);
  const types = resourceTypes(definitions);
  const structures = structureRows(definitions, sets).map(
    ({ structure, base, elements }): Row => [structure, [...(base ? [`<${base}`] : []), ...elements].join(' ')],
  );
  const found = parametersByType(definitions, types);
  const everywhere = parametersByType(definitions, ['Resource', 'DomainResource']);
  const rows = [...found, ...everywhere].map((one): Row => [one.type, parameterRow(one, definitions, sets, types)]);
  const compartment = compartmentRows(definitions).map(([type, codes]): Row => [type, codes.join(' ')]);
  const summary = summaryRows(definitions).map(([type, names]): Row => [type, names.join(' ')]);
  const targets = targetRows(definitions).map(([owner, elements]): Row => [owner, elements.join(' ')]);
  const codes = sets.used().map(([name, list]): Row => [name, list.join(' ')]);
  return new Map([
    ['types.ts', typesFile(types)],
    ['structures.ts', table('STRUCTURES', 'Elements of each structure; read by validate/structure.ts.', structures)],
    ['codes.ts', table('CODES', 'Codes of each closed set that elements of type code are bound to.', codes)],
    ['parameters.ts', table('PARAMETERS', 'Search parameters of each type; read by extract/parameters.ts.', rows)],
    [
      'compartment.ts',
      table('PATIENT_COMPARTMENT', "Parameters that put a type into a patient's compartment, home first.", compartment),
    ],
    ['summary.ts', table('SUMMARY', 'Elements at the top of each type that belong to its summary.', summary)],
    ['targets.ts', table('TARGETS', 'Types that each reference may point to; any where it is not listed.', targets)],
    ['extractors.ts', extractorsFile(HEADER, found, definitions.parameters)],
  ]);
}

function typesFile(types: readonly string[]): string {
  const comment = '/** Sorted; the position of a type is the number it is stored by. */';
  return `${HEADER}\n${comment}\nexport const RESOURCE_TYPES: readonly string[] = [\n${types.map((type) => `  ${quote(type)},\n`).join('')}];\n`;
}

function table(name: string, comment: string, rows: readonly Row[]): string {
  const lines = rows.map(([key, text]) => `  ${quote(key)}: ${quote(text)},\n`).join('');
  return `${HEADER}\n/** ${comment} */\nexport const ${name}: Readonly<Record<string, string>> = {\n${lines}};\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
