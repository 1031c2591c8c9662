import { parametersOf } from '../extract/parameters.ts';
import { RESOURCE_TYPES } from '../generated/types.ts';

export type Capability = {
  /** Address of the FHIR API, without a slash at the end. */
  readonly base: string;
  /** Version of the program. */
  readonly version: string;
  /** When this version was made, as a FHIR dateTime. */
  readonly date: string;
  /** What every type can do: read, vread, update, patch, delete, history-instance, create, search-type. */
  readonly interactions: readonly string[];
  /** What the whole server can do: transaction, batch. */
  readonly systemInteractions?: readonly string[];
  readonly operations?: readonly {
    readonly name: string;
    readonly definition: string;
    readonly types?: readonly string[];
  }[];
  /** Parameter types and codes that are searched; all where absent. */
  readonly searches?: (type: string, code: string) => boolean;
  readonly security?: Readonly<Record<string, unknown>>;
};

/** The CapabilityStatement: every type with what can be done to it and what it can be found by. */
export function capabilityStatement(what: Capability): Readonly<Record<string, unknown>> {
  const { base, version, date, interactions, systemInteractions = [], operations = [] } = what;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Concord', version },
    implementation: { description: 'Concord', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    ...(interactions.includes('patch')
      ? { patchFormat: ['application/json-patch+json', 'application/merge-patch+json', 'application/fhir+json'] }
      : {}),
    rest: [
      {
        mode: 'server',
        ...(what.security ? { security: what.security } : {}),
        resource: RESOURCE_TYPES.map((type) => resourceOf(type, what)),
        ...some(
          'interaction',
          systemInteractions.map((code) => ({ code })),
        ),
        ...some('operation', operations.filter(({ types }) => !types).map(operationOf)),
        compartment: ['http://hl7.org/fhir/CompartmentDefinition/patient'],
      },
    ],
  };
}

function resourceOf(type: string, { interactions, operations = [], searches }: Capability) {
  const parameters = parametersOf(type).filter(({ code }) => searches?.(type, code) ?? true);
  const references = parameters.filter((one) => one.type === 'reference');
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    interaction: interactions.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical'],
    ...some(
      'searchInclude',
      references.map(({ code }) => `${type}:${code}`),
    ),
    ...some('searchRevInclude', revincludes(type)),
    searchParam: parameters.map(({ code, url, type: kind }) => ({ name: code, definition: url, type: kind })),
    ...some('operation', operations.filter(({ types }) => types?.includes(type)).map(operationOf)),
  };
}

function operationOf({ name, definition }: { readonly name: string; readonly definition: string }) {
  return { name, definition };
}

/** Members that would be empty are left out: R4 has no empty arrays. */
function some<K extends string, T>(name: K, list: readonly T[]): { readonly [_ in K]?: readonly T[] } {
  return (list.length > 0 ? { [name]: list } : {}) as { readonly [_ in K]?: readonly T[] };
}

let pointing: ReadonlyMap<string, readonly string[]> | undefined;

/** Parameters that name the type as a target; those that may point anywhere are too many to list for every type. */
function revincludes(type: string): readonly string[] {
  pointing ??= tableOfPointers();
  return pointing.get(type) ?? [];
}

function tableOfPointers(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const from of RESOURCE_TYPES)
    for (const { code, targets } of parametersOf(from)) {
      if (!targets || targets === RESOURCE_TYPES) continue;
      for (const target of targets) table.set(target, [...(table.get(target) ?? []), `${from}:${code}`]);
    }
  return table;
}
