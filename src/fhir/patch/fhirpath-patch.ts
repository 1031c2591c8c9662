import { caught, fail, within } from '../fault.ts';
import { type Exact, parseExact, printExact } from '../json/exact.ts';
import { accepted, type Outcome, refuse } from '../outcome.ts';
import { elementsNamed, locate, type Place, type Spot } from './locate.ts';
import { contentOf, operationsOf, type Part, type PatchOperation, putIn } from './parts.ts';
import { parsePath, type PatchPath } from './path.ts';
import { prune } from './prune.ts';

type Fields = Map<string, Exact>;

/** Applies a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html) to a resource's text: all of it, or nothing. */
export function applyFhirPathPatch(text: string, parameters: string): Outcome<string> {
  const [document, patch] = [parseExact(text), parseExact(parameters)];
  if (!document.ok) return document;
  if (!patch.ok) return patch;
  try {
    if (!(document.value instanceof Map))
      return refuse('structure', 'json.not-an-object', 'A resource is a JSON object.');
    const emptied = new Set<Exact>();
    const root = document.value;
    for (const [index, operation] of operationsOf(patch.value).entries()) {
      within(`Parameters.parameter[${index}]`, () => apply(operation, root, emptied));
    }
    prune(document.value, emptied);
    return accepted(printExact(document.value));
  } catch (error) {
    return caught(error);
  }
}

function apply(operation: PatchOperation, root: Fields, emptied: Set<Exact>): void {
  switch (operation.type) {
    case 'add':
      return add(operation, root);
    case 'insert':
      return insert(operation, root);
    case 'delete':
      return remove(operation, root, emptied);
    case 'replace':
      return replace(operation, root);
    case 'move':
      return move(operation, root);
    default:
      fail(
        refuse(
          'invalid',
          'patch.operation',
          `The type ${operation.type.slice(0, 40)} is none of add, insert, delete, replace, move.`,
        ),
      );
  }
}

function add(operation: PatchOperation, root: Fields): void {
  const { name = missing(operation, 'name') } = operation;
  const { value: owner, type } = single(operation, locateAll(operation, root));
  if (!(owner instanceof Map)) return nothing(operation);
  const content = contentOf(valueOf(operation), type, name);
  const { element } = content;
  owned(root, { owner, key: element.name, element });
  const taken = elementsNamed(type, name).some((one) => owner.has(one.name) || owner.has(`_${one.name}`));
  if (taken && !element.many)
    fail(refuse('business-rule', 'patch.occupied', `${operation.path}.${name} is there already; use replace.`));
  putIn(owner, content);
}

function insert(operation: PatchOperation, root: Fields): void {
  const { index = missing(operation, 'index') } = operation;
  const { owner, type, name } = listAt(operation, root);
  const { element, value, extensions } = contentOf(valueOf(operation), type, name);
  const list = listOf(owner, element.name);
  if (!element.many || index > list.length) return outside(operation, index);
  list.splice(index, 0, value);
  owner.set(element.name, list);
  if (extensions !== undefined || owner.has(`_${element.name}`)) {
    const beside = shadowOf(owner, element.name, list.length - 1);
    beside.splice(index, 0, extensions ?? null);
    owner.set(`_${element.name}`, beside);
  }
}

/** Deleting what is not there is no error. */
function remove(operation: PatchOperation, root: Fields, emptied: Set<Exact>): void {
  const found = locateAll(operation, root);
  if (found.length === 0) return;
  const { place } = single(operation, found);
  if (!place) return wholeResource(operation);
  owned(root, place);
  removeAt(place);
  if (place.owner.size === 0) emptied.add(place.owner);
}

function removeAt({ owner, key, index }: Place): void {
  if (index !== undefined) {
    const list = listOf(owner, key);
    const beside = owner.has(`_${key}`) ? shadowOf(owner, key, list.length) : undefined;
    list.splice(index, 1);
    beside?.splice(index, 1);
    if (beside?.every((one) => one === null)) owner.delete(`_${key}`);
    else if (beside) owner.set(`_${key}`, beside);
    if (list.length > 0) return;
  }
  owner.delete(key);
  owner.delete(`_${key}`);
}

function replace(operation: PatchOperation, root: Fields): void {
  const { place } = single(operation, locateAll(operation, root));
  if (!place) return wholeResource(operation);
  owned(root, place);
  const { owner, key, index, element } = place;
  const { ownerType, name } = namesOf(operation, root);
  const { element: next, value, extensions } = contentOf(valueOf(operation), ownerType, name);
  if (index !== undefined) {
    listOf(owner, key)[index] = value;
    if (extensions !== undefined || owner.has(`_${key}`)) {
      const beside = shadowOf(owner, key, listOf(owner, key).length);
      beside[index] = extensions ?? null;
      if (beside.every((one) => one === null)) owner.delete(`_${key}`);
      else owner.set(`_${key}`, beside);
    }
    return;
  }
  owner.delete(`_${element.name}`);
  // Another type of a choice stands under another key.
  if (next.name !== key) owner.delete(key);
  owner.set(next.name, value);
  if (extensions !== undefined) owner.set(`_${next.name}`, extensions);
}

/** The type that owns the last element of the path, and the element's name there: filters at the end of a path name no element. */
function namesOf(operation: PatchOperation, root: Fields): { readonly ownerType: string; readonly name: string } {
  const { steps } = pathOf(operation, root);
  const at = steps.findLastIndex(({ kind }) => kind === 'child' || kind === 'extension');
  const last = steps[at];
  const name = last?.kind === 'child' ? last.name : 'extension';
  const owners = locate([rootSpot(root)], steps.slice(0, Math.max(at, 0)));
  return { ownerType: owners[0]?.type ?? '', name };
}

function move(operation: PatchOperation, root: Fields): void {
  const { source = missing(operation, 'source'), destination = missing(operation, 'destination') } = operation;
  const { owner, name } = listAt(operation, root);
  const list = listOf(owner, name);
  if (source >= list.length) return outside(operation, source);
  if (destination >= list.length) return outside(operation, destination);
  const beside = owner.has(`_${name}`) ? shadowOf(owner, name, list.length) : undefined;
  for (const one of beside ? [list, beside] : [list]) one.splice(destination, 0, ...one.splice(source, 1));
  if (beside) owner.set(`_${name}`, beside);
}

/** The list that a path names: the last step is its element, what comes before leads to one owner. */
function listAt(operation: PatchOperation, root: Fields) {
  const { steps } = pathOf(operation, root);
  const last = steps.at(-1);
  const { value: owner, type } = single(operation, locate([rootSpot(root)], steps.slice(0, -1)));
  if (last?.kind !== 'child' || !(owner instanceof Map)) return nothing(operation);
  return { owner, type, name: last.name };
}

function listOf(owner: Fields, key: string): Exact[] {
  const list = owner.get(key);
  return Array.isArray(list) ? list : [];
}

/** Extensions beside a list of primitives, one place for each. */
function shadowOf(owner: Fields, key: string, length: number): Exact[] {
  const beside = listOf(owner, `_${key}`);
  return Array.from({ length }, (_, index) => beside[index] ?? null);
}

function locateAll(operation: PatchOperation, root: Fields): readonly Spot[] {
  return locate([rootSpot(root)], pathOf(operation, root).steps);
}

function pathOf(operation: PatchOperation, root: Fields): PatchPath {
  const path = parsePath(operation.path);
  const type = rootSpot(root).type;
  if (![type, 'Resource', 'DomainResource', '%resource', '$this'].includes(path.root))
    fail(refuse('invalid', 'patch.path', `The path ${operation.path.slice(0, 100)} does not begin with ${type}.`));
  return path;
}

function rootSpot(root: Fields): Spot {
  return { value: root, type: String(root.get('resourceType')) };
}

function single(operation: PatchOperation, found: readonly Spot[]): Spot {
  const [only, ...others] = found;
  if (only === undefined) return nothing(operation);
  if (others.length > 0)
    fail(
      refuse(
        'invalid',
        'patch.path',
        `The path ${operation.path.slice(0, 100)} leads to ${found.length} elements; name one of them.`,
      ),
    );
  return only;
}

/** Id, version and time are the server's; the type of a resource is for ever. */
function owned(root: Fields, { owner, key }: Place): void {
  const own = owner === root ? ['id', 'resourceType'] : owner === root.get('meta') ? ['versionId', 'lastUpdated'] : [];
  if (own.includes(key))
    fail(refuse('business-rule', 'patch.server-owned', `${key} cannot be changed by a patch: the server keeps it.`));
}

function valueOf(operation: PatchOperation): Part {
  return operation.value ?? missing(operation, 'value');
}

function missing({ type, path }: PatchOperation, part: string): never {
  return fail(
    refuse('invalid', 'patch.operation', `The operation ${type} at ${path.slice(0, 100)} has no part "${part}".`),
  );
}

function nothing({ path }: PatchOperation): never {
  return fail(refuse('invalid', 'patch.path', `There is nothing at ${path.slice(0, 100)} to patch.`));
}

function outside({ path }: PatchOperation, index: number): never {
  return fail(refuse('invalid', 'patch.path', `${path.slice(0, 100)} is no list with a place ${index}.`));
}

function wholeResource({ path }: PatchOperation): never {
  return fail(
    refuse('business-rule', 'patch.server-owned', `${path.slice(0, 100)} is the whole resource; use update or delete.`),
  );
}
