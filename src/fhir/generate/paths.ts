import { type Element, PRIMITIVES, structureOf } from '../validate/structure.ts';
import type { Path, Step } from './expression.ts';

/** What a path arrives at: a value of a type in a variable, inside so many loops. */
export type Arrival = {
  readonly value: string;
  readonly type: string;
  /** For references: the only type they may point to. */
  readonly resolves?: string;
  /** The element arrived at, for its binding: 'Observation.status'. */
  readonly element: string;
};

type Spot = Arrival & { readonly fresh: () => string; readonly indent: string };
type Emit = (arrival: Arrival) => string | undefined;

/** Statements that walk a path from a variable and do `emit` at every value; empty where nothing is emitted. */
export function walkPath(path: Path, start: { value: string; type: string }, emit: Emit): readonly string[] {
  let count = 0;
  const fresh = () => `v${++count}`;
  return go({ ...start, element: start.type, fresh, indent: '  ' }, path.steps, emit);
}

function go(spot: Spot, steps: readonly Step[], emit: Emit): readonly string[] {
  const [step, ...rest] = steps;
  if (step === undefined) {
    const statement = emit(spot);
    return statement === undefined ? [] : [`${spot.indent}${statement}`];
  }
  const inside = { ...spot, indent: `${spot.indent}  ` };
  switch (step.kind) {
    case 'child':
      return child(spot, step.name, rest, emit);
    case 'as':
      return isOfType(step.type, spot.type) ? go(spot, rest, emit) : [];
    case 'first':
      throw new Error('[0] is read with the child before it');
    case 'where':
      return guarded(spot, `${spot.value}?.${step.name} === ${JSON.stringify(step.value)}`, go(inside, rest, emit));
    case 'hasExtension':
      return guarded(spot, `hasExtension(${spot.value}, ${JSON.stringify(step.url)})`, go(inside, rest, emit));
    case 'resolves':
      return go({ ...spot, resolves: step.type }, rest, emit);
    case 'extension':
      return extension(spot, step.url, rest, emit);
    case 'deceased':
      return [`${spot.indent}flag(k, 'deceased', r.deceasedBoolean === true || r.deceasedDateTime !== undefined);`];
  }
}

/** Types that R4 derives from another: `as uri` takes a canonical too. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  uri: ['url', 'canonical', 'oid', 'uuid'],
  string: ['code', 'id', 'markdown'],
  integer: ['unsignedInt', 'positiveInt'],
  Quantity: ['Age', 'Count', 'Distance', 'Duration'],
};

function isOfType(asked: string, type: string): boolean {
  // R4 writes 'DateTime' once where it means dateTime.
  return asked.toLowerCase() === type.toLowerCase() || (DERIVED[asked]?.includes(type) ?? false);
}

function guarded(spot: Spot, condition: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`${spot.indent}if (${condition}) {`, ...body, `${spot.indent}}`];
}

/** A child of many types is a choice: each of its types has a key of its own. */
function child(spot: Spot, name: string, rest: readonly Step[], emit: Emit): readonly string[] {
  if (PRIMITIVES.has(spot.type)) return [];
  return elementsNamed(spot.type, name).flatMap((element) => {
    const arrived = { value: `${spot.value}?.${element.name}`, type: element.type, element: `${spot.type}.${name}` };
    if (!element.many) return go({ ...spot, ...arrived }, rest, emit);
    if (rest[0]?.kind === 'first')
      return go({ ...spot, ...arrived, value: `list(${arrived.value})[0]` }, rest.slice(1), emit);
    const item = spot.fresh();
    const body = go({ ...spot, ...arrived, value: item, indent: `${spot.indent}  ` }, rest, emit);
    return body.length === 0
      ? []
      : [`${spot.indent}for (const ${item} of list(${arrived.value})) {`, ...body, `${spot.indent}}`];
  });
}

function elementsNamed(type: string, name: string): readonly Element[] {
  const { elements, choiceNames } = structureOf(type);
  const plain = elements.get(name);
  if (plain) return [plain];
  const group = choiceNames.indexOf(`${name}[x]`);
  if (group === -1) throw new Error(`${type} has no ${name}`);
  return [...elements.values()].filter(({ choice, shadow }) => choice === 2 ** group && !shadow);
}

/** What is found by an extension is its value, of whatever type. */
function extension(spot: Spot, url: string, rest: readonly Step[], emit: Emit): readonly string[] {
  const item = spot.fresh();
  const inside = { ...spot, value: item, type: 'Extension', indent: `${spot.indent}    ` };
  const body = child(inside, 'value', rest, emit);
  return [
    `${spot.indent}for (const ${item} of list(${spot.value}?.extension)) {`,
    `${spot.indent}  if (${item}?.url === ${JSON.stringify(url)}) {`,
    ...body,
    `${spot.indent}  }`,
    `${spot.indent}}`,
  ];
}
