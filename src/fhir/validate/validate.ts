import { CODES } from '../generated/codes.ts';
import type { IssueType, Refusal } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import { narrativeFault } from './narrative.ts';
import { CHECKS } from './primitive.ts';
import { type Element, type Structure, structureOf } from './structure.ts';

export type ValidateOptions = {
  /** The type that the place demands: the body of POST /Patient is a Patient. */
  readonly type?: string;
  /** Checks codes against the closed sets that R4 binds them to. */
  readonly bindings?: boolean;
  /** Where the resource stands, for the expression of a refusal: 'Bundle.entry[3].resource'. */
  readonly at?: string;
};

type Place = (string | number)[];
type Run = { readonly place: Place; readonly found: Refusal[]; readonly bindings: boolean; depth: number };
type Fields = Readonly<Record<string, unknown>>;

const MAX_REFUSALS = 20;
const MAX_DEPTH = 64;

/**
 * Why a parsed resource is not what R4 says it has to be: elements, cardinality, types and the rules of primitives. Nothing
 * is returned where it is well formed. Invariants, slicing and value sets that grow are for `$validate` with a profile.
 */
export function validate(resource: unknown, options: ValidateOptions = {}): readonly Refusal[] {
  const run: Run = { place: [], found: [], bindings: options.bindings === true, depth: 0 };
  const type = isObject(resource) ? resource['resourceType'] : undefined;
  run.place.push(options.at ?? (typeof type === 'string' ? type : (options.type ?? 'Resource')));
  if (options.type !== undefined && typeof type === 'string' && type !== options.type)
    fault(run, {
      type: 'invalid',
      code: 'fhir.wrong-type',
      text: `is a ${type}, but a ${options.type} belongs here; send it to /${type}`,
    });
  else resourceAt(resource, run);
  return run.found;
}

function resourceAt(value: unknown, run: Run): void {
  if (!isObject(value))
    return fault(run, { type: 'structure', code: 'fhir.type', text: 'must be a resource, a JSON object' });
  const type = value['resourceType'];
  if (typeof type !== 'string')
    return fault(run, {
      type: 'required',
      code: 'fhir.resource-type',
      text: 'has no resourceType; name the type of the resource',
    });
  if (!isResourceType(type))
    return fault(run, {
      type: 'structure',
      code: 'fhir.resource-type',
      text: `has the resourceType "${type.slice(0, 40)}", which R4 does not know`,
    });
  objectAt(value, structureOf(type), run);
}

function objectAt(value: Fields, structure: Structure, run: Run): void {
  const { elements } = structure;
  let required = 0;
  let choices = 0;
  let empty = true;
  if (++run.depth > MAX_DEPTH)
    return fault(run, { type: 'structure', code: 'fhir.too-deep', text: `is nested deeper than ${MAX_DEPTH} levels` });
  for (const key in value) {
    const element = elements.get(key);
    empty = false;
    if (element === undefined) {
      if (key === 'resourceType' && isResourceType(structure.name)) continue;
      unknown(key, structure, run);
      continue;
    }
    run.place.push(key);
    if (element.choice && !element.shadow) {
      if (choices & element.choice)
        fault(run, {
          type: 'structure',
          code: 'fhir.choice',
          text: `is a second value of ${nameOfBit(structure.choiceNames, element.choice)}; one alone may be given`,
        });
      choices |= element.choice;
    }
    required |= element.required;
    elementAt(value[key], element, value, run);
    run.place.pop();
  }
  run.depth--;
  if (empty) fault(run, { type: 'structure', code: 'fhir.empty', text: 'is empty; leave it out instead' });
  if (required !== structure.required) missing(structure, required, run);
}

function elementAt(value: unknown, element: Element, owner: Fields, run: Run): void {
  if (value === null)
    return fault(run, { type: 'structure', code: 'fhir.null', text: 'is null; leave it out instead' });
  if (!element.many) {
    if (Array.isArray(value))
      return fault(run, {
        type: 'structure',
        code: 'fhir.cardinality',
        text: 'is an array, but has at most one value; write the value alone',
      });
    return valueAt(value, element, run);
  }
  if (!Array.isArray(value))
    return fault(run, {
      type: 'structure',
      code: 'fhir.cardinality',
      text: 'is not an array, but may have several values; put the value into [ ]',
    });
  if (value.length === 0)
    return fault(run, { type: 'structure', code: 'fhir.empty', text: 'is an empty array; leave it out instead' });
  if (value.length > element.max || value.length < element.min)
    fault(run, {
      type: 'structure',
      code: 'fhir.cardinality',
      text: `has ${value.length} values; it takes ${element.min} to ${element.max}`,
    });
  itemsAt(value, element, owner, run);
}

function itemsAt(items: readonly unknown[], element: Element, owner: Fields, run: Run): void {
  const other = element.kind === 'primitive' ? owner[element.shadow ? element.name : `_${element.name}`] : undefined;
  for (let index = 0; index < items.length; index++) {
    run.place.push(index);
    const item = items[index];
    // In arrays of primitives a null keeps the place of a value or of its extensions, whichever is not there.
    if (item !== null) valueAt(item, element, run);
    else if (!Array.isArray(other) || other[index] === null || other[index] === undefined)
      fault(run, {
        type: 'structure',
        code: 'fhir.null',
        text: 'is null without anything in its place; leave it out instead',
      });
    run.place.pop();
  }
}

function valueAt(value: unknown, element: Element, run: Run): void {
  if (element.kind === 'resource') return resourceAt(value, run);
  if (element.kind === 'primitive' && !element.shadow) return primitiveAt(value, element, run);
  if (!isObject(value))
    return fault(run, { type: 'structure', code: 'fhir.type', text: `must be a JSON object (${element.type})` });
  objectAt(value, structureOf(element.type), run);
}

function primitiveAt(value: unknown, element: Element, run: Run): void {
  const wrong = CHECKS[element.type]?.(value);
  if (wrong)
    return fault(run, {
      type: typeof value === 'object' ? 'structure' : 'value',
      code: 'fhir.value',
      text: `${shown(value)} ${wrong}`,
    });
  if (element.type === 'xhtml') {
    const active = narrativeFault(value as string);
    if (active)
      fault(run, {
        type: 'business-rule',
        code: 'fhir.narrative',
        text: `holds ${active}, which may run or load something when it is shown; take it out`,
      });
  } else if (run.bindings && element.codes && !codesOf(element.codes).has(value as string))
    fault(run, {
      type: 'code-invalid',
      code: 'fhir.code',
      text: `${shown(value)} is none of ${CODES[element.codes]?.split(' ').slice(0, 30).join(', ')}`,
    });
}

const sets = new Map<string, ReadonlySet<string>>();

function codesOf(name: string): ReadonlySet<string> {
  const found = sets.get(name) ?? new Set((CODES[name] ?? '').split(' '));
  sets.set(name, found);
  return found;
}

function unknown(key: string, structure: Structure, run: Run): void {
  run.place.push(key.slice(0, 60));
  const owner = structure.name === 'Element' ? 'a primitive value' : structure.name;
  fault(run, {
    type: 'structure',
    code: 'fhir.unknown-element',
    text: `is no element of ${owner} in R4; take it out, or say it in an extension`,
  });
  run.place.pop();
}

function missing(structure: Structure, seen: number, run: Run): void {
  structure.requiredNames.forEach((name, index) => {
    if (seen & (1 << index)) return;
    run.place.push(name);
    fault(run, { type: 'required', code: 'fhir.required', text: `is required in ${structure.name} and is not there` });
    run.place.pop();
  });
}

function fault(run: Run, { type, code, text }: { type: IssueType; code: string; text: string }): void {
  if (run.found.length >= MAX_REFUSALS) return;
  const expression = run.place.reduce<string>(
    (path, step, index) => (typeof step === 'number' ? `${path}[${step}]` : index === 0 ? step : `${path}.${step}`),
    '',
  );
  run.found.push({ code, type, text: `${expression} ${text}.`, expression });
}

function nameOfBit(names: readonly string[], bit: number): string {
  return names[Math.log2(bit)] ?? '';
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
