import type { Fields } from './canonical.ts';

/** A code system as it is searched by: what stands above and below each code, and its properties. */
export type CodeTree = {
  readonly system: string;
  readonly codes: ReadonlySet<string>;
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly properties: ReadonlyMap<string, readonly (readonly [name: string, value: string])[]>;
};

/** Concepts within concepts, and the properties `parent` and `child`: https://hl7.org/fhir/R4/codesystem.html#hierarchy */
export function codeTree(resource: Fields): CodeTree {
  const parents = new Map<string, string[]>();
  const children = new Map<string, string[]>();
  const properties = new Map<string, (readonly [string, string])[]>();
  const codes = new Set<string>();
  const tie = (above: string, below: string): void => {
    add(parents, below, above);
    add(children, above, below);
  };
  const waiting = fieldsOf(resource['concept']).map((concept) => ({ concept, above: undefined as string | undefined }));
  for (let at = 0; at < waiting.length; at += 1) {
    const { concept, above } = waiting[at] as (typeof waiting)[number];
    const code = concept['code'];
    if (typeof code !== 'string') continue;
    codes.add(code);
    if (above !== undefined) tie(above, code);
    if (typeof concept['display'] === 'string') add(properties, code, ['display', concept['display']]);
    for (const property of fieldsOf(concept['property'])) {
      const [name, value] = [property['code'], valueOf(property)];
      if (typeof name !== 'string' || value === undefined) continue;
      add(properties, code, [name, value]);
      if (name === 'parent') tie(value, code);
      if (name === 'child') tie(code, value);
    }
    for (const inner of fieldsOf(concept['concept'])) waiting.push({ concept: inner, above: code });
  }
  return { system: String(resource['url'] ?? ''), codes, parents, children, properties };
}

/** A code and everything that stands below (or above) it. A code that is not in the tree stands alone. */
export function placed(tree: CodeTree, code: string, modifier: 'above' | 'below'): ReadonlySet<string> {
  const next = modifier === 'below' ? tree.children : tree.parents;
  const found = new Set([code]);
  for (const one of found) for (const other of next.get(one) ?? []) found.add(other);
  return found;
}

export function fieldsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((one): one is Fields => typeof one === 'object' && one !== null) : [];
}

function valueOf(property: Fields): string | undefined {
  const coding = property['valueCoding'] as Fields | undefined;
  const value =
    coding?.['code'] ??
    Object.entries(property).find(([name]) => name.startsWith('value') && name !== 'valueCoding')?.[1];
  return value === undefined ? undefined : String(value);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
