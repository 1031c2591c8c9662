import { fail, within } from '../fault.ts';
import type { Exact } from '../json/exact.ts';
import { refuse } from '../outcome.ts';
import { structureOf } from '../validate/structure.ts';
import { elementsNamed } from './locate.ts';
import type { Element } from '../validate/structure.ts';

/** One operation of a FHIRPath Patch, its parts by name. */
export type PatchOperation = {
  readonly type: string;
  readonly path: string;
  readonly name?: string;
  readonly value?: Part;
  readonly index?: number;
  readonly source?: number;
  readonly destination?: number;
};

/** A parameter with a value, a resource, or parts that make up a value without a type of its own. */
export type Part = Map<string, Exact>;

const MAX_OPERATIONS = 500;

export function operationsOf(parameters: Exact): readonly PatchOperation[] {
  if (!(parameters instanceof Map) || parameters.get('resourceType') !== 'Parameters')
    return fail(refuse('invalid', 'patch.operation', 'A FHIRPath Patch is a Parameters resource.', 'Parameters'));
  const list = parameters.get('parameter') ?? [];
  if (!Array.isArray(list) || list.length > MAX_OPERATIONS)
    return fail(
      refuse(
        'invalid',
        'patch.operation',
        `A patch is a list of at most ${MAX_OPERATIONS} operations.`,
        'Parameters.parameter',
      ),
    );
  return list.map((one, index) => within(`Parameters.parameter[${index}]`, () => operationOf(one, index)));
}

function operationOf(parameter: Exact, number: number): PatchOperation {
  const parts = new Map(partsOf(parameter).map((part) => [part.get('name'), part]));
  if (!(parameter instanceof Map) || parameter.get('name') !== 'operation')
    return fail(refuse('invalid', 'patch.operation', `Parameter ${number} is not named "operation".`));
  const [type, path, name] = ['type', 'path', 'name'].map((one) => textOf(parts.get(one)));
  if (type === undefined || path === undefined)
    return fail(refuse('invalid', 'patch.operation', `Operation ${number} has no type or no path.`));
  const value = parts.get('value');
  const numbers = ['index', 'source', 'destination'].flatMap((one) => {
    const found = numberOf(parts.get(one));
    return found === undefined ? [] : [[one, found] as const];
  });
  return {
    type,
    path,
    ...(name === undefined ? {} : { name }),
    ...(value ? { value } : {}),
    ...Object.fromEntries(numbers),
  };
}

function partsOf(parameter: Exact): readonly Part[] {
  const parts = parameter instanceof Map ? parameter.get('part') : undefined;
  return Array.isArray(parts) ? parts.filter((part) => part instanceof Map) : [];
}

function textOf(part: Part | undefined): string | undefined {
  const value = part && valueIn(part)?.value;
  return typeof value === 'string' ? value : undefined;
}

function numberOf(part: Part | undefined): number | undefined {
  const value = part && valueIn(part)?.value;
  const number = value instanceof Object && 'digits' in value ? Number(value.digits) : Number.NaN;
  return Number.isInteger(number) && number >= 0 ? number : undefined;
}

function valueIn(part: Part): { readonly type: string; readonly value: Exact } | undefined {
  for (const [key, value] of part) if (/^value[A-Z]/.test(key)) return { type: key.slice(5), value };
  return undefined;
}

/** What is to be put in: under which key, and beside it what belongs under '_key' (extensions of a primitive). */
export type Content = { readonly element: Element; readonly value: Exact; readonly extensions?: Exact };

/** A part's value as the element of a name in an owner of a type. */
export function contentOf(part: Part, ownerType: string, name: string): Content {
  const found = valueIn(part);
  const extensions = found ? part.get(`_value${found.type}`) : undefined;
  const element = elementFor(ownerType, name, found?.type);
  const value = found?.value ?? part.get('resource') ?? anonymous(part, element);
  return { element, value, ...(extensions === undefined ? {} : { extensions }) };
}

function elementFor(ownerType: string, name: string, type: string | undefined): Element {
  const known = elementsNamed(ownerType, name);
  const element = known.length > 1 ? structureOf(ownerType).elements.get(name + (type ?? '')) : known[0];
  return (
    element ??
    fail(
      refuse(
        'invalid',
        'patch.path',
        `${ownerType} has no element ${name.slice(0, 60)}${type ? ` of type ${type}` : ''}.`,
      ),
    )
  );
}

/** Backbone elements have no type to write a value by: they are made of the parts of the part. */
function anonymous(part: Part, element: Element): Exact {
  const parts = partsOf(part);
  if (parts.length === 0)
    return fail(refuse('invalid', 'patch.operation', `The value for ${element.name} has neither a value nor parts.`));
  const object = new Map<string, Exact>();
  for (const one of parts) {
    const name = one.get('name');
    if (typeof name !== 'string')
      return fail(refuse('invalid', 'patch.operation', `A part of the value for ${element.name} has no name.`));
    putIn(object, contentOf(one, element.type, name));
  }
  return object;
}

export function putIn(owner: Map<string, Exact>, { element, value, extensions }: Content): void {
  const { name, many } = element;
  if (!many) {
    owner.set(name, value);
    if (extensions !== undefined) owner.set(`_${name}`, extensions);
    return;
  }
  const list = owner.get(name);
  const length = Array.isArray(list) ? list.length : 0;
  owner.set(name, [...(Array.isArray(list) ? list : []), value]);
  if (extensions === undefined && !owner.has(`_${name}`)) return;
  const beside = owner.get(`_${name}`);
  const before = Array.isArray(beside) ? beside : Array.from({ length }, () => null);
  owner.set(`_${name}`, [...before, extensions ?? null]);
}
