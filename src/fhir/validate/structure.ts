import { assert } from '#base';
import { STRUCTURES } from '../generated/structures.ts';

/** What may stand under one key of a JSON object. */
export type Element = {
  readonly name: string;
  readonly kind: 'primitive' | 'complex' | 'resource';
  /** Name of the primitive, or of the structure. */
  readonly type: string;
  readonly many: boolean;
  readonly max: number;
  readonly min: number;
  /** True for the key '_x', which holds id and extensions of the primitive x. */
  readonly shadow: boolean;
  /** Bit among the required elements of the structure, 0 where it is optional. */
  readonly required: number;
  /** Bit among the choices (value[x]) of the structure, 0 where it is none. */
  readonly choice: number;
  /** Name of the closed set of codes that a required binding demands. */
  readonly codes: string | undefined;
};

export type Structure = {
  readonly name: string;
  readonly elements: ReadonlyMap<string, Element>;
  /** Every required bit. */
  readonly required: number;
  /** Names by required bit and choice bit, for messages. */
  readonly requiredNames: readonly string[];
  readonly choiceNames: readonly string[];
};

export const PRIMITIVES = new Set(
  (
    'base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time ' +
    'unsignedInt uri url uuid xhtml'
  ).split(' '),
);

const known = new Map<string, Structure>();

/** The table of a structure: 'Observation', 'Observation.component', 'Quantity'. Read on first use and kept. */
export function structureOf(name: string): Structure {
  const found = known.get(name);
  if (found) return found;
  const made = read(name);
  known.set(name, made);
  return made;
}

export function isStructure(name: string): boolean {
  return Object.hasOwn(STRUCTURES, name);
}

type Draft = { elements: Map<string, Element>; requiredNames: string[]; choiceNames: string[] };

function read(name: string): Structure {
  const draft: Draft = { elements: new Map(), requiredNames: [], choiceNames: [] };
  readRow(name, draft);
  assert(draft.requiredNames.length < 31 && draft.choiceNames.length < 31, `${name} fits into bits`);
  return { name, ...draft, required: 2 ** draft.requiredNames.length - 1 };
}

function readRow(name: string, draft: Draft): void {
  const row = STRUCTURES[name];
  assert(row !== undefined, `no structure ${name}`);
  for (const part of row === '' ? [] : row.split(' ')) {
    if (part.startsWith('<')) readRow(part.slice(1), draft);
    else readElement(part, draft);
  }
}

const PART = /^([^:[]+)(\[x\])?:([^*!#]+)(?:(\*)(\d*))?(?:!(\d*))?(?:#(.+))?$/;

function readElement(part: string, draft: Draft): void {
  const match = PART.exec(part);
  assert(match, `an element reads ${part}`);
  const [, name = '', choice, types = '', many, max, min, codes] = match;
  const required = min === undefined ? 0 : 2 ** draft.requiredNames.length;
  if (required) draft.requiredNames.push(`${name}${choice ?? ''}`);
  const group = choice ? 2 ** draft.choiceNames.length : 0;
  if (group) draft.choiceNames.push(`${name}[x]`);
  const limits = {
    many: many !== undefined,
    max: many === undefined ? 1 : max ? Number(max) : Number.POSITIVE_INFINITY,
    min: min === undefined ? 0 : min === '' ? 1 : Number(min),
  };
  for (const type of types.split(',')) {
    const key = choice ? name + type.charAt(0).toUpperCase() + type.slice(1) : name;
    const bits = { required, choice: group, codes };
    const plain = type.startsWith('@') ? type.slice(1) : type;
    const kind = PRIMITIVES.has(plain) ? 'primitive' : plain === 'Resource' ? 'resource' : 'complex';
    draft.elements.set(key, { name: key, kind, type: plain, ...limits, shadow: false, ...bits });
    if (kind === 'primitive')
      draft.elements.set(`_${key}`, { name: key, kind, type: 'Element', ...limits, shadow: true, ...bits });
  }
}
