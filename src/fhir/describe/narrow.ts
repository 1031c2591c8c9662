import { type Exact, parseExact, printExact } from '../json/exact.ts';
import { structureOf } from '../validate/structure.ts';

export type Within = {
  /** The structure that owns the element. */
  readonly type: string;
  readonly name: string;
  /** Paths below the element that are asked for: 'family', 'period.start'. */
  readonly paths: readonly string[];
};

/** An element's JSON cut down to some paths below it and to what it must have; undefined where nothing of it is left. */
export function narrowed(json: string, { type, name, paths }: Within): string | undefined {
  const element = structureOf(type).elements.get(name);
  const read = parseExact(json);
  if (!element || element.kind === 'primitive' || !read.ok) return json;
  const left = cut(read.value, element.type, paths);
  return left === undefined ? undefined : printExact(left);
}

function cut(value: Exact, type: string, paths: readonly string[]): Exact | undefined {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => cut(item, type, paths) ?? []);
    return items.length === 0 ? undefined : items;
  }
  if (!(value instanceof Map)) return value;
  const left = new Map(
    [...value].flatMap(([key, one]): [string, Exact][] => {
      const kept = member(key, one, { type, paths });
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
  return left.size === 0 ? undefined : left;
}

function member(key: string, value: Exact, { type, paths }: Omit<Within, 'name'>): Exact | undefined {
  const element = structureOf(type).elements.get(key);
  if (!element) return undefined;
  const name = key.replace(/^_/, '');
  const below = paths.filter((path) => path === name || path.startsWith(`${name}.`) || isChoice(type, key, path));
  if (below.length === 0) return element.required > 0 ? value : undefined;
  const deeper = below.map((path) => path.split('.').slice(1).join('.'));
  return deeper.includes('') || element.kind === 'primitive' ? value : cut(value, element.type, deeper);
}

/** `value` asks for valueQuantity too. */
function isChoice(type: string, key: string, path: string): boolean {
  const { elements, choiceNames } = structureOf(type);
  const choice = elements.get(key)?.choice ?? 0;
  return choice > 0 && choiceNames[Math.log2(choice)] === `${path.split('.')[0]}[x]`;
}
