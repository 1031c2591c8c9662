import { type CodeSystem, type Concept, compare, type Definitions, type ElementDefinition } from './definitions.ts';

/** The small closed sets of codes that elements of type `code` are bound to. */
export type CodeSets = {
  /** Name of the set an element is bound to by a required binding, where the set can be listed. */
  readonly nameOf: (element: ElementDefinition) => string | undefined;
  /** The one code system behind the set, where there is one. */
  readonly systemOf: (element: ElementDefinition) => string | undefined;
  /** All sets named so far. */
  readonly used: () => readonly (readonly [name: string, codes: readonly string[]])[];
};

const MAX_CODES = 200;

export function codeSets(definitions: Definitions): CodeSets {
  const used = new Map<string, readonly string[]>();
  const listed = (element: ElementDefinition) => {
    if (element.type?.length !== 1 || element.type[0]?.code !== 'code') return undefined;
    if (element.binding?.strength !== 'required' || !element.binding.valueSet) return undefined;
    const url = element.binding.valueSet.split('|')[0] ?? '';
    return { url, set: listCodes(url, definitions) };
  };
  return {
    nameOf: (element) => {
      const found = listed(element);
      if (!found?.set || found.set.codes.length > MAX_CODES) return undefined;
      const name = found.url.replace(/^.*\//, '');
      used.set(name, [...new Set(found.set.codes)].sort(compare));
      return name;
    },
    systemOf: (element) => {
      const systems = listed(element)?.set?.systems ?? [];
      return systems.length === 1 ? systems[0] : undefined;
    },
    used: () => [...used].sort(([a], [b]) => compare(a, b)),
  };
}

type Listed = { readonly codes: readonly string[]; readonly systems: readonly string[] };

function listCodes(url: string, definitions: Definitions): Listed | undefined {
  const set = definitions.valueSets.get(url);
  if (!set?.compose || set.compose.exclude) return undefined;
  const codes: string[] = [];
  const systems = new Set<string>();
  for (const include of set.compose.include) {
    if (include.filter || include.valueSet || !include.system) return undefined;
    const concepts = include.concept ?? whole(definitions.codeSystems.get(include.system));
    if (!concepts) return undefined;
    systems.add(include.system);
    codes.push(...concepts.flatMap(flatten));
  }
  return { codes, systems: [...systems] };
}

function whole(system: CodeSystem | undefined): readonly Concept[] | undefined {
  return system?.content === 'complete' ? system.concept : undefined;
}

function flatten(concept: Concept): string[] {
  return [concept.code, ...(concept.concept ?? []).flatMap(flatten)];
}
