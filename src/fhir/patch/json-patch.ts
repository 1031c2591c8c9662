import { caught, fail, within } from '../fault.ts';
import { copyExact, type Exact, parseExact, printExact, sameExact } from '../json/exact.ts';
import { accepted, type Outcome, refuse } from '../outcome.ts';
import { prune } from './prune.ts';

const MAX_OPERATIONS = 500;
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;

type Operation = {
  readonly op: string;
  readonly path: readonly string[];
  readonly from?: readonly string[];
  readonly value?: Exact;
  readonly written: string;
};
/** `emptied` are arrays and objects that lost their last member: R4 has no empty ones, so they go at the end. */
type Run = { root: Exact; readonly emptied: Set<Exact>; copied: number };

/** Applies a JSON Patch (RFC 6902) to a resource's text: all of it, or nothing. Numbers keep their digits. */
export function applyJsonPatch(text: string, patch: string): Outcome<string> {
  const [document, operations] = [parseExact(text), parseExact(patch)];
  if (!document.ok) return document;
  if (!operations.ok) return operations;
  try {
    const run: Run = { root: document.value, emptied: new Set(), copied: 0 };
    for (const [index, operation] of operationsOf(operations.value).entries()) {
      within(placeOf(index), () => apply(operation, run));
    }
    prune(run.root, run.emptied);
    return accepted(printExact(run.root));
  } catch (error) {
    return caught(error);
  }
}

function operationsOf(patch: Exact): readonly Operation[] {
  if (!Array.isArray(patch)) return wrong('A JSON Patch is an array of operations.', 'operation');
  if (patch.length > MAX_OPERATIONS) return wrong(`A patch has at most ${MAX_OPERATIONS} operations.`, 'operation');
  return patch.map((one, index) => within(placeOf(index), () => operationOf(one, index)));
}

const placeOf = (index: number): string => `operation[${index}]`;

const NEEDS: Readonly<Record<string, 'value' | 'from' | 'nothing'>> = {
  add: 'value',
  replace: 'value',
  test: 'value',
  remove: 'nothing',
  move: 'from',
  copy: 'from',
};

function operationOf(one: Exact, index: number): Operation {
  if (!(one instanceof Map)) return wrong(`Operation ${index} is no object.`);
  const [op, path, from, value] = [one.get('op'), one.get('path'), one.get('from'), one.get('value')];
  const needs = typeof op === 'string' && Object.hasOwn(NEEDS, op) ? NEEDS[op] : undefined;
  if (typeof op !== 'string' || needs === undefined)
    return wrong(`Operation ${index} has no op out of ${Object.keys(NEEDS).join(', ')}.`);
  if (typeof path !== 'string') return wrong(`Operation ${index} (${op}) has no path.`);
  if (needs === 'value' && value === undefined) return wrong(`Operation ${index} (${op}) has no value.`);
  const base = { op, path: pointer(path), written: path, ...(value === undefined ? {} : { value }) };
  if (needs !== 'from') return base;
  if (typeof from !== 'string') return wrong(`Operation ${index} (${op}) has no from.`);
  return { ...base, from: pointer(from) };
}

/** RFC 6901: '/a~1b/0' */
function pointer(text: string): readonly string[] {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text))
    return wrong(`${text.slice(0, 60)} is no JSON Pointer: it begins with "/".`);
  const steps = text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (steps.some((step) => step === '__proto__' || step === 'constructor'))
    fail(refuse('invalid', 'patch.path', `${text.slice(0, 60)} names no element.`));
  return steps;
}

function apply(operation: Operation, run: Run): void {
  const { op, path, from = [], value = null } = operation;
  if (op === 'test') return testValue(operation, run);
  ownedBy(path, operation);
  if (op === 'move') ownedBy(from, operation);
  if (op === 'add') return add(path, copyExact(value), run);
  if (op === 'remove') {
    remove(path, run);
    return;
  }
  if (op === 'replace') {
    const at = parentOf(path, run.root);
    find(path, run.root);
    return at instanceof Map
      ? void at.set(last(path), copyExact(value))
      : void at.splice(indexOf(last(path), at.length - 1, path), 1, copyExact(value));
  }
  if (op === 'move') {
    if (path.length > from.length && from.every((step, index) => step === path[index]))
      wrong('A value cannot be moved into itself.');
    return add(path, remove(from, run), run);
  }
  const found = find(from, run.root);
  run.copied += count(found);
  if (run.copied > MAX_NODES)
    fail(refuse('too-long', 'patch.too-large', 'The copies of the patch make the resource too large.'));
  add(path, copyExact(found), run);
}

function testValue({ path, value = null, written }: Operation, run: Run): void {
  if (!sameExact(find(path, run.root), value))
    fail(
      refuse(
        'business-rule',
        'patch.test',
        `The test of ${written} failed: it has another value. Nothing was changed.`,
      ),
    );
}

/** The server's own: a patch may test them, never change them. */
function ownedBy(path: readonly string[], { written }: Operation): void {
  const owned = ['', 'resourceType', 'id', 'meta/versionId', 'meta/lastUpdated'];
  if (owned.includes(path.join('/')))
    fail(
      refuse(
        'business-rule',
        'patch.server-owned',
        `${written === '' ? 'The whole resource' : written} cannot be changed by a patch: the server keeps it.`,
      ),
    );
}

function add(path: readonly string[], value: Exact, run: Run): void {
  if (path.length + depthOf(value) > MAX_DEPTH)
    fail(refuse('structure', 'json.too-deep', `The patch would nest the resource deeper than ${MAX_DEPTH} levels.`));
  const at = parentOf(path, run.root);
  const name = last(path);
  if (at instanceof Map) at.set(name, value);
  else at.splice(name === '-' ? at.length : indexOf(name, at.length, path), 0, value);
}

function remove(path: readonly string[], run: Run): Exact {
  const found = find(path, run.root);
  const at = parentOf(path, run.root);
  if (at instanceof Map) at.delete(last(path));
  else at.splice(indexOf(last(path), at.length - 1, path), 1);
  if ((at instanceof Map ? at.size : at.length) === 0) run.emptied.add(at);
  return found;
}

function parentOf(path: readonly string[], root: Exact): Exact[] | Map<string, Exact> {
  const parent = find(path.slice(0, -1), root);
  return Array.isArray(parent) || parent instanceof Map ? parent : nothingAt(path);
}

function find(path: readonly string[], root: Exact): Exact {
  let at = root;
  for (const step of path) {
    const found: Exact | undefined =
      at instanceof Map ? at.get(step) : Array.isArray(at) ? at[indexOf(step, at.length - 1, path)] : undefined;
    at = found === undefined ? nothingAt(path) : found;
  }
  return at;
}

function indexOf(step: string, most: number, path: readonly string[]): number {
  return /^(0|[1-9]\d{0,8})$/.test(step) && Number(step) <= most ? Number(step) : nothingAt(path);
}

function last(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

/** Levels of arrays and objects; what is deeper than is taken is not gone into. */
function depthOf(value: Exact, level = 0): number {
  const items = value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : [];
  if (items.length === 0 || level > MAX_DEPTH) return level;
  return items.reduce<number>((most, one) => Math.max(most, depthOf(one, level + 1)), level);
}

function count(value: Exact): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + count(one), 1);
  return value instanceof Map ? [...value.values()].reduce<number>((sum, one) => sum + count(one), 1) : 1;
}

function nothingAt(path: readonly string[]): never {
  return fail(refuse('invalid', 'patch.path', `There is nothing at /${path.join('/').slice(0, 100)} to patch.`));
}

function wrong(text: string, place?: string): never {
  return fail(refuse('invalid', 'patch.operation', text, place));
}
