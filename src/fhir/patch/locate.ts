import { type Exact, isDigits } from '../json/exact.ts';
import { type Element, isStructure, structureOf } from '../validate/structure.ts';
import type { Condition, PathStep } from './path.ts';

/** An element in a resource: its value, its type, and where it stands. */
export type Spot = {
  readonly value: Exact;
  readonly type: string;
  /** Absent for the resource itself. */
  readonly place?: Place;
};
export type Place = {
  readonly owner: Map<string, Exact>;
  readonly key: string;
  readonly element: Element;
  readonly index?: number;
};

/** Every element that the steps lead to. */
export function locate(from: readonly Spot[], steps: readonly PathStep[]): readonly Spot[] {
  return steps.reduce<readonly Spot[]>(step, from);
}

function step(spots: readonly Spot[], one: PathStep): readonly Spot[] {
  switch (one.kind) {
    case 'child':
      return spots.flatMap((spot) => children(spot, one.name));
    case 'index':
      return spots.slice(one.index, one.index + 1);
    case 'last':
      return spots.slice(-1);
    case 'where':
      return spots.filter((spot) => holds(spot, one.condition));
    case 'ofType':
      return spots.filter(({ type }) => type.toLowerCase() === one.type.toLowerCase());
    case 'extension':
      return spots
        .flatMap((spot) => children(spot, 'extension'))
        .filter(({ value }) => value instanceof Map && value.get('url') === one.url);
  }
}

function children(spot: Spot, name: string): readonly Spot[] {
  if (!(spot.value instanceof Map)) return [];
  const owner = spot.value;
  return elementsNamed(spot.type, name).flatMap((element): readonly Spot[] => {
    const value = owner.get(element.name);
    const place = { owner, key: element.name, element };
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [{ value, type: typeOf(element, value), place }];
    return value.map((item, index) => ({ value: item, type: typeOf(element, item), place: { ...place, index } }));
  });
}

/** The element of a name; the types of a choice stand under keys of their own. */
export function elementsNamed(type: string, name: string): readonly Element[] {
  if (!isStructure(type)) return [];
  const { elements, choiceNames } = structureOf(type);
  const plain = elements.get(name);
  if (plain) return plain.shadow ? [] : [plain];
  const choice = choiceNames.indexOf(`${name}[x]`);
  return choice === -1 ? [] : [...elements.values()].filter((one) => one.choice === 2 ** choice && !one.shadow);
}

/** A resource within a resource says its type itself. */
function typeOf(element: Element, value: Exact): string {
  const said = element.kind === 'resource' && value instanceof Map ? value.get('resourceType') : undefined;
  return typeof said === 'string' ? said : element.type;
}

function holds(spot: Spot, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(spot, condition.left) && holds(spot, condition.right);
    case 'or':
      return holds(spot, condition.left) || holds(spot, condition.right);
    case 'exists':
      return locate([spot], condition.path).length > 0 === condition.wanted;
    case 'compare': {
      const found = locate([spot], condition.path);
      // As in FHIRPath, nothing is neither equal nor unequal to anything.
      return (
        found.length === 1 && found[0] !== undefined && isSame(found[0].value, condition.literal) === condition.equal
      );
    }
  }
}

function isSame(value: Exact, literal: string): boolean {
  if (isDigits(value)) return literal !== '' && Number(value.digits) === Number(literal);
  return typeof value === 'boolean' ? String(value) === literal : value === literal;
}
