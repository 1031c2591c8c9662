import { compare, type Definitions, type ElementDefinition } from './definitions.ts';

/** Where R4's own published examples refer to a type that its definitions do not name, the examples are followed. Told in the README. */
const NAMED_BY_EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'DeviceMetric.parent': ['DeviceDefinition'],
  'DeviceUseStatement.reasonReference': ['Procedure'],
  'MedicationRequest.dispenseRequest.performer': ['Practitioner'],
  'Observation.performer': ['Encounter'],
};

export function namedByExamples(path: string): readonly string[] {
  return NAMED_BY_EXAMPLES[path] ?? [];
}

/** Types that an element may refer to; none where it may refer to any. */
export function elementTargetTypes({ path, type }: ElementDefinition): readonly string[] {
  const profiles = type?.flatMap(({ targetProfile }) => targetProfile ?? []) ?? [];
  const named = [...profiles.map((url) => url.replace(/^.*\//, '')), ...namedByExamples(path)];
  return named.includes('Resource') ? [] : [...new Set(named)].sort(compare);
}

/** One row an owner: the elements that are references, with the types they may refer to; those that may refer to any are left out. */
export function targetRows({
  structures,
}: Definitions): readonly (readonly [owner: string, elements: readonly string[]])[] {
  const rows = new Map<string, string[]>();
  for (const { kind, snapshot } of structures) {
    if (kind === 'primitive-type') continue;
    for (const element of snapshot.element) {
      const targets = element.type?.some(({ code }) => code === 'Reference') ? elementTargetTypes(element) : [];
      if (targets.length === 0) continue;
      const dot = element.path.lastIndexOf('.');
      const name = element.path.slice(dot + 1).replace('[x]', 'Reference');
      const owner = element.path.slice(0, dot);
      rows.set(owner, [...(rows.get(owner) ?? []), `${name}:${targets.join(',')}`]);
    }
  }
  return [...rows].sort(([a], [b]) => compare(a, b));
}
