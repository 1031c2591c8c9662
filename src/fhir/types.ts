import { assert } from '#base';
import { RESOURCE_TYPES } from './generated/types.ts';

const numbers = new Map(RESOURCE_TYPES.map((type, index) => [type, index]));

export function isResourceType(name: string): boolean {
  return numbers.has(name);
}

/** The number a type is stored by. Throws on an unknown type: what callers send is asked of isResourceType first. */
export function typeNumber(type: string): number {
  const number = numbers.get(type);
  assert(number !== undefined, `no resource type ${type}`);
  return number;
}

export function typeName(number: number): string {
  const type = RESOURCE_TYPES[number];
  assert(type !== undefined, `no resource type ${number}`);
  return type;
}
