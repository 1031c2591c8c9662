import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

export type ElementDefinition = {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly isSummary?: boolean;
  readonly contentReference?: string;
  readonly type?: readonly {
    readonly code: string;
    readonly targetProfile?: readonly string[];
  }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
};

export type StructureDefinition = {
  readonly url: string;
  readonly name: string;
  readonly type: string;
  readonly kind: 'resource' | 'complex-type' | 'primitive-type' | 'logical';
  readonly abstract: boolean;
  readonly derivation?: string;
  readonly baseDefinition?: string;
  readonly snapshot: { readonly element: readonly ElementDefinition[] };
};

export type SearchParameterDefinition = {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly base?: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
};

export type CodeSystem = {
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
};
export type Concept = { readonly code: string; readonly concept?: readonly Concept[] };

type Include = {
  readonly system?: string;
  readonly concept?: readonly Concept[];
  readonly filter?: readonly unknown[];
  readonly valueSet?: readonly string[];
};
export type ValueSet = {
  readonly url: string;
  readonly compose?: { readonly include: readonly Include[]; readonly exclude?: readonly Include[] };
};

export type CompartmentDefinition = {
  readonly resource: readonly { readonly code: string; readonly param?: readonly string[] }[];
};

/** Everything of the R4 package that the generator reads. */
export type Definitions = {
  readonly structures: readonly StructureDefinition[];
  readonly parameters: readonly SearchParameterDefinition[];
  readonly codeSystems: ReadonlyMap<string, CodeSystem>;
  readonly valueSets: ReadonlyMap<string, ValueSet>;
  readonly patientCompartment: CompartmentDefinition;
};

/** Folder of the published definitions and examples of R4. */
export const packageFolder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));

/** Reads the definitions in order of file name, so that the outcome is the same on any machine. */
export function readDefinitions(): Definitions {
  return {
    structures: readAll<StructureDefinition>('StructureDefinition-').filter(isBase),
    parameters: readAll<SearchParameterDefinition>('SearchParameter-')
      .map(corrected)
      .sort((a, b) => compare(a.url, b.url)),
    codeSystems: new Map(readAll<CodeSystem>('CodeSystem-').map((one) => [one.url, one])),
    valueSets: new Map(readAll<ValueSet>('ValueSet-').map((one) => [one.url, one])),
    patientCompartment: read<CompartmentDefinition>('CompartmentDefinition-patient.json'),
  };
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** R4 names the two components of this one in the wrong order: its expression `code` is a token, `target` a reference. */
function corrected(parameter: SearchParameterDefinition): SearchParameterDefinition {
  const [code, target] = parameter.component ?? [];
  if (parameter.id !== 'DocumentReference-relationship' || !code || !target) return parameter;
  const component = [
    { ...code, definition: target.definition },
    { ...target, definition: code.definition },
  ];
  return { ...parameter, component };
}

/** The package also holds profiles and examples of definitions: what R4 itself defines is no constraint on anything. */
function isBase(definition: StructureDefinition): boolean {
  return (
    definition.url === `http://hl7.org/fhir/StructureDefinition/${definition.type}` &&
    definition.derivation !== 'constraint' &&
    definition.kind !== 'logical'
  );
}

function readAll<T>(prefix: string): T[] {
  return readdirSync(packageFolder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .sort(compare)
    .map((name) => read<T>(name));
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(packageFolder, name), 'utf8')) as T;
}
