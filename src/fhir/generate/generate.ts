import { codeSets } from './codes.ts';
import { readDefinitions } from './definitions.ts';
import { resourceTypes, structureRows } from './structures.ts';

const HEADER = '// Generated from the published definitions of FHIR R4 (4.0.1) by `npm run generate`; do not edit.\n';

/** Every generated file, by name. The same definitions give the same bytes. */
export function generate(): ReadonlyMap<string, string> {
  const definitions = readDefinitions();
  const sets = codeSets(definitions);
  const rows = structureRows(definitions, sets);
  const structures = rows.map(
    ({ structure, base, elements }) =>
      `  ${quote(structure)}: ${quote([base ? `<${base}` : '', ...elements].filter(Boolean).join(' '))},`,
  );
  const codes = sets.used().map(([name, list]) => `  ${quote(name)}: ${quote(list.join(' '))},`);
  return new Map([
    [
      'types.ts',
      `${HEADER}\n/** Sorted; the position of a type is the number it is stored by. */\nexport const RESOURCE_TYPES: readonly string[] = [\n${resourceTypes(
        definitions,
      )
        .map((type) => `  ${quote(type)},`)
        .join('\n')}\n];\n`,
    ],
    [
      'structures.ts',
      `${HEADER}\n/** Elements of each structure; read by validate/structure.ts. */\nexport const STRUCTURES: Readonly<Record<string, string>> = {\n${structures.join('\n')}\n};\n`,
    ],
    [
      'codes.ts',
      `${HEADER}\n/** Codes of each closed set that elements of type code are bound to. */\nexport const CODES: Readonly<Record<string, string>> = {\n${codes.join('\n')}\n};\n`,
    ],
  ]);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
